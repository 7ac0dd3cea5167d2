package dev.sconce.optim.scheduler;

import dev.sconce.optim.internal.CMath;

/** How a number goes from one value to another: {@code cos} or {@code linear}. */
final class Annealing {
    private Annealing() {}

    static String check(String strategy) {
        if (!strategy.equals("cos") && !strategy.equals("linear")) {
            throw new IllegalArgumentException(
                    "anneal_strategy must be one of 'cos' or 'linear', instead got " + strategy);
        }
        return strategy;
    }

    /** The value at a part of the way. */
    static double between(String strategy, double start, double end, double part) {
        if (strategy.equals("linear")) {
            return (end - start) * part + start;
        }
        return end + (start - end) / 2.0 * (CMath.cos(Math.PI * part) + 1);
    }
}
