package dev.sconce.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sconce.torch.Autograd;
import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.List;
import org.junit.jupiter.api.Test;

class NormalizationTest {
    @Test
    void cross_map_normalization_of_few_channels_is_that_of_its_younger_form() {
        try (var scope = new TensorScope()) {
            Torch.manualSeed(1);
            Tensor x = Torch.randn(2, 3, 3, 3);
            Tensor older = new CrossMapLRN2d(5, 0.02, 0.75, 1.5).call(x);
            Tensor younger = new LocalResponseNorm(5, 0.02, 0.75, 1.5).call(x);
            assertThat(older.allclose(younger)).isTrue();
        }
    }

    @Test
    void the_gradient_of_cross_map_normalization_of_two_channels_is_that_of_its_values() {
        try (var scope = new TensorScope()) {
            Torch.manualSeed(2);
            CrossMapLRN2d norm = new CrossMapLRN2d(5, 0.5, 0.75, 2);
            Tensor x = Torch.randn(1, 2, 2, 2).to(DType.FLOAT64).requiresGrad_();
            Autograd.gradcheck(inputs -> List.of(norm.call(inputs.get(0))), x);
            assertThat(norm).hasToString("CrossMapLRN2d(5, alpha=0.5, beta=0.75, k=2)");
        }
    }

    @Test
    void batch_norms_become_synchronized_ones_with_their_parameters() {
        try (var scope = new TensorScope()) {
            BatchNorm1d inner = new BatchNorm1d(3, b -> b.momentum(0.3));
            Sequential net = new Sequential(new Linear(2, 3), new Sequential(inner));
            net.eval();
            Tensor x = Torch.randn(4, 2);
            Tensor before = net.call(x);
            assertThat(SyncBatchNorm.convertSyncBatchnorm(net)).isSameAs(net);
            SyncBatchNorm made = (SyncBatchNorm) net.getSubmodule("1.0");
            assertThat(made.weight).isSameAs(inner.weight);
            assertThat(made.runningMean).isSameAs(inner.runningMean);
            assertThat(made.momentum).isEqualTo(0.3);
            assertThat(net.call(x).equal(before)).isTrue();
            net.train();
            net.call(x);
            assertThat(made.numBatchesTracked.itemLong()).isEqualTo(1);
        }
    }

    @Test
    void a_field_of_a_narrower_type_cannot_hold_a_synchronized_one() {
        try (var scope = new TensorScope()) {
            class Net extends Layer {
                BatchNorm1d bn = new BatchNorm1d(2);

                @Override
                protected Tensor forward(Tensor x) {
                    return bn.call(x);
                }
            }
            assertThatThrownBy(() -> SyncBatchNorm.convertSyncBatchnorm(new Net()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cannot assign 'SyncBatchNorm'");
        }
    }
}
