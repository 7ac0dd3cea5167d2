package dev.sconce.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import org.junit.jupiter.api.Test;

class AdaptiveLogSoftmaxWithLossTest {
    private static AdaptiveLogSoftmaxWithLoss softmax() {
        Torch.manualSeed(5);
        return new AdaptiveLogSoftmaxWithLoss(
                8, 20, new long[] {5, 10}, a -> a.divValue(2).headBias(true));
    }

    @Test
    void probabilities_of_all_classes_sum_to_one() {
        try (var scope = new TensorScope()) {
            Tensor sums = softmax().logProb(Torch.randn(6, 8)).exp().sum(1);
            assertThat(sums.allclose(Torch.ones(6))).isTrue();
        }
    }

    @Test
    void the_output_is_the_log_probability_of_the_target() {
        try (var scope = new TensorScope()) {
            AdaptiveLogSoftmaxWithLoss softmax = softmax();
            Tensor input = Torch.randn(4, 8);
            Tensor target = Torch.tensor(new long[] {0, 7, 19, 4});
            AdaptiveLogSoftmaxOutput result = softmax.call(input, target);
            Tensor expected =
                    softmax.logProb(input).gather(1, target.unsqueeze(1)).squeeze(1);
            assertThat(result.output().allclose(expected)).isTrue();
            assertThat(result.loss().allclose(expected.neg().mean())).isTrue();
            AdaptiveLogSoftmaxOutput single = softmax.call(input.select(0, 2), target.select(0, 2));
            assertThat(single.output().dim()).isZero();
            assertThat(single.output().allclose(expected.select(0, 2))).isTrue();
        }
    }

    @Test
    void it_predicts_the_most_probable_class() {
        try (var scope = new TensorScope()) {
            AdaptiveLogSoftmaxWithLoss softmax = softmax();
            Tensor input = Torch.randn(64, 8).mul(8);
            Tensor entries = softmax.head.call(input).argmax(1);
            assertThat(entries.ge(softmax.shortlistSize).any().itemBoolean()).isTrue();
            Tensor predicted = softmax.predict(input);
            Tensor inHead = entries.lt(softmax.shortlistSize);
            assertThat(predicted.maskedSelect(inHead).equal(entries.maskedSelect(inHead)))
                    .isTrue();
            Tensor best = softmax.logProb(input).argmax(1);
            Tensor inTail = inHead.logicalNot();
            assertThat(predicted.maskedSelect(inTail).equal(best.maskedSelect(inTail)))
                    .isTrue();
        }
    }

    @Test
    void mistakes_are_named_as_in_python() {
        try (var scope = new TensorScope()) {
            assertThatThrownBy(() -> new AdaptiveLogSoftmaxWithLoss(8, 20))
                    .hasMessage("cutoffs should be a sequence of length larger than 0");
            assertThatThrownBy(() -> new AdaptiveLogSoftmaxWithLoss(8, 20, 5, 5))
                    .hasMessageStartingWith("cutoffs should be a sequence of unique, positive integers");
            AdaptiveLogSoftmaxWithLoss softmax = softmax();
            Tensor input = Torch.randn(2, 8);
            assertThatThrownBy(() -> softmax.call(input, Torch.tensor(new long[] {0, 20})))
                    .hasMessage("Target values should be in [0, 19], but values in range [0, 20] were found. ");
            assertThatThrownBy(() -> softmax.call(input, Torch.zeros(2, 2)))
                    .hasMessage("0D or 1D target tensor expected, multi-target not supported");
        }
    }
}
