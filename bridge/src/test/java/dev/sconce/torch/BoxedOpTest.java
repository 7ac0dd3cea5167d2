package dev.sconce.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoxedOpTest {
    private final TensorScope scope = new TensorScope();

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor ones(long... shape) {
        return Torch.ones(shape);
    }

    private static double sum(Object tensor) {
        return ((Tensor) tensor).sum().item();
    }

    @Test
    void choosesTheOverloadThatTheArgumentsFit() {
        assertThat(sum(BoxedOp.call("aten::add", ones(2), 2))).isEqualTo(6);
        assertThat(sum(BoxedOp.call("aten::add", ones(2), ones(2)))).isEqualTo(4);
        assertThat(sum(BoxedOp.call("aten::sum", ones(2, 3)))).isEqualTo(6);
        assertThat(((Tensor) BoxedOp.call("aten::sum", ones(2, 3), 1)).shape()).containsExactly(2);
        assertThat(((Tensor) BoxedOp.call("aten::sum", ones(2, 3), new long[] {0})).shape())
                .containsExactly(3);
    }

    @Test
    void callsOperatorsOfOtherNamespaces() {
        Tensor quantized = Torch.quantizePerTensor(ones(2), 0.5, 0, DType.QUINT8);
        Tensor sum = (Tensor) Torch.call("quantized::add", quantized, quantized, 0.25, 3);
        assertThat(sum.isQuantized()).isTrue();
        assertThat(sum.dequantize()).hasToString("tensor([2., 2.])");
    }

    @Test
    void saysWhichArgumentsHaveNoJavaForm() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Torch.call("c10d::barrier", ones(1), ones(1), List.of(0), true, 1000))
                .withMessageContaining("'process_group'")
                .withMessageContaining("c10d.ProcessGroup");
    }

    @Test
    void takesAFullName() {
        assertThat(sum(BoxedOp.call("aten::add.Tensor", ones(2), ones(2)))).isEqualTo(4);
    }

    @Test
    void fillsDefaultsAndTakesArgumentsByName() {
        assertThat(sum(BoxedOp.call("aten::add", ones(2), ones(2), Map.of("alpha", 3))))
                .isEqualTo(8);
        assertThat(sum(BoxedOp.call("aten::sum", Map.of("self", ones(2, 3), "dim", 1))))
                .isEqualTo(6);
    }

    @Test
    void returnsSeveralResultsAsAListAndNoneAsNull() {
        List<?> results = (List<?>) BoxedOp.call("aten::max", ones(2, 3), 1);
        assertThat(results).hasSize(2);
        assertThat(((Tensor) results.get(1)).dtype()).isEqualTo(DType.INT64);
        Tensor step = ones(1);
        Tensor weight = ones(2);
        Object nothing = BoxedOp.call(
                "aten::_fused_sgd_",
                List.of(weight),
                List.of(ones(2)),
                List.of(),
                Map.of(
                        "weight_decay",
                        0.0,
                        "momentum",
                        0.0,
                        "lr",
                        0.5,
                        "dampening",
                        0.0,
                        "nesterov",
                        false,
                        "maximize",
                        false,
                        "is_first_step",
                        false));
        assertThat(nothing).isNull();
        assertThat(weight.sum().item()).isEqualTo(1);
        assertThat(step.numel()).isEqualTo(1);
    }

    @Test
    void returnsTheGivenTensorFromAnOperatorThatWritesToIt() {
        Tensor x = ones(2);
        assertThat(BoxedOp.call("aten::add_", x, 1)).isSameAs(x);
        assertThat(x.sum().item()).isEqualTo(4);
    }

    @Test
    void takesListsOfEveryKind() {
        Tensor x = ones(2, 3);
        assertThat(sum(BoxedOp.call("aten::cat", List.of(x, x), 0))).isEqualTo(12);
        assertThat(sum(BoxedOp.call("aten::cat", new Tensor[] {x, x}, 1))).isEqualTo(12);
        Tensor index = Torch.zeros(o -> o.dtype(DType.INT64), 1);
        assertThat(((Tensor) BoxedOp.call("aten::index", x, Arrays.asList(null, index))).shape())
                .containsExactly(2, 1);
        assertThat(((Tensor) BoxedOp.call("aten::permute", x, List.of(1, 0))).shape())
                .containsExactly(3, 2);
        assertThat((List<?>) BoxedOp.call("aten::split", x, 1, 1)).hasSize(3);
        assertThat((List<?>) BoxedOp.call("aten::gradient.scalarrayint", x, new double[] {2}, 1))
                .hasSize(1);
        Object resized = BoxedOp.call("aten::upsample_nearest2d.vec", x.view(1, 1, 2, 3), null, new double[] {2, 2});
        assertThat(((Tensor) resized).shape()).containsExactly(1, 1, 4, 6);
    }

    @Test
    void takesAndReturnsTypes() {
        Tensor x =
                (Tensor) BoxedOp.call("aten::zeros", new long[] {2}, DType.FLOAT64, Layout.STRIDED, Device.CPU, null);
        assertThat(x.dtype()).isEqualTo(DType.FLOAT64);
        assertThat(BoxedOp.call("aten::result_type", x, 1)).isEqualTo(DType.FLOAT64);
        assertThat(BoxedOp.call("aten::can_cast", DType.FLOAT64, DType.INT64)).isEqualTo(false);
        Tensor format = (Tensor)
                BoxedOp.call("aten::contiguous", ones(1, 2, 2, 2), Map.of("memory_format", MemoryFormat.CHANNELS_LAST));
        assertThat(format.strides()).containsExactly(8, 1, 4, 2);
    }

    @Test
    void refusesUnknownOperatorsAndTooManyTooFewAndWrongArguments() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BoxedOp.call("aten::no_such_op", ones(2)))
                .withMessageStartingWith("There is no operator aten::no_such_op");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BoxedOp.call("aten::relu.out", ones(2), ones(2), 1))
                .withMessageStartingWith("aten::relu.out(): expected at most 2 argument(s) but got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BoxedOp.call("aten::add.Tensor", ones(2)))
                .withMessageContaining("argument 'other' is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BoxedOp.call("aten::add.Tensor", ones(2), "two"))
                .withMessageContaining("argument 'other' (position 2) must be Tensor, not String");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BoxedOp.call("aten::add.Tensor", ones(2), ones(2), Map.of("beta", 1)))
                .withMessageContaining("there is no argument 'beta'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BoxedOp.call("aten::add.Tensor", ones(2), ones(2), Map.of("other", ones(2))))
                .withMessageContaining("argument 'other' is given twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BoxedOp.call("aten::add", ones(2), "two"))
                .withMessageContaining("no overload takes (Tensor[2], \"two\"); there are\n  aten::add.Scalar(");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BoxedOp.call("aten::select.int", ones(2), 0.5, 0))
                .withMessageContaining("argument 'dim' (position 2) must be int, not Double");
    }

    @Test
    void reportsWhatTheOperatorRefusesInItsWords() {
        assertThatExceptionOfType(TorchException.class)
                .isThrownBy(() -> BoxedOp.call("aten::matmul", ones(2, 3), ones(2, 3)))
                .withMessage("mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)");
    }

    @Test
    void leavesNoTensorBehind() {
        Tensor x = ones(8);
        long before = Torch.liveTensors();
        try (TensorScope inner = new TensorScope()) {
            for (int i = 0; i < 100; i++) {
                BoxedOp.call("aten::stack", List.of(x, x));
            }
            assertThat(Torch.liveTensors()).isEqualTo(before + 100);
            inner.keep(x);
        }
        assertThat(Torch.liveTensors()).isEqualTo(before);
    }
}
