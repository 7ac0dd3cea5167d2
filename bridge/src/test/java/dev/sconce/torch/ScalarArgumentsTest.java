package dev.sconce.torch;

import static dev.sconce.torch.Torch.full;
import static dev.sconce.torch.Torch.ones;
import static dev.sconce.torch.Torch.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Truth values and complex numbers where PyTorch takes a number; the expected texts are Python's. */
class ScalarArgumentsTest {
    private static final Complex J = Complex.of(0, 1);

    private final TensorScope scope = new TensorScope();

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void truthValuesKeepTheDtypeThatTheyMeet() {
        Tensor flags = tensor(true, false);
        assertThat(flags.add(true)).hasToString("tensor([True, True])");
        assertThat(flags.mul(true)).hasToString("tensor([ True, False])");
        assertThat(flags.add(1)).hasToString("tensor([2, 1])");
        assertThat(ones(2).mul(false)).hasToString("tensor([0., 0.])");
        assertThatThrownBy(() -> tensor(1, 2).sub(true))
                .isInstanceOf(TorchException.class)
                .hasMessageStartingWith("Subtraction, the `-` operator, with a bool tensor is not supported.");
        assertThat(tensor(1, 2).eq(true)).hasToString("tensor([ True, False])");
        assertThat(flags.bitwiseXor(true)).hasToString("tensor([False,  True])");
    }

    @Test
    void truthValuesFill() {
        assertThat(full(new long[] {2}, true)).hasToString("tensor([True, True])");
        assertThat(ones(2).maskedFill(tensor(true, false), false)).hasToString("tensor([0., 1.])");
        assertThat(Torch.where(tensor(true, false), true, false)).hasToString("tensor([ True, False])");
        assertThat(Torch.scalarTensor(true, o -> o.dtype(DType.BOOL))).hasToString("tensor(True)");
        Tensor flags = tensor(false, false);
        flags.fill_(true);
        assertThat(flags).hasToString("tensor([True, True])");
    }

    @Test
    void complexNumbersWidenTheDtype() {
        assertThat(ones(2).mul(J)).hasToString("tensor([0.+1.j, 0.+1.j])");
        assertThat(ones(2).add(Complex.of(1, -2)).dtype()).isEqualTo(DType.COMPLEX64);
        assertThat(ones(o -> o.dtype(DType.FLOAT64), 1).add(J).dtype()).isEqualTo(DType.COMPLEX128);
        assertThat(full(new long[] {1}, Complex.of(2, 3))).hasToString("tensor([2.+3.j])");
        assertThat(full(new long[] {1}, J, o -> o.dtype(DType.COMPLEX128)).dtype())
                .isEqualTo(DType.COMPLEX128);
        Tensor z = full(new long[] {2}, J);
        assertThat(z.eq(J)).hasToString("tensor([True, True])");
        assertThat(z.pow(Complex.of(2, 0))).hasToString("tensor([-1.+0.j, -1.+0.j])");
        assertThat(z.div(J)).hasToString("tensor([1.+0.j, 1.+0.j])");
    }

    @Test
    void complexNumbersAreRefusedWhereOnlyRealOnesFit() {
        assertThatThrownBy(() -> ones(2).add_(J))
                .isInstanceOf(TorchException.class)
                .hasMessage("result type ComplexFloat can't be cast to the desired output type Float");
        assertThatThrownBy(() -> Torch.arange(J)).isInstanceOf(TorchException.class);
        assertThatThrownBy(J::doubleValue)
                .isInstanceOf(TorchException.class)
                .hasMessage("can't convert complex to float");
        assertThatThrownBy(() -> Torch.call("aten::dropout", ones(2), J, true))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theDispatcherTakesBoth() {
        assertThat(Torch.call("aten::add", tensor(true), true)).hasToString("tensor(True)");
        assertThat(Torch.call("aten::mul", ones(1), J)).hasToString("tensor([0.+1.j])");
        assertThat(Torch.call("aten::full", List.of(1), J, Map.of("dtype", DType.COMPLEX128)))
                .hasToString("tensor([0.+1.j], dtype=torch.complex128)");
        assertThat((List<?>) Torch.call("aten::_foreach_mul", List.of(ones(1)), List.of(J)))
                .first()
                .hasToString("tensor([0.+1.j])");
    }

    @Test
    void complexResultsComeBackAsNumbers() {
        assertThat(full(new long[0], J).itemComplex()).isEqualTo(J);
        assertThat(Complex.of(0.0, 1)).isNotEqualTo(Complex.of(-0.0, 1)).hasSameHashCodeAs(J);
    }

    @Test
    void numbersOfRecordedOperationsGiveGradients() {
        Tensor x = ones(2).requiresGrad_();
        x.mul(J).abs().sum().backward();
        assertThat(x.grad()).hasToString("tensor([1., 1.])");
        x.setGrad(null);
        x.mul(true).sum().backward();
        assertThat(x.grad()).hasToString("tensor([1., 1.])");
    }
}
