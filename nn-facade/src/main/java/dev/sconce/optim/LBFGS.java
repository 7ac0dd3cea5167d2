package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * L-BFGS: goes along directions that it computes from the curvature it has seen, several times in one step
 * ({@code torch.optim.LBFGS}). It needs the loss and its gradients anew each time, and so a closure:
 *
 * <pre>{@code
 * optimizer.step(() -> {
 *     optimizer.zeroGrad();
 *     var loss = F.mseLoss(net.call(x), y);
 *     loss.backward();
 *     return loss;
 * });
 * }</pre>
 *
 * <p>All parameters are in one group. State, of the first parameter: {@code func_evals}, {@code n_iter}; the last direction
 * {@code d}, step {@code t}, gradient {@code prev_flat_grad} and loss {@code prev_loss}; the history in {@code old_dirs},
 * {@code old_stps}, {@code ro} and {@code al}; and {@code H_diag}.
 */
public final class LBFGS extends Optimizer {
    /** The options of {@link LBFGS}. */
    public static final class Options extends OptimizerOptions<Options> {
        /** The defaults: {@code lr} 1, at most 20 iterations a step, a history of 100, no line search. */
        public Options() {
            super("LBFGS");
            define("lr", 1);
            define("max_iter", 20);
            define("max_eval", null);
            define("tolerance_grad", 1e-7);
            define("tolerance_change", 1e-9);
            define("history_size", 100);
            define("line_search_fn", null);
        }

        /**
         * Sets how many iterations a step may have.
         *
         * @param maxIter default 20
         * @return this
         */
        public Options maxIter(long maxIter) {
            return put("max_iter", maxIter);
        }

        /**
         * Sets how often a step may call the closure.
         *
         * @param maxEval default 5/4 of the iterations
         * @return this
         */
        public Options maxEval(long maxEval) {
            return put("max_eval", maxEval);
        }

        /**
         * Sets when a gradient is so small that the step ends.
         *
         * @param tolerance the greatest element; default 1e-7
         * @return this
         */
        public Options toleranceGrad(double tolerance) {
            return put("tolerance_grad", tolerance);
        }

        /**
         * Sets when a change is so small that the step ends.
         *
         * @param tolerance of the loss or of a parameter; default 1e-9
         * @return this
         */
        public Options toleranceChange(double tolerance) {
            return put("tolerance_change", tolerance);
        }

        /**
         * Sets how many changes are remembered.
         *
         * @param historySize default 100
         * @return this
         */
        public Options historySize(long historySize) {
            return put("history_size", historySize);
        }

        /**
         * Sets how the length of a step is found.
         *
         * @param lineSearch {@code strong_wolfe}, or null, the default, for the learning rate as it is
         * @return this
         */
        public Options lineSearchFn(@Nullable String lineSearch) {
            return put("line_search_fn", lineSearch);
        }

        @Override
        protected Options self() {
            return this;
        }

        @Override
        protected void check() {
            checkLearningRate("Invalid learning rate: ");
            if (get("max_eval") == null) {
                put("max_eval", ((long) number("max_iter")) * 5 / 4);
            }
        }
    }

    /**
     * Makes an optimizer with the default options.
     *
     * @param params the parameters
     */
    public LBFGS(Iterable<? extends Tensor> params) {
        this(oneGroup(params), options -> {});
    }

    /**
     * Makes an optimizer.
     *
     * @param params the parameters
     * @param options sets the options
     */
    public LBFGS(Iterable<? extends Tensor> params, Consumer<? super Options> options) {
        this(oneGroup(params), options);
    }

    /**
     * Makes an optimizer of parameters by name with the default options; state dicts then have the names.
     *
     * @param params the parameters, such as {@code net.namedParameters()}
     */
    public LBFGS(Map<String, ? extends Tensor> params) {
        this(oneGroup(params), options -> {});
    }

    /**
     * Makes an optimizer of parameters by name; state dicts then have the names.
     *
     * @param params the parameters, such as {@code net.namedParameters()}
     * @param options sets the options
     */
    public LBFGS(Map<String, ? extends Tensor> params, Consumer<? super Options> options) {
        this(oneGroup(params), options);
    }

    /**
     * Makes an optimizer.
     *
     * @param groups one group
     * @param options sets what the group has unless it says otherwise
     */
    public LBFGS(List<ParamGroup> groups, Consumer<? super Options> options) {
        super(groups, new Options().with(options));
        if (groups.size() != 1) {
            throw new IllegalArgumentException("LBFGS doesn't support per-parameter options (parameter groups)");
        }
    }

    /**
     * Not possible without a hook that gives a closure: the loss must be computed several times.
     *
     * @throws UnsupportedOperationException if there is no closure
     */
    @Override
    public void step() {
        run(null);
    }

    /**
     * Goes along several directions, with the closure called for each place on the way.
     *
     * @param closure clears the gradients, computes the loss, calls {@code backward()} and returns the loss
     * @return the loss at the beginning
     */
    @Override
    public Tensor step(Supplier<? extends Tensor> closure) {
        return run(closure);
    }

    private Tensor run(@Nullable Supplier<? extends Tensor> given) {
        Supplier<? extends Tensor> closure = runStepPreHooks(given);
        if (closure == null) {
            throw new UnsupportedOperationException("LBFGS.step() missing 1 required positional argument: 'closure'");
        }
        ParamGroup group = paramGroups().get(0);
        Tensor loss = LbfgsStep.run(group, state().of(group.params().get(0)), closure);
        runStepPostHooks();
        return loss;
    }

    @Override
    protected void update(ParamGroup group) {
        throw new UnsupportedOperationException("LBFGS has no step without a closure");
    }
}
