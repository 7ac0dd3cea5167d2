package dev.sconce.optim;

import dev.sconce.optim.internal.CMath;

/** The options of a RAdam step, and the numbers that depend on how many steps there were. */
final class RadamNumbers {
    final PyScalar lr;
    final double beta1;
    final double beta2;
    final double eps;
    final double weightDecay;
    final boolean decoupled;
    private final double rhoInf;

    RadamNumbers(ParamGroup group) {
        lr = PyScalar.lr(group);
        double[] betas = OptionValues.numbers("betas", group.get("betas"), 2);
        beta1 = betas[0];
        beta2 = betas[1];
        eps = group.eps();
        weightDecay = group.weightDecay();
        decoupled = group.flag("decoupled_weight_decay");
        rhoInf = PyScalar.divide(2, 1 - beta2) - 1;
    }

    double biasCorrection1(double step) {
        return 1 - CMath.pow(beta1, step);
    }

    double biasCorrection2(double step) {
        return 1 - CMath.pow(beta2, step);
    }

    /** How much the average of squares is worth at a step; 0 if it is not yet to be used. */
    double rectification(double step) {
        double rho = rhoInf - 2 * step * CMath.pow(beta2, step) / biasCorrection2(step);
        if (rho <= 5) {
            return 0;
        }
        return CMath.pow((rho - 4) * (rho - 2) * rhoInf / ((rhoInf - 4) * (rhoInf - 2) * rho), 0.5);
    }
}
