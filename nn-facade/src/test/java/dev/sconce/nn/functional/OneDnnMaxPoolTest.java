package dev.sconce.nn.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sconce.nn.MaxPool2d;
import dev.sconce.torch.Autograd;
import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import dev.sconce.torch.TorchException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OneDnnMaxPoolTest {
    private static final long[] ONE = {1, 1};

    private static void assertSameBits(Tensor actual, Tensor expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        assertThat(actual.strides()).isEqualTo(expected.strides());
        assertThat(actual.view(DType.INT32).equal(expected.view(DType.INT32))).isTrue();
    }

    @Test
    void gives_the_bits_of_max_pool2d() {
        try (var scope = new TensorScope()) {
            SplittableRandom random = new SplittableRandom(5);
            Torch.manualSeed(5);
            Tensor few = Torch.tensor(new float[] {-1, -0f, 0f, 1, -1e30f});
            for (int round = 0; round < 60; round++) {
                int side = 24 + random.nextInt(40);
                long[] shape = {2, 33, side, side + random.nextInt(9)};
                // Few values, so that there are ties between zeros of two signs; or what a ReLU lets through.
                Tensor x = round % 2 == 0
                        ? few.take(Torch.randint(random.nextInt(3, 6), shape))
                        : Torch.randn(shape).relu();
                long[] kernel = {random.nextInt(1, 4), random.nextInt(1, 4)};
                long[] stride = random.nextBoolean() ? null : new long[] {random.nextInt(1, 4), random.nextInt(1, 4)};
                long[] padding = {random.nextInt((int) kernel[0] / 2 + 1), random.nextInt((int) kernel[1] / 2 + 1)};
                boolean ceilMode = random.nextBoolean();

                Tensor pooled = OneDnnMaxPool.tryPool(x, kernel, stride, padding, ONE, ceilMode);

                assertThat(pooled).isNotNull();
                long[] steps = stride == null ? kernel : stride;
                assertSameBits(pooled, Torch.maxPool2d(x, kernel, steps, padding, ONE, ceilMode));
            }
        }
    }

    @Test
    void leaves_what_is_not_finite_or_recorded_or_of_another_kind_to_the_general_way() {
        try (var scope = new TensorScope()) {
            Tensor x = Torch.randn(2, 16, 64, 64);
            assertThat(pool(x)).isNotNull();

            for (float odd : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                Tensor holed = x.clone();
                holed.view(-1).at(77).set(odd);
                assertThat(pool(holed)).isNull();
                Tensor expected = Torch.maxPool2d(holed, 3, 2);
                assertSameBits(F.maxPool2d(holed, 3, 2), expected);
            }
            assertThat(pool(x.to(DType.FLOAT64))).isNull();
            assertThat(pool(x.transpose(2, 3))).isNull();
            assertThat(pool(Torch.randn(2, 2, 8, 8))).isNull();
            assertThat(pool(x.toMkldnn())).isNull();
            assertThat(pool(x.toSparse())).isNull();
            assertThat(F.maxPool2d(x.toMkldnn(), 3, 2).toDense().equal(F.maxPool2d(x, 3, 2)))
                    .isTrue();
            Tensor recorded = x.clone().requiresGrad_(true);
            assertThat(pool(recorded)).isNull();
            assertThat(F.maxPool2d(recorded, 3, 2).requiresGrad()).isTrue();
            try (var mode = Torch.noGrad()) {
                assertThat(pool(recorded)).isNotNull();
                assertThat(F.maxPool2d(recorded, 3, 2).requiresGrad()).isFalse();
            }
            assertThat(Autograd.isEnabled()).isTrue();
        }
    }

    @Test
    void one_number_stands_for_both_dimensions_as_the_layer_has_it() {
        try (var scope = new TensorScope()) {
            Tensor x = Torch.randn(2, 16, 64, 64);
            Tensor pooled =
                    OneDnnMaxPool.tryPool(x, new long[] {3}, new long[] {2}, new long[] {1}, new long[] {1}, false);
            assertThat(pooled).isNotNull();
            assertSameBits(pooled, Torch.maxPool2d(x, new long[] {3, 3}, new long[] {2, 2}, ONE, ONE, false));
            assertSameBits(new MaxPool2d(3, p -> p.stride(2).padding(1)).call(x), pooled);
            Tensor wide = OneDnnMaxPool.tryPool(x, new long[] {3}, null, new long[] {0}, new long[] {2}, false);
            assertThat(wide).isNull();
        }
    }

    private static Tensor pool(Tensor x) {
        return OneDnnMaxPool.tryPool(x, new long[] {3, 3}, new long[] {2, 2}, new long[] {1, 1}, ONE, false);
    }

    @Test
    void errors_are_those_of_max_pool2d() {
        try (var scope = new TensorScope()) {
            Tensor x = Torch.randn(2, 16, 64, 64);
            assertThatThrownBy(() -> F.maxPool2d(x, new long[] {3, 3}, null, new long[] {2, 2}, ONE, false))
                    .isInstanceOf(TorchException.class)
                    .hasMessageContaining("pad should be at most half of effective kernel size");
            assertThatThrownBy(() -> F.maxPool2d(x, new long[] {65, 65}, null, new long[] {0, 0}, ONE, false))
                    .isInstanceOf(TorchException.class)
                    .hasMessageContaining("Output size is too small");
        }
    }
}
