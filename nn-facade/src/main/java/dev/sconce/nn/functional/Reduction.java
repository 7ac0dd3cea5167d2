package dev.sconce.nn.functional;

/** How a loss becomes one number, as {@code torch/nn/_reduction.py}. */
final class Reduction {
    private Reduction() {}

    /**
     * The number by which libtorch knows a reduction.
     *
     * @throws IllegalArgumentException if it is not {@code none}, {@code mean} or {@code sum}
     */
    static long code(String reduction) {
        return switch (reduction) {
            case "none" -> 0;
            case "mean", "elementwise_mean" -> 1;
            case "sum" -> 2;
            default -> throw new IllegalArgumentException(reduction + " is not a valid value for reduction");
        };
    }
}
