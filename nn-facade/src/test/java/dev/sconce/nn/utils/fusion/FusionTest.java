package dev.sconce.nn.utils.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sconce.nn.BatchNorm;
import dev.sconce.nn.BatchNorm1d;
import dev.sconce.nn.BatchNorm2d;
import dev.sconce.nn.Conv2d;
import dev.sconce.nn.ConvTranspose2d;
import dev.sconce.nn.Layer;
import dev.sconce.nn.Linear;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FusionTest {

    /** As after training: statistics and factors of its own. */
    private static <N extends BatchNorm> N trained(N norm) {
        try (var noGrad = Torch.noGrad()) {
            Objects.requireNonNull(norm.runningMean).normal_();
            Objects.requireNonNull(norm.runningVar).uniform_(0.5, 2);
            if (norm.weight != null && norm.bias != null) {
                norm.weight.uniform_(0.5, 2);
                norm.bias.normal_();
            }
        }
        norm.eval();
        return norm;
    }

    private static void assertSame(Layer fused, Layer first, Layer norm, Tensor x) {
        assertThat(Torch.allclose(fused.call(x), norm.call(first.call(x)), 1e-5, 1e-5))
                .isTrue();
    }

    @Test
    void a_convolution_takes_the_batch_norm_in() {
        try (var scope = new TensorScope()) {
            Torch.manualSeed(0);
            Conv2d conv = new Conv2d(2, 3, 3, c -> c.bias(false));
            conv.eval();
            BatchNorm2d norm = trained(new BatchNorm2d(3));
            Conv2d fused = Fusion.fuseConvBnEval(conv, norm);
            assertSame(fused, conv, norm, Torch.randn(1, 2, 5, 5));
            assertThat(conv.bias).isNull();
            assertThat(fused.stateDict().keySet()).containsExactly("weight", "bias");
            assertThat(Objects.requireNonNull(fused.bias).requiresGrad()).isFalse();
            assertThat(fused.weight.requiresGrad()).isTrue();
        }
    }

    @Test
    void so_does_a_transposed_convolution_and_a_linear_layer() {
        try (var scope = new TensorScope()) {
            Torch.manualSeed(0);
            ConvTranspose2d conv = new ConvTranspose2d(2, 3, 3);
            conv.eval();
            BatchNorm2d norm = trained(new BatchNorm2d(3, o -> o.affine(false)));
            assertSame(Fusion.fuseConvBnEval(conv, norm, true), conv, norm, Torch.randn(1, 2, 5, 5));
            Linear linear = new Linear(4, 3);
            linear.eval();
            BatchNorm1d features = trained(new BatchNorm1d(3));
            assertSame(Fusion.fuseLinearBnEval(linear, features), linear, features, Torch.randn(5, 4));
        }
    }

    @Test
    void mistakes_are_explained_in_pythons_words() {
        Linear linear = new Linear(4, 3);
        assertThatThrownBy(() -> Fusion.fuseLinearBnEval(linear, new BatchNorm1d(3)))
                .hasMessage("Fusion only for eval!");
        linear.eval();
        BatchNorm1d other = new BatchNorm1d(4);
        other.eval();
        assertThatThrownBy(() -> Fusion.fuseLinearBnEval(linear, other))
                .hasMessage("To fuse, linear.out_features == bn.num_features or bn.num_features == 1, got"
                        + " linear.out_features=3 and bn.num_features=4");
        BatchNorm1d stateless = new BatchNorm1d(3, o -> o.trackRunningStats(false));
        stateless.eval();
        assertThatThrownBy(() -> Fusion.fuseLinearBnEval(linear, stateless))
                .hasMessage("bn.running_mean and bn.running_var must not be None");
    }
}
