package dev.sconce.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatasetsTest {
    @Test
    void should_pick_the_rows_that_stacking_them_gives() {
        try (var scope = new TensorScope()) {
            var dataset = new TensorDataset(Torch.randn(5, 2, 3), Torch.arange(5));
            long[] rows = {4, 0, 4};
            List<Tensor> picked = dataset.batch(rows);
            List<Tensor> stacked = DefaultCollate.sameForm(dataset.getAll(rows));
            assertThat(Torch.equal(picked.get(0), stacked.get(0))).isTrue();
            assertThat(Torch.equal(picked.get(1), stacked.get(1))).isTrue();
            assertThat(dataset.size()).isEqualTo(5);
        }
    }

    @Test
    void should_refuse_tensors_of_different_lengths() {
        try (var scope = new TensorScope()) {
            assertThatThrownBy(() -> new TensorDataset(Torch.ones(2), Torch.ones(3)))
                    .hasMessage("Size mismatch between tensors");
        }
    }

    @Test
    void should_number_a_subset_s_samples_anew() {
        var subset = new Subset<>(new Subset<>(new Numbers(10), 9, 8, 7), 2, 0);
        assertThat(subset.size()).isEqualTo(2);
        assertThat(subset.get(0)).isEqualTo(7);
        assertThat(subset.getAll(1, 0)).containsExactly(9L, 7L);
    }

    @Test
    void should_put_datasets_one_after_the_other() {
        var all = new ConcatDataset<>(List.of(new Numbers(2), new Numbers(0), new Numbers(3), new Numbers(0)));
        assertThat(all.size()).isEqualTo(5);
        assertThat(all.getAll(0, 1, 2, 3, 4, -1)).containsExactly(0L, 1L, 0L, 1L, 2L, 2L);
        assertThatThrownBy(() -> all.get(-6)).hasMessage("absolute value of index should not exceed dataset length");
        assertThatThrownBy(() -> all.get(5)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new ConcatDataset<Long>(List.of()))
                .hasMessage("datasets should not be an empty iterable");
    }

    @Test
    void should_put_datasets_side_by_side() {
        var lists = StackDataset.of(List.of(new Numbers(3), new Subset<>(new Numbers(9), 8, 7, 6)));
        assertThat(lists.size()).isEqualTo(3);
        assertThat(lists.get(1)).containsExactly(1L, 7L);
        var maps = StackDataset.of(Map.of("x", new Numbers(2)));
        assertThat(maps.getAll(1, 0)).containsExactly(Map.of("x", 1L), Map.of("x", 0L));
        assertThatThrownBy(() -> StackDataset.of(List.of(new Numbers(3), new Numbers(2))))
                .hasMessage("Size mismatch between datasets");
        assertThatThrownBy(() -> StackDataset.of(List.of())).hasMessage("At least one dataset should be passed");
    }

    @Test
    void should_refuse_a_rank_that_there_is_not() {
        assertThatThrownBy(() -> new DistributedSampler(new Numbers(3), 2, 2))
                .hasMessage("Invalid rank 2, rank should be in the interval [0, 1]");
    }

    @Test
    void should_chain_streams() {
        IterableDataset<Integer> first = List.of(1, 2)::iterator;
        IterableDataset<Integer> second = List.of(3)::iterator;
        var chain = new ChainDataset<>(List.of(first, second));
        List<Integer> all = new ArrayList<>();
        chain.forEach(all::add);
        assertThat(all).containsExactly(1, 2, 3);
        assertThatThrownBy(chain::size).isInstanceOf(UnsupportedOperationException.class);
    }
}
