package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * RMSprop: steps divided by the root of a running average of squared gradients ({@code torch.optim.RMSprop}).
 *
 * <pre>
 * g = grad + weight_decay * p
 * v = alpha * v + (1 - alpha) * g^2
 * a = alpha * a + (1 - alpha) * g            (if centered; then v - a^2 takes the place of v)
 * b = momentum * b + g / (sqrt(v) + eps)
 * p = p - lr * b
 * </pre>
 *
 * <p>State: {@code step}; {@code square_avg} (v), {@code momentum_buffer} (b) if there is momentum, and {@code grad_avg} (a)
 * if centered, of the parameter's shape and dtype.
 */
public final class RMSprop extends TensorwiseOptimizer {
    /** The options of {@link RMSprop}. */
    public static final class Options extends OptimizerOptions<Options>
            implements NamedOptions.Momentum<Options>,
                    NamedOptions.Epsilon<Options>,
                    NamedOptions.WeightDecay<Options>,
                    NamedOptions.Capturable<Options>,
                    NamedOptions.Foreach<Options>,
                    NamedOptions.Maximize<Options>,
                    NamedOptions.Differentiable<Options> {
        /** The defaults: {@code lr} 0.01, {@code alpha} 0.99, {@code eps} 1e-8, no momentum, no weight decay. */
        public Options() {
            super("RMSprop");
            define("lr", 0.01);
            define("momentum", 0);
            define("alpha", 0.99);
            define("eps", 1e-8);
            define("centered", false);
            define("weight_decay", 0);
            define("capturable", false);
            define("foreach", null);
            define("maximize", false);
            define("differentiable", false);
        }

        /**
         * Sets how much of the running average stays.
         *
         * @param alpha default 0.99; 0 or more
         * @return this
         */
        public Options alpha(double alpha) {
            return put("alpha", alpha);
        }

        /**
         * Sets whether the average gradient is taken off, so that the divisor is a standard deviation.
         *
         * @param centered default false
         * @return this
         */
        public Options centered(boolean centered) {
            return put("centered", centered);
        }

        @Override
        protected Options self() {
            return this;
        }

        @Override
        protected void check() {
            checkLearningRate("Invalid learning rate: ");
            checkNotNegative("eps", "Invalid epsilon value: ");
            checkNotNegative("momentum", "Invalid momentum value: ");
            checkNotNegative("weight_decay", "Invalid weight_decay value: ");
            checkNotNegative("alpha", "Invalid alpha value: ");
        }
    }

    /**
     * Makes an optimizer with the default options.
     *
     * @param params the parameters
     */
    public RMSprop(Iterable<? extends Tensor> params) {
        this(oneGroup(params), options -> {});
    }

    /**
     * Makes an optimizer.
     *
     * @param params the parameters
     * @param options sets the options
     */
    public RMSprop(Iterable<? extends Tensor> params, Consumer<? super Options> options) {
        this(oneGroup(params), options);
    }

    /**
     * Makes an optimizer of parameters by name with the default options; state dicts then have the names.
     *
     * @param params the parameters, such as {@code net.namedParameters()}
     */
    public RMSprop(Map<String, ? extends Tensor> params) {
        this(oneGroup(params), options -> {});
    }

    /**
     * Makes an optimizer of parameters by name; state dicts then have the names.
     *
     * @param params the parameters, such as {@code net.namedParameters()}
     * @param options sets the options
     */
    public RMSprop(Map<String, ? extends Tensor> params, Consumer<? super Options> options) {
        this(oneGroup(params), options);
    }

    /**
     * Makes an optimizer with several groups of parameters.
     *
     * @param groups the groups, each with options of its own
     * @param options sets what groups have that do not say otherwise
     */
    public RMSprop(List<ParamGroup> groups, Consumer<? super Options> options) {
        super(groups, new Options().with(options));
    }

    @Override
    void begin(ParamState state, Tensor param, Tensor grad, ParamGroup group) {
        state.startSteps();
        state.putZerosLike("square_avg", param);
        if (group.momentum() > 0) {
            state.putZerosLike("momentum_buffer", param);
        }
        if (group.flag("centered")) {
            state.putZerosLike("grad_avg", param);
        }
    }

    @Override
    Capturing capturing(boolean foreach) {
        return new Capturing("params and state_steps", true);
    }

    @Override
    StepRule rule(ParamGroup group) {
        return new RmsPropRule(group);
    }

    @Override
    StepRule foreachRule(ParamGroup group) {
        return new RmsPropForeach(group);
    }

    @Override
    protected void migrate(ParamGroup group) {
        setDefaults(
                group,
                "momentum",
                0L,
                "centered",
                false,
                "foreach",
                null,
                "maximize",
                false,
                "differentiable",
                false,
                "capturable",
                false);
    }
}
