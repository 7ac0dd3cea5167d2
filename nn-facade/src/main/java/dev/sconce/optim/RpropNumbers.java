package dev.sconce.optim;

import dev.sconce.torch.Tensor;

/**
 * The options of a step of resilient backpropagation.
 *
 * @param shrink the factor of a step size for a sign that turned
 * @param grow the factor for one that stayed
 * @param min the least step size
 * @param max the greatest
 */
record RpropNumbers(double shrink, double grow, double min, double max) {
    RpropNumbers(ParamGroup group) {
        this(
                OptionValues.numbers("etas", group.get("etas"), 2),
                OptionValues.numbers("step_sizes", group.get("step_sizes"), 2));
    }

    private RpropNumbers(double[] etas, double[] stepSizes) {
        this(etas[0], etas[1], stepSizes[0], stepSizes[1]);
    }

    /** Turns signs into factors for step sizes, in place: 1 to grow, -1 to shrink, 0 to stay. */
    Tensor factors(Tensor signs) {
        signs.maskedFill_(signs.gt(0), grow);
        signs.maskedFill_(signs.lt(0), shrink);
        return signs.maskedFill_(signs.eq(0), 1);
    }
}
