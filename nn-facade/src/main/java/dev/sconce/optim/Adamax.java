package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.Tuple;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Adamax: {@link Adam} with the greatest gradient in the place of the root of squares ({@code torch.optim.Adamax}).
 *
 * <pre>
 * g = grad + weight_decay * p
 * m = beta1 * m + (1 - beta1) * g
 * u = max(beta2 * u, |g| + eps)
 * p = p - lr / (1 - beta1^t) * m / u
 * </pre>
 *
 * <p>State: {@code step}; {@code exp_avg} (m) and {@code exp_inf} (u), of the parameter's shape and dtype.
 */
public final class Adamax extends TensorwiseOptimizer {
    /** The options of {@link Adamax}. */
    public static final class Options extends OptimizerOptions<Options>
            implements NamedOptions.Betas<Options>,
                    NamedOptions.Epsilon<Options>,
                    NamedOptions.WeightDecay<Options>,
                    NamedOptions.Foreach<Options>,
                    NamedOptions.Maximize<Options>,
                    NamedOptions.Differentiable<Options>,
                    NamedOptions.Capturable<Options> {
        /** The defaults: {@code lr} 0.002, {@code betas} (0.9, 0.999), {@code eps} 1e-8, no weight decay. */
        public Options() {
            super("Adamax");
            define("lr", 0.002);
            define("betas", Tuple.of(0.9, 0.999));
            define("eps", 1e-8);
            define("weight_decay", 0);
            define("foreach", null);
            define("maximize", false);
            define("differentiable", false);
            define("capturable", false);
        }

        @Override
        protected Options self() {
            return this;
        }

        @Override
        protected void check() {
            checkLearningRate("Invalid learning rate: ");
            checkNotNegative("eps", "Invalid epsilon value: ");
            checkBetas();
            checkNotNegative("weight_decay", "Invalid weight_decay value: ");
        }
    }

    /**
     * Makes an optimizer with the default options.
     *
     * @param params the parameters
     */
    public Adamax(Iterable<? extends Tensor> params) {
        this(oneGroup(params), options -> {});
    }

    /**
     * Makes an optimizer.
     *
     * @param params the parameters
     * @param options sets the options
     */
    public Adamax(Iterable<? extends Tensor> params, Consumer<? super Options> options) {
        this(oneGroup(params), options);
    }

    /**
     * Makes an optimizer of parameters by name with the default options; state dicts then have the names.
     *
     * @param params the parameters, such as {@code net.namedParameters()}
     */
    public Adamax(Map<String, ? extends Tensor> params) {
        this(oneGroup(params), options -> {});
    }

    /**
     * Makes an optimizer of parameters by name; state dicts then have the names.
     *
     * @param params the parameters, such as {@code net.namedParameters()}
     * @param options sets the options
     */
    public Adamax(Map<String, ? extends Tensor> params, Consumer<? super Options> options) {
        this(oneGroup(params), options);
    }

    /**
     * Makes an optimizer with several groups of parameters.
     *
     * @param groups the groups, each with options of its own
     * @param options sets what groups have that do not say otherwise
     */
    public Adamax(List<ParamGroup> groups, Consumer<? super Options> options) {
        super(groups, new Options().with(options));
    }

    @Override
    void begin(ParamState state, Tensor param, Tensor grad, ParamGroup group) {
        state.startSteps();
        state.putZerosLike("exp_avg", param);
        state.putZerosLike("exp_inf", param);
    }

    @Override
    StepRule rule(ParamGroup group) {
        return new AdamaxRule(group);
    }

    @Override
    StepRule foreachRule(ParamGroup group) {
        return new AdamaxForeach(group);
    }

    @Override
    protected void migrate(ParamGroup group) {
        setDefaults(group, "foreach", null, "maximize", false, "differentiable", false, "capturable", false);
    }
}
