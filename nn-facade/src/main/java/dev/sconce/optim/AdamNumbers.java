package dev.sconce.optim;

import dev.sconce.optim.internal.CMath;

/**
 * The numbers of an Adam step that depend on the options and on how many steps there were. Most parameters of a group have
 * made the same number of steps, so that the last ones are kept.
 */
final class AdamNumbers {
    final PyScalar lr;
    final double beta1;
    final double beta2;
    final double eps;
    final double weightDecay;
    final boolean decoupled;

    private double step = -1;
    private double stepSize;
    private double biasCorrection2Sqrt;

    AdamNumbers(ParamGroup group) {
        lr = PyScalar.lr(group);
        double[] betas = OptionValues.numbers("betas", group.get("betas"), 2);
        beta1 = betas[0];
        beta2 = betas[1];
        eps = group.eps();
        weightDecay = group.weightDecay();
        decoupled = group.flag("decoupled_weight_decay");
    }

    /** Turns to a number of steps. */
    void at(double steps) {
        if (steps == step) {
            return;
        }
        step = steps;
        stepSize = lr.over(1 - CMath.pow(beta1, steps)).value();
        double biasCorrection2 = 1 - CMath.pow(beta2, steps);
        if (biasCorrection2 < 0) {
            throw new ArithmeticException("betas[1] is above 1: its bias correction, the root of " + biasCorrection2
                    + ", is a complex number");
        }
        biasCorrection2Sqrt = CMath.pow(biasCorrection2, 0.5);
    }

    /** {@code lr / (1 - beta1 ** step)}. */
    double stepSize() {
        return stepSize;
    }

    /** {@code (1 - beta2 ** step) ** 0.5}. */
    double biasCorrection2Sqrt() {
        return biasCorrection2Sqrt;
    }
}
