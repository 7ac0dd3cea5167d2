package dev.sconce.nn.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import dev.sconce.torch.TorchException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmallConvolutionTest {
    private static final long[] ONE = {1, 1};

    private static Tensor leaf(long... shape) {
        return Torch.randn(shape).requiresGrad_(true);
    }

    @Test
    void should_compute_what_libtorch_computes_with_its_gradients() {
        try (var scope = new TensorScope()) {
            Torch.manualSeed(0);
            Tensor x = leaf(1, 3, 32, 30);
            Tensor weight = leaf(6, 3, 5, 4);
            Tensor bias = leaf(6);
            long[] stride = {2, 1};
            long[] padding = {1, 3};
            Tensor small = F.conv2d(x, weight, bias, stride, padding, ONE, 1);
            Tensor whole = Torch.conv2d(x, weight, bias, stride, padding, ONE, 1);
            assertThat(small.shape()).isEqualTo(whole.shape());
            assertThat(Torch.allclose(small, whole, 1e-5, 2e-6)).isTrue();
            assertThat(small.toString()).endsWith("grad_fn=<ConvolutionBackward0>)");
            assertThat(whole.toString()).endsWith("grad_fn=<ConvolutionBackward0>)");
            Tensor factors = Torch.randnLike(whole);
            small.mul(factors).sum().backward();
            List<Tensor> grads =
                    List.of(x.grad().clone(), weight.grad().clone(), bias.grad().clone());
            List.of(x, weight, bias).forEach(leaf -> leaf.setGrad(null));
            whole.mul(factors).sum().backward();
            assertThat(Torch.allclose(grads.get(0), x.grad(), 1e-5, 1e-5)).isTrue();
            assertThat(Torch.allclose(grads.get(1), weight.grad(), 1e-5, 1e-5)).isTrue();
            assertThat(Torch.allclose(grads.get(2), bias.grad(), 1e-5, 1e-5)).isTrue();
        }
    }

    @Test
    void should_take_only_one_small_image() {
        try (var scope = new TensorScope()) {
            long[] none = {0, 0};
            Tensor weight = Torch.randn(6, 3, 5, 5);
            assertThat(SmallConvolution.conv2d(Torch.randn(1, 3, 32, 32), weight, null, ONE, none, ONE, 1) != null)
                    .isEqualTo(Torch.isLibtorchBundled());
            assertThat(SmallConvolution.conv2d(Torch.randn(2, 3, 32, 32), weight, null, ONE, none, ONE, 1))
                    .isNull();
            assertThat(SmallConvolution.conv2d(Torch.randn(1, 3, 64, 64), weight, null, ONE, none, ONE, 1))
                    .isNull();
            assertThat(SmallConvolution.conv2d(Torch.randn(1, 3, 4, 32), weight, null, ONE, none, ONE, 1))
                    .isNull();
            assertThat(SmallConvolution.conv2d(
                            Torch.randn(1, 3, 32, 32), Torch.randn(6, 3, 3, 3), null, ONE, none, ONE, 1))
                    .isNull();
        }
    }

    @Test
    void should_leave_mistakes_to_libtorch() {
        try (var scope = new TensorScope()) {
            long[] none = {0, 0};
            Tensor x = Torch.randn(1, 3, 32, 32);
            assertThatThrownBy(() -> F.conv2d(x, Torch.randn(6, 4, 5, 5), null, ONE, none, ONE, 1))
                    .isInstanceOf(TorchException.class)
                    .hasMessageContaining(
                            "expected input[1, 3, 32, 32] to have 4 channels, but got 3 channels instead");
            assertThatThrownBy(() -> F.conv2d(x, Torch.randn(6, 3, 5, 5), Torch.randn(5), ONE, none, ONE, 1))
                    .isInstanceOf(TorchException.class)
                    .hasMessageContaining("expected bias to be 1-dimensional with 6 elements");
        }
    }
}
