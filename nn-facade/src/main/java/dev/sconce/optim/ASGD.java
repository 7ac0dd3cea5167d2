package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Averaged stochastic gradient descent ({@code torch.optim.ASGD}). The average of the parameters is in the state.
 *
 * <pre>
 * g = grad + weight_decay * p
 * p = p * (1 - lambd * eta) - eta * g
 * ax = ax + mu * (p - ax)
 * eta = lr / (1 + lambd * lr * t)^alpha,   mu = 1 / max(1, t - t0)
 * </pre>
 *
 * <p>State: {@code step}, {@code eta}, {@code mu}; {@code ax}, of the parameter's shape and dtype.
 */
public final class ASGD extends TensorwiseOptimizer {
    /** The options of {@link ASGD}. */
    public static final class Options extends OptimizerOptions<Options>
            implements NamedOptions.WeightDecay<Options>,
                    NamedOptions.Foreach<Options>,
                    NamedOptions.Maximize<Options>,
                    NamedOptions.Differentiable<Options>,
                    NamedOptions.Capturable<Options> {
        /** The defaults: {@code lr} 0.01, {@code lambd} 0.0001, {@code alpha} 0.75, {@code t0} 1e6, no weight decay. */
        public Options() {
            super("ASGD");
            define("lr", 0.01);
            define("lambd", 0.0001);
            define("alpha", 0.75);
            define("t0", 1000000.0);
            define("weight_decay", 0);
            define("foreach", null);
            define("maximize", false);
            define("differentiable", false);
            define("capturable", false);
        }

        /**
         * Sets by how much weights shrink.
         *
         * @param lambd default 0.0001
         * @return this
         */
        public Options lambd(double lambd) {
            return put("lambd", lambd);
        }

        /**
         * Sets the power with which the step size falls.
         *
         * @param alpha default 0.75
         * @return this
         */
        public Options alpha(double alpha) {
            return put("alpha", alpha);
        }

        /**
         * Sets at which step the averaging begins.
         *
         * @param t0 default 1e6
         * @return this
         */
        public Options t0(double t0) {
            return put("t0", t0);
        }

        @Override
        protected Options self() {
            return this;
        }

        @Override
        protected void check() {
            checkLearningRate("Invalid learning rate: ");
            checkNotNegative("weight_decay", "Invalid weight_decay value: ");
        }
    }

    /**
     * Makes an optimizer with the default options.
     *
     * @param params the parameters
     */
    public ASGD(Iterable<? extends Tensor> params) {
        this(oneGroup(params), options -> {});
    }

    /**
     * Makes an optimizer.
     *
     * @param params the parameters
     * @param options sets the options
     */
    public ASGD(Iterable<? extends Tensor> params, Consumer<? super Options> options) {
        this(oneGroup(params), options);
    }

    /**
     * Makes an optimizer of parameters by name with the default options; state dicts then have the names.
     *
     * @param params the parameters, such as {@code net.namedParameters()}
     */
    public ASGD(Map<String, ? extends Tensor> params) {
        this(oneGroup(params), options -> {});
    }

    /**
     * Makes an optimizer of parameters by name; state dicts then have the names.
     *
     * @param params the parameters, such as {@code net.namedParameters()}
     * @param options sets the options
     */
    public ASGD(Map<String, ? extends Tensor> params, Consumer<? super Options> options) {
        this(oneGroup(params), options);
    }

    /**
     * Makes an optimizer with several groups of parameters.
     *
     * @param groups the groups, each with options of its own
     * @param options sets what groups have that do not say otherwise
     */
    public ASGD(List<ParamGroup> groups, Consumer<? super Options> options) {
        super(groups, new Options().with(options));
    }

    @Override
    Set<String> scalarStates() {
        return Set.of("step", "eta", "mu");
    }

    @Override
    void begin(ParamState state, Tensor param, Tensor grad, ParamGroup group) {
        state.putScalar("step", 0, param.device());
        state.putScalar("eta", group.lr(), param.device());
        state.putScalar("mu", 1, param.device());
        state.putZerosLike("ax", param);
    }

    @Override
    Capturing capturing(boolean foreach) {
        return new Capturing("params, mus, etas, and state_steps", !foreach);
    }

    @Override
    StepRule rule(ParamGroup group) {
        return new AsgdRule(group);
    }

    @Override
    StepRule foreachRule(ParamGroup group) {
        return new AsgdForeach(group);
    }

    @Override
    protected void migrate(ParamGroup group) {
        setDefaults(group, "foreach", null, "maximize", false, "differentiable", false, "capturable", false);
    }
}
