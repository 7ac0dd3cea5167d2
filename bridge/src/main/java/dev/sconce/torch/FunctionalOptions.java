package dev.sconce.torch;

/** What the derivatives of {@link AutogradFunctional} can be told. */
public final class FunctionalOptions {
    boolean createGraph;
    boolean strict;
    boolean vectorize;
    boolean forwardMode;

    FunctionalOptions() {}

    /**
     * Whether the results can be differentiated again.
     *
     * @param create false without this call
     * @return this
     */
    public FunctionalOptions createGraph(boolean create) {
        createGraph = create;
        return this;
    }

    /**
     * Whether a result that does not depend on an input is an exception; without, it is zeros.
     *
     * @param refuse false without this call
     * @return this
     */
    public FunctionalOptions strict(boolean refuse) {
        strict = refuse;
        return this;
    }

    /**
     * Whether a Jacobian is computed for all elements of all outputs at once. The values are the same; here it is still one
     * pass for each element, as in {@link GradOptions#isGradsBatched}.
     *
     * @param atOnce false without this call
     * @return this
     */
    public FunctionalOptions vectorize(boolean atOnce) {
        vectorize = atOnce;
        return this;
    }

    /**
     * How a Jacobian is computed ({@code strategy}, {@code outer_jacobian_strategy}). Both give the same values. Forward mode
     * goes by columns, for which Python needs {@link #vectorize}, and so do we.
     *
     * @param strategy reverse-mode, as without this call, or forward-mode
     * @return this
     * @throws IllegalArgumentException if it is another word
     */
    public FunctionalOptions strategy(String strategy) {
        if (!strategy.equals("forward-mode") && !strategy.equals("reverse-mode")) {
            throw new IllegalArgumentException("Expected strategy to be either \"forward-mode\" or \"reverse-mode\"."
                    + " Hint: If your function has more outputs than inputs, \"forward-mode\" tends to be more performant."
                    + " Otherwise, prefer to use \"reverse-mode\".");
        }
        forwardMode = strategy.equals("forward-mode");
        return this;
    }
}
