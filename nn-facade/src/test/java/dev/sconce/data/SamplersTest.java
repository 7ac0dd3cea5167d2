package dev.sconce.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sconce.torch.Generator;
import dev.sconce.torch.Rng;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SamplersTest {
    private static <I> List<I> all(Sampler<I> sampler) {
        List<I> all = new ArrayList<>();
        sampler.forEach(all::add);
        return all;
    }

    private static List<Long> randperm(long n, Generator generator) {
        try (Tensor permutation = Torch.randperm(n, generator)) {
            return Arrays.stream(permutation.toLongArray()).boxed().toList();
        }
    }

    @Test
    void should_go_through_a_dataset_in_its_order() {
        var sampler = new SequentialSampler(new Numbers(4));
        assertThat(all(sampler)).containsExactly(0L, 1L, 2L, 3L);
        assertThat(sampler.size()).isEqualTo(4);
    }

    @Test
    void should_permute_by_a_generator_that_the_default_one_seeds() {
        Rng.manualSeed(3);
        List<Long> order = all(new RandomSampler(new Numbers(10)));
        Rng.manualSeed(3);
        long seed = DrawnSeed.next(null);
        assertThat(order).isEqualTo(randperm(10, new Generator(seed)));
    }

    @Test
    void should_draw_nothing_before_the_first_index_is_asked_for() {
        Rng.manualSeed(3);
        try (Tensor before = Rng.getState()) {
            var indices = new RandomSampler(new Numbers(10)).iterator();
            try (Tensor after = Rng.getState()) {
                assertThat(Torch.equal(before, after)).isTrue();
            }
            indices.next();
            try (Tensor after = Rng.getState()) {
                assertThat(Torch.equal(before, after)).isFalse();
            }
        }
    }

    @Test
    void should_draw_the_permutation_behind_the_last_index_as_python_does() {
        var generator = new Generator(5);
        all(new RandomSampler(new Numbers(6), generator));
        var twin = new Generator(5);
        randperm(6, twin);
        randperm(6, twin);
        assertThat(randperm(6, generator)).isEqualTo(randperm(6, twin));
    }

    @Test
    void should_begin_again_when_more_samples_are_wanted_than_there_are() {
        List<Long> drawn = all(new RandomSampler(new Numbers(4), false, 10L, new Generator(1)));
        assertThat(drawn).hasSize(10);
        assertThat(drawn.subList(0, 4)).containsExactlyInAnyOrder(0L, 1L, 2L, 3L);
        assertThat(drawn.subList(4, 8)).containsExactlyInAnyOrder(0L, 1L, 2L, 3L);
    }

    @Test
    void should_draw_with_replacement_in_pieces_of_32() {
        var generator = new Generator(1);
        List<Long> drawn = all(new RandomSampler(new Numbers(5), true, 40L, generator));
        var twin = new Generator(1);
        List<Long> expected = new ArrayList<>();
        for (long count : new long[] {32, 8}) {
            try (Tensor piece = Torch.randint(5, new long[] {count}, twin)) {
                Arrays.stream(piece.toLongArray()).forEach(expected::add);
            }
        }
        assertThat(drawn).isEqualTo(expected);
    }

    @Test
    void should_refuse_to_draw_nothing() {
        assertThatThrownBy(() -> new RandomSampler(new Numbers(0)))
                .hasMessage("num_samples should be a positive integer value, but got num_samples=0");
        assertThatThrownBy(() -> new WeightedRandomSampler(new double[] {1}, 0))
                .hasMessage("num_samples should be a positive integer value, but got num_samples=0");
        assertThatThrownBy(() -> new BatchSampler(new SequentialSampler(new Numbers(2)), 0, false))
                .hasMessage("batch_size should be a positive integer value, but got batch_size=0");
    }

    @Test
    void should_draw_from_a_subset() {
        assertThat(all(new SubsetRandomSampler(new Generator(2), 7, 9, 11)))
                .containsExactlyInAnyOrder(7L, 9L, 11L)
                .isEqualTo(randperm(3, new Generator(2)).stream()
                        .map(i -> 7 + 2 * i)
                        .toList());
    }

    @Test
    void should_draw_what_has_weight() {
        var sampler = new WeightedRandomSampler(new double[] {0, 3, 0, 1}, 50);
        assertThat(all(sampler)).hasSize(50).containsOnly(1L, 3L);
        assertThat(sampler.size()).isEqualTo(50);
        assertThat(all(new WeightedRandomSampler(new double[] {1, 1, 1}, 3, false, null)))
                .containsExactlyInAnyOrder(0L, 1L, 2L);
    }

    @Test
    void should_make_batches() {
        var sequence = new SequentialSampler(new Numbers(7));
        assertThat(all(new BatchSampler(sequence, 3, false)))
                .containsExactly(new long[] {0, 1, 2}, new long[] {3, 4, 5}, new long[] {6});
        assertThat(all(new BatchSampler(sequence, 3, true)))
                .containsExactly(new long[] {0, 1, 2}, new long[] {3, 4, 5});
        assertThat(new BatchSampler(sequence, 3, false).size()).isEqualTo(3);
        assertThat(new BatchSampler(sequence, 3, true).size()).isEqualTo(2);
    }

    @Test
    void should_split_at_random() {
        var parts = RandomSplit.of(new Numbers(11), new Generator(4), 0.5, 0.25, 0.25);
        assertThat(parts).extracting(Subset::size).containsExactly(6L, 3L, 2L);
        Set<Long> seen = new TreeSet<>();
        parts.forEach(part -> Arrays.stream(part.indices()).forEach(seen::add));
        assertThat(seen).hasSize(11);
        assertThat(RandomSplit.of(new Numbers(5), 2, 3))
                .extracting(Subset::size)
                .containsExactly(2L, 3L);
        assertThatThrownBy(() -> RandomSplit.of(new Numbers(5), 2, 2))
                .hasMessage("Sum of input lengths does not equal the length of the input dataset!");
        assertThatThrownBy(() -> RandomSplit.of(new Numbers(5), 1.5, -0.5))
                .hasMessage("Fraction at index 0 is not between 0 and 1");
    }
}
