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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CollateTest {
    private record Pair(Tensor image, List<Tensor> parts) {}

    private record Labelled(Tensor image, long label) {}

    private TensorScope scope;

    @BeforeEach
    void open() {
        scope = new TensorScope();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static Object collate(Object... samples) {
        return Collate.<Object>defaults().collate(List.of(samples));
    }

    private static void assertTensor(Object batch, DType dtype, long... shape) {
        assertThat(batch).isInstanceOf(Tensor.class);
        assertThat(((Tensor) batch).dtype()).isEqualTo(dtype);
        assertThat(((Tensor) batch).shape()).isEqualTo(shape);
    }

    @Test
    void should_stack_tensors_and_arrays() {
        assertTensor(collate(Torch.ones(2, 3), Torch.zeros(2, 3)), DType.FLOAT32, 2, 2, 3);
        assertTensor(collate(new double[] {1, 2}, new double[] {3, 4}), DType.FLOAT64, 2, 2);
    }

    @Test
    void should_make_tensors_of_numbers() {
        assertTensor(collate(1, 2, 3), DType.INT64, 3);
        assertTensor(collate(1L, 2L), DType.INT64, 2);
        assertTensor(collate(0.5, 1.5), DType.FLOAT64, 2);
        assertTensor(collate(0.5f, 1.5f), DType.FLOAT32, 2);
        assertTensor(collate(true, false), DType.BOOL, 2);
    }

    @Test
    void should_leave_texts_alone() {
        assertThat(collate("a", "b")).isEqualTo(List.of("a", "b"));
    }

    @Test
    void should_go_into_lists_maps_and_records() {
        var lists = (List<?>) collate(List.of(Torch.ones(2), 1L), List.of(Torch.ones(2), 2L));
        assertTensor(lists.get(0), DType.FLOAT32, 2, 2);
        assertTensor(lists.get(1), DType.INT64, 2);
        var map = (Map<?, ?>) collate(Map.of("a", 1), Map.of("a", 2));
        assertTensor(map.get("a"), DType.INT64, 2);
        var pair = (Pair) collate(
                new Pair(Torch.ones(3), List.of(Torch.ones(1))), new Pair(Torch.ones(3), List.of(Torch.ones(1))));
        assertTensor(pair.image(), DType.FLOAT32, 2, 3);
        assertTensor(pair.parts().get(0), DType.FLOAT32, 2, 1);
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
