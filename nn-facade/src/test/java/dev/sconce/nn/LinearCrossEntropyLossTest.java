package dev.sconce.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sconce.nn.functional.F;
import dev.sconce.nn.functional.LinearCrossEntropyOptions;
import dev.sconce.torch.Autograd;
import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinearCrossEntropyLossTest {
    private static final LinearCrossEntropyOptions CHUNKS = new LinearCrossEntropyOptions();

    /** Nine samples of three features in five classes; one sample is ignored. */
    private static final class Problem {
        final Tensor input;
        final Tensor linearWeight;
        final Tensor linearBias;
        final Tensor weight;
        final Tensor target = Torch.tensor(new long[] {0, 1, 2, 3, 4, -100, 1, 0, 3});

        Problem(DType dtype) {
            Torch.manualSeed(3);
            input = leaf(dtype, 9, 3);
            linearWeight = leaf(dtype, 5, 3);
            linearBias = leaf(dtype, 5);
            weight = Torch.rand(5).to(dtype);
        }

        private static Tensor leaf(DType dtype, long... shape) {
            return Torch.randn(shape).to(dtype).requiresGrad_();
        }

        Tensor loss(String reduction, @Nullable LinearCrossEntropyOptions options) {
            return F.linearCrossEntropy(input, linearWeight, target, linearBias, weight, reduction, null, 0, options);
        }

        List<Tensor> grads(Tensor loss) {
            Tensor factors = Torch.arange(1, 1 + loss.numel()).to(loss.dtype()).view(loss.shape());
            return Autograd.grad(loss.mul(factors).sum(), input, linearWeight, linearBias);
        }
    }

    private static void assertClose(Tensor got, Tensor expected, double tolerance) {
        assertThat(got.dtype()).isEqualTo(expected.dtype());
        Tensor a = got.to(DType.FLOAT64);
        Tensor b = expected.to(DType.FLOAT64);
        assertThat(a.allclose(b, tolerance, tolerance, false))
                .as("%s%nand%n%s", got, expected)
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "mean, auto, compact",
        "mean, aspect_ratio, accurate",
        "sum, aspect_ratio:4, balanced",
        "none, aspect_ratio:2, compact",
        "none, aspect_ratio:9, balanced"
    })
    void chunks_give_the_loss_and_gradients_of_the_whole(String reduction, String method, String policy) {
        try (var scope = new TensorScope()) {
            Problem problem = new Problem(DType.FLOAT64);
            LinearCrossEntropyOptions options =
                    CHUNKS.withChunkingMethod(method).withAccPolicy(policy);
            Tensor whole = problem.loss(reduction, null);
            Tensor chunked = problem.loss(reduction, options);
            assertClose(chunked, whole, 1e-12);
            List<Tensor> expected = problem.grads(whole);
            List<Tensor> got = problem.grads(chunked);
            for (int i = 0; i < 3; i++) {
                assertClose(got.get(i), expected.get(i), 1e-12);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "accurate", "balanced", "compact"})
    void numbers_of_16_bits_are_summed_to_32(String policy) {
        try (var scope = new TensorScope()) {
            for (DType dtype : List.of(DType.BFLOAT16, DType.FLOAT16)) {
                Problem problem = new Problem(dtype);
                LinearCrossEntropyOptions options =
                        CHUNKS.withAccPolicy(policy).withAccDtype(DType.FLOAT32).withChunkingMethod("aspect_ratio:2");
                Tensor chunked = problem.loss("mean", options);
                Tensor whole = problem.loss("mean", null);
                assertClose(chunked, whole, 0.02);
                List<Tensor> expected = problem.grads(whole);
                List<Tensor> got = problem.grads(chunked);
                for (int i = 0; i < 3; i++) {
                    assertClose(got.get(i), expected.get(i), 0.02);
                }
            }
        }
    }

    @Test
    void the_gradients_of_a_mean_are_spent_by_one_backward_pass() {
        try (var scope = new TensorScope()) {
            Problem problem = new Problem(DType.FLOAT32);
            Tensor once = problem.loss("mean", CHUNKS);
            once.backward(options -> options.retainGraph(true));
            assertThatThrownBy(once::backward).hasMessageContaining("chunked backward called twice");
            Tensor twice = problem.loss("mean", CHUNKS.withAllowRetainGraph(true));
            problem.input.setGrad(null);
            twice.backward(options -> options.retainGraph(true));
            Tensor first = Objects.requireNonNull(problem.input.grad()).clone();
            twice.backward();
            assertClose(Objects.requireNonNull(problem.input.grad()), first.mul(2), 1e-6);
        }
    }

    @Test
    void a_loss_of_several_dimensions_goes_all_at_once() {
        try (var scope = new TensorScope()) {
            Torch.manualSeed(0);
            LinearCrossEntropyLoss loss = new LinearCrossEntropyLoss(
                    3, 5, l -> l.outFeatures(2, 4).bias(true).options(CHUNKS));
            Tensor target = Torch.randint(0, 5, new long[] {6, 2, 4});
            Tensor input = Torch.randn(6, 3);
            Tensor logits = loss.linear.call(input).reshape(6, 5, 2, 4);
            assertThat(loss.call(input, target).equal(F.crossEntropy(logits, target)))
                    .isTrue();
        }
    }

    @Test
    void it_prints_as_in_python() {
        try (var scope = new TensorScope()) {
            assertThat(new LinearCrossEntropyLoss(3, 2, l -> l.options(CHUNKS)).toString())
                    .isEqualTo("LinearCrossEntropyLoss(\n"
                            + "  in_features=3, num_classes=2, out_features=(), bias=False, reduction=mean,"
                            + " ignore_index=None, label_smoothing=0.0,"
                            + " options=LinearCrossEntropyOptions(allow_retain_graph=False, batch_chunk_size=None,"
                            + " chunking_method='auto', acc_policy='auto', acc_dtype=None)\n"
                            + "  (linear): Linear(in_features=3, out_features=2, bias=False)\n)");
        }
    }

    @Test
    void options_are_checked() {
        assertThatThrownBy(() -> CHUNKS.withAccPolicy("exact")).hasMessage("invalid acc_policy: 'exact'");
        assertThatThrownBy(() -> CHUNKS.withChunkingMethod("aspect_ratio:0"))
                .hasMessage("invalid chunking_method: 'aspect_ratio:0'");
        assertThatThrownBy(() -> CHUNKS.withBatchChunkSize(0L))
                .hasMessage("batch_chunk_size must be positive int or None, got 0");
        try (var scope = new TensorScope()) {
            Problem problem = new Problem(DType.FLOAT32);
            LinearCrossEntropyOptions both = CHUNKS.withBatchChunkSize(3L).withChunkingMethod("aspect_ratio");
            assertThatThrownBy(() -> problem.loss("mean", both)).hasMessageEndingWith("pass only one.");
        }
    }
}
