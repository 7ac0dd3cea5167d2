package dev.sconce.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CollateTest {
    private record Pair(Tensor image, List<Tensor> parts) {}

    private record Labelled(Tensor image, long label) {}

    private final TensorScope scope = new TensorScope();

    @AfterEach
    void close() {
        scope.close();
    }

    private static Object collate(Object... samples) {
        return Collate.<Object>defaults().collate(List.of(samples));
    }

    private static void assertTensor(Object batch, Tensor expected) {
        assertThat(batch).isInstanceOf(Tensor.class);
        assertThat(((Tensor) batch).dtype()).isEqualTo(expected.dtype());
        assertThat(((Tensor) batch).equal(expected)).as("%s", batch).isTrue();
    }

    @Test
    void should_stack_tensors_and_arrays() {
        Tensor ones = Torch.ones(2, 3);
        Tensor zeros = Torch.zeros(2, 3);
        assertTensor(collate(ones, zeros), Torch.stack(List.of(ones, zeros)));
        assertTensor(
                collate(new double[] {1, 2}, new double[] {3, 4}),
                Torch.tensor(new double[][] {{1, 2}, {3, 4}}, DType.FLOAT64));
    }

    @Test
    void should_make_tensors_of_numbers() {
        assertTensor(collate(1, 2, 3), Torch.tensor(new long[] {1, 2, 3}));
        assertTensor(collate(1L, 2L), Torch.tensor(new long[] {1, 2}));
        assertTensor(collate(0.5, 1.5), Torch.tensor(new double[] {0.5, 1.5}, DType.FLOAT64));
        assertTensor(collate(0.5f, 1.5f), Torch.tensor(new float[] {0.5f, 1.5f}));
        assertTensor(collate(true, false), Torch.tensor(new boolean[] {true, false}));
    }

    @Test
    void should_leave_texts_alone() {
        assertThat(collate("a", "b")).isEqualTo(List.of("a", "b"));
    }

    @Test
    void should_go_into_lists_maps_and_records() {
        Tensor one = Torch.ones(2);
        Tensor two = Torch.full(new long[] {2}, 2.0);
        Tensor both = Torch.stack(List.of(one, two));
        var lists = (List<?>) collate(List.of(one, 1L), List.of(two, 2L));
        assertTensor(lists.get(0), both);
        assertTensor(lists.get(1), Torch.tensor(new long[] {1, 2}));
        var map = (Map<?, ?>) collate(Map.of("a", 1), Map.of("a", 2));
        assertTensor(map.get("a"), Torch.tensor(new long[] {1, 2}));
        var pair = (Pair) collate(new Pair(one, List.of(two)), new Pair(two, List.of(one)));
        assertTensor(pair.image(), both);
        assertTensor(pair.parts().get(0), Torch.stack(List.of(two, one)));
    }

    @Test
    void should_say_what_it_cannot_do() {
        assertThatThrownBy(() -> collate(List.of(1, 2), List.of(1)))
                .hasMessage("each element in list of batch should be of equal size");
        assertThatThrownBy(() -> collate(new Object(), new Object()))
                .hasMessageStartingWith("default_collate: batch must contain tensors, numpy arrays, numbers, dicts or"
                        + " lists; found class java.lang.Object");
        assertThatThrownBy(() -> collate(new Labelled(Torch.ones(1), 3)))
                .hasMessageContaining("cannot hold a batch, which is a Tensor")
                .hasMessageContaining("label");
        assertThatThrownBy(() -> new Numbers(3).batch(0, 1)).hasMessageContaining("Collate.to(Tensor.class)");
        assertThatThrownBy(() -> Collate.<String, Tensor>to(Tensor.class).collate(List.of("a")))
                .hasMessageContaining("not of class dev.sconce.torch.Tensor");
    }
}
