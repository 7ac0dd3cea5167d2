package dev.sconce.optim;

import dev.sconce.optim.internal.CMath;

/** The options of a NAdam step, and the numbers that depend on how many steps there were. */
final class NadamNumbers {
    final PyScalar lr;
    final double beta1;
    final double beta2;
    final double eps;
    final double weightDecay;
    final boolean decoupled;
    private final double momentumDecay;

    NadamNumbers(ParamGroup group) {
        lr = PyScalar.lr(group);
        double[] betas = OptionValues.numbers("betas", group.get("betas"), 2);
        beta1 = betas[0];
        beta2 = betas[1];
        eps = group.eps();
        weightDecay = group.weightDecay();
        decoupled = group.flag("decoupled_weight_decay");
        momentumDecay = group.number("momentum_decay");
    }

    /** The momentum at a step: it grows to {@code beta1}. */
    double mu(double step) {
        return beta1 * (1.0 - 0.5 * CMath.pow(0.96, step * momentumDecay));
    }

    double biasCorrection2(double step) {
        return 1 - CMath.pow(beta2, step);
    }
}
