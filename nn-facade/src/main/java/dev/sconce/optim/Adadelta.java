package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Adadelta: steps that find their own size from running averages ({@code torch.optim.Adadelta}).
 *
 * <pre>
 * g = grad + weight_decay * p
 * v = rho * v + (1 - rho) * g^2
 * d = sqrt(u + eps) / sqrt(v + eps) * g
 * u = rho * u + (1 - rho) * d^2
 * p = p - lr * d
 * </pre>
 *
 * <p>State: {@code step}; {@code square_avg} (v) and {@code acc_delta} (u), of the parameter's shape and dtype.
 */
public final class Adadelta extends TensorwiseOptimizer {
    /** The options of {@link Adadelta}. */
    public static final class Options extends OptimizerOptions<Options>
            implements NamedOptions.Epsilon<Options>,
                    NamedOptions.WeightDecay<Options>,
                    NamedOptions.Maximize<Options>,
                    NamedOptions.Capturable<Options>,
                    NamedOptions.Foreach<Options>,
                    NamedOptions.Differentiable<Options> {
        /** The defaults: {@code lr} 1, {@code rho} 0.9, {@code eps} 1e-6, no weight decay. */
        public Options() {
            super("Adadelta");
            define("lr", 1.0);
            define("rho", 0.9);
            define("eps", 1e-6);
            define("weight_decay", 0);
            define("maximize", false);
            define("capturable", false);
            define("foreach", null);
            define("differentiable", false);
        }

        /**
         * Sets how much of the running averages stays.
         *
         * @param rho default 0.9; at least 0 and at most 1
         * @return this
         */
        public Options rho(double rho) {
            return put("rho", rho);
        }

        @Override
        protected Options self() {
            return this;
        }

        @Override
        protected void check() {
            checkLearningRate("Invalid learning rate: ");
            if (!(number("rho") >= 0 && number("rho") <= 1)) {
                throw new IllegalArgumentException("Invalid rho value: " + text("rho"));
            }
            checkNotNegative("eps", "Invalid epsilon value: ");
            checkNotNegative("weight_decay", "Invalid weight_decay value: ");
        }
    }

    /**
     * Makes an optimizer with the default options.
     *
     * @param params the parameters
     */
    public Adadelta(Iterable<? extends Tensor> params) {
        this(oneGroup(params), options -> {});
    }

    /**
     * Makes an optimizer.
     *
     * @param params the parameters
     * @param options sets the options
     */
    public Adadelta(Iterable<? extends Tensor> params, Consumer<? super Options> options) {
        this(oneGroup(params), options);
    }

    /**
     * Makes an optimizer of parameters by name with the default options; state dicts then have the names.
     *
     * @param params the parameters, such as {@code net.namedParameters()}
     */
    public Adadelta(Map<String, ? extends Tensor> params) {
        this(oneGroup(params), options -> {});
    }

    /**
     * Makes an optimizer of parameters by name; state dicts then have the names.
     *
     * @param params the parameters, such as {@code net.namedParameters()}
     * @param options sets the options
     */
    public Adadelta(Map<String, ? extends Tensor> params, Consumer<? super Options> options) {
        this(oneGroup(params), options);
    }

    /**
     * Makes an optimizer with several groups of parameters.
     *
     * @param groups the groups, each with options of its own
     * @param options sets what groups have that do not say otherwise
     */
    public Adadelta(List<ParamGroup> groups, Consumer<? super Options> options) {
        super(groups, new Options().with(options));
    }

    @Override
    void begin(ParamState state, Tensor param, Tensor grad, ParamGroup group) {
        state.startSteps();
        state.putZerosLike("square_avg", param);
        state.putZerosLike("acc_delta", param);
    }

    @Override
    Capturing capturing(boolean foreach) {
        return new Capturing("params and state_steps", false);
    }

    @Override
    StepRule rule(ParamGroup group) {
        return new AdadeltaRule(group);
    }

    @Override
    StepRule foreachRule(ParamGroup group) {
        return new AdadeltaForeach(group);
    }

    @Override
    protected void migrate(ParamGroup group) {
        setDefaults(group, "foreach", null, "maximize", false, "differentiable", false, "capturable", false);
    }
}
