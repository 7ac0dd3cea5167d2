package dev.sconce.torch;

import static dev.sconce.torch.Torch.arange;
import static dev.sconce.torch.Torch.conv2d;
import static dev.sconce.torch.Torch.full;
import static dev.sconce.torch.Torch.ones;
import static dev.sconce.torch.Torch.rand;
import static dev.sconce.torch.Torch.randn;
import static dev.sconce.torch.Torch.zeros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is not the same for every op: options, numbers, lists, several results, what is returned and what is freed. */
class GeneratedOpsTest {
    private final TensorScope scope = new TensorScope();

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void factoriesHonourTheirOptions() {
        Tensor x = zeros(o -> o.dtype(DType.FLOAT64).requiresGrad(true), 2, 3);
        assertThat(x.dtype()).isEqualTo(DType.FLOAT64);
        assertThat(x.requiresGrad()).isTrue();
        assertThat(x.shape()).containsExactly(2, 3);
        assertThat(full(new long[] {2}, 7).dtype()).isEqualTo(DType.INT64);
        assertThat(full(new long[] {2}, 7, o -> o.dtype(DType.UINT8)).dtype()).isEqualTo(DType.UINT8);
        assertThat(arange(3).dtype()).isEqualTo(DType.INT64);
        assertThat(arange(0, 1, 0.25).shape()).containsExactly(4);
        assertThat(rand(o -> o.device(Device.META), 2).device()).isEqualTo(Device.META);
        assertThat(rand(o -> o.device("meta"), 2).device()).isEqualTo(Device.META);
        assertThat(Torch.zerosLike(x).dtype()).isEqualTo(DType.FLOAT64);
        assertThat(Torch.randint(3, new long[] {2}, o -> o.device(Device.CPU)).dtype())
                .as("the default of randint's dtype is int64")
                .isEqualTo(DType.INT64);
    }

    @Test
    void numbersPromoteAsInPython() {
        Tensor ints = arange(3);
        assertThat(ints.mul(2).dtype()).isEqualTo(DType.INT64);
        assertThat(ints.mul(2.5).dtype()).isEqualTo(DType.FLOAT32);
        Tensor floats = ones(2);
        assertThat(floats.mul(2.5).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(floats.add(1).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(floats.to(DType.FLOAT16).div(3).dtype()).isEqualTo(DType.FLOAT16);
        assertThat(floats.to(DType.FLOAT64).sub(0.1).sum().item()).isEqualTo(0.9 + 0.9);
        assertThat(ones().mul(2.5).dtype())
                .as("a number does not promote a tensor of no dimensions")
                .isEqualTo(DType.FLOAT32);
        assertThat(ints.add(1L << 60).sum().itemLong()).isEqualTo((3L << 60) + 3);
        assertThat(ones(1).add(16777219).item())
                .as("the number is rounded to float32 before it is added")
                .isEqualTo(16777220.0);
    }

    @Test
    void numbersThatWereFirstUsedInInferenceModeServeElsewhereToo() {
        Tensor x = ones(2).requiresGrad_();
        org.bytedeco.pytorch.InferenceMode mode = new org.bytedeco.pytorch.InferenceMode(true);
        try {
            assertThat(ones(2).mul(0.123).sum().item()).isBetween(0.24, 0.25);
        } finally {
            mode.close();
        }
        x.mul(0.123).sum().backward();
        assertThat(x.grad().sum().item()).isBetween(0.24, 0.25);
    }

    @Test
    void inPlaceOpsReturnTheTensorItself() {
        Tensor x = ones(2);
        assertThat(x.add_(1)).isSameAs(x);
        assertThat(x.mul_(x)).isSameAs(x);
        assertThat(Torch.relu_(x)).isSameAs(x);
        Tensor out = Torch.empty(0);
        assertThat(Torch.addOut(out, x, x)).isSameAs(out);
        assertThat(out.sum().item()).isEqualTo(16);
    }

    @Test
    void severalResultsHaveNames() {
        Results.ValuesIndices max = arange(6).view(2, 3).max(1);
        assertThat(max.values().sum().itemLong()).isEqualTo(7);
        assertThat(max.indices().sum().itemLong()).isEqualTo(4);
        assertThat(Linalg.svd(rand(3, 2), false).vh().shape()).containsExactly(2, 2);
        assertThat(Torch.varMean(rand(3)).mean().shape()).isEmpty();
    }

    @Test
    void oneNumberStandsForAListOfFixedLength() {
        Tensor image = rand(1, 3, 8, 8);
        Tensor kernel = rand(4, 3, 3, 3);
        Tensor expected = conv2d(image, kernel, null, new long[] {2, 2}, new long[] {1, 1}, new long[] {1, 1}, 1);
        assertThat(conv2d(image, kernel, null, 2, 1, 1, 1).equal(expected)).isTrue();
        assertThat(conv2d(image, kernel, o -> o.stride(2).padding(1)).equal(expected))
                .isTrue();
        assertThat(conv2d(image, kernel, null, new long[] {2}, new long[] {1}, new long[] {1}, 1)
                        .equal(expected))
                .isTrue();
    }

    @Test
    void nullAndAbsentMeanNone() {
        Tensor x = rand(2, 3);
        assertThat(x.clamp(null, 0.5).max().item()).isLessThanOrEqualTo(0.5);
        assertThat(x.argmax().shape()).isEmpty();
        assertThat(x.argmax(1).shape()).containsExactly(2);
        assertThat(x.argmax(null, false).shape()).isEmpty();
        assertThat(x.sum((long[]) null, false, null).shape()).isEmpty();
        assertThat(NnOps.linear(x, rand(4, 3), null).shape()).containsExactly(2, 4);
    }

    @Test
    void listsOfTensorsMayHoldNone() {
        Tensor x = arange(6).view(2, 3);
        Tensor index = arange(2);
        assertThat(x.index(Arrays.asList(null, index)).shape()).containsExactly(2, 2);
        assertThat(Torch.cat(List.of(x, x)).shape()).containsExactly(4, 3);
        assertThat(x.split(1)).hasSize(2);
        assertThat(Torch.einsum("ij,kj->ik", List.of(x, x)).shape()).containsExactly(2, 2);
    }

    @Test
    void generatorsGiveTheSameNumbersAgain() {
        Tensor first = randn(new long[] {5}, new Generator(3));
        assertThat(randn(new long[] {5}, new Generator(3)).equal(first)).isTrue();
        assertThat(randn(new long[] {5}, new Generator(4)).equal(first)).isFalse();
    }

    @Test
    void closedTensorsAreRefusedWhereverTheyStand() {
        Tensor x = ones(2);
        Tensor closed = ones(2);
        closed.close();
        assertThatExceptionOfType(TorchException.class).isThrownBy(() -> closed.add(x));
        assertThatExceptionOfType(TorchException.class).isThrownBy(() -> x.add(closed));
        assertThatExceptionOfType(TorchException.class).isThrownBy(() -> Torch.cat(List.of(x, closed)));
        assertThatExceptionOfType(TorchException.class).isThrownBy(() -> NnOps.linear(x, ones(1, 2), closed));
        assertThat(Torch.cat(List.of(x, x)).shape()).containsExactly(4);
    }

    @Test
    void nothingStaysBehindInTheSlots() {
        Tensor big = zeros(1000);
        Tensor input = rand(2, 3);
        Tensor weight = rand(4, 3);
        Tensor bias = rand(4);
        long before = bias.unwrap().use_count();
        NnOps.linear(input, weight, bias);
        Torch.cat(List.of(big, big));
        assertThat(bias.unwrap().use_count()).isEqualTo(before);
        assertThat(big.unwrap().use_count()).isEqualTo(1);
    }

    @Test
    void refusalsHavePythonsWords() {
        assertThatExceptionOfType(TorchException.class)
                .isThrownBy(() -> ones(2, 3).matmul(ones(2, 3)))
                .withMessage("mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)");
        assertThatExceptionOfType(TorchException.class)
                .isThrownBy(() -> ones(2).select(1, 0))
                .withMessage("Dimension out of range (expected to be in range of [-1, 0], but got 1)");
    }
}
