package dev.sconce.optim.swa;

import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.Collections;
import java.util.List;

/** The ways to average that {@code torch.optim.swa_utils} has. They record no gradients. */
public final class Averaging {
    private static final double DEFAULT_DECAY = 0.999;

    private Averaging() {}

    /**
     * An exponential moving average with decay 0.999, many tensors at once.
     *
     * @return the function
     */
    public static MultiAveragingFunction getEmaMultiAvgFn() {
        return getEmaMultiAvgFn(DEFAULT_DECAY);
    }

    /**
     * An exponential moving average, many tensors at once: {@code decay * average + (1 - decay) * current}.
     *
     * @param decay the weight of the average so far, from 0 to 1
     * @return the function
     * @throws IllegalArgumentException if the decay is less or more
     */
    public static MultiAveragingFunction getEmaMultiAvgFn(double decay) {
        checkDecay(decay);
        return (averaged, current, numAveraged) -> {
            try (var scope = new TensorScope();
                    var noGrad = Torch.noGrad()) {
                if (canInterpolate(averaged.get(0))) {
                    Torch.call("aten::_foreach_lerp_.Scalar", averaged, current, 1 - decay);
                    return;
                }
                for (int i = 0; i < averaged.size(); i++) {
                    Tensor average = averaged.get(i);
                    average.copy_(average.mul(decay).add(current.get(i).mul(1 - decay)));
                }
            }
        };
    }

    /**
     * The plain mean of all models so far, many tensors at once.
     *
     * @return the function
     */
    public static MultiAveragingFunction getSwaMultiAvgFn() {
        return (averaged, current, numAveraged) -> {
            try (var scope = new TensorScope();
                    var noGrad = Torch.noGrad()) {
                Tensor count = numAveraged.add(1);
                if (canInterpolate(averaged.get(0))) {
                    double weight = count.reciprocal().item();
                    Torch.call("aten::_foreach_lerp_.Scalar", averaged, current, weight);
                    return;
                }
                Object differences = Torch.call("aten::_foreach_sub.List", current, averaged, 1);
                List<Tensor> counts = Collections.nCopies(averaged.size(), count);
                Torch.call("aten::_foreach_addcdiv_.Scalar", averaged, differences, counts, 1);
            }
        };
    }

    /**
     * An exponential moving average with decay 0.999.
     *
     * @return the function
     */
    public static AveragingFunction getEmaAvgFn() {
        return getEmaAvgFn(DEFAULT_DECAY);
    }

    /**
     * An exponential moving average: {@code decay * average + (1 - decay) * current}.
     *
     * @param decay the weight of the average so far, from 0 to 1
     * @return the function
     * @throws IllegalArgumentException if the decay is less or more
     */
    public static AveragingFunction getEmaAvgFn(double decay) {
        checkDecay(decay);
        return (averaged, current, numAveraged) -> {
            try (var noGrad = Torch.noGrad()) {
                return averaged.mul(decay).add(current.mul(1 - decay));
            }
        };
    }

    /**
     * The plain mean of all models so far.
     *
     * @return the function
     */
    public static AveragingFunction getSwaAvgFn() {
        return (averaged, current, numAveraged) -> {
            try (var noGrad = Torch.noGrad()) {
                return averaged.add(current.sub(averaged).div(numAveraged.add(1)));
            }
        };
    }

    private static boolean canInterpolate(Tensor tensor) {
        return tensor.dtype().isFloatingPoint() || tensor.dtype().isComplex();
    }

    private static void checkDecay(double decay) {
        if (decay < 0 || decay > 1) {
            throw new IllegalArgumentException(
                    "Invalid decay value " + PyText.repr(decay) + " provided. Please provide a value in [0,1] range.");
        }
    }
}
