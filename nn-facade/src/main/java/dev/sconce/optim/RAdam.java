package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.Tuple;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * RAdam: {@link Adam} that leaves out the division until its average is worth it ({@code torch.optim.RAdam}).
 *
 * <p>With {@code rho_inf = 2 / (1 - beta2) - 1} and {@code rho_t = rho_inf - 2 t beta2^t / (1 - beta2^t)}, the step is Adam's
 * times {@code sqrt((rho_t - 4) (rho_t - 2) rho_inf / ((rho_inf - 4) (rho_inf - 2) rho_t))} where {@code rho_t > 5}, and
 * otherwise {@code lr * m / (1 - beta1^t)}.
 *
 * <p>State: {@code step}; {@code exp_avg} and {@code exp_avg_sq}, of the parameter's shape and dtype.
 */
public final class RAdam extends TensorwiseOptimizer {
    /** The options of {@link RAdam}. */
    public static final class Options extends OptimizerOptions<Options>
            implements NamedOptions.Betas<Options>,
                    NamedOptions.Epsilon<Options>,
                    NamedOptions.WeightDecay<Options>,
                    NamedOptions.Maximize<Options>,
                    NamedOptions.Foreach<Options>,
                    NamedOptions.Capturable<Options>,
                    NamedOptions.DecoupledWeightDecay<Options>,
                    NamedOptions.Differentiable<Options> {
        /** The defaults: {@code lr} 0.001, {@code betas} (0.9, 0.999), {@code eps} 1e-8, no weight decay. */
        public Options() {
            super("RAdam");
            define("lr", 0.001);
            define("betas", Tuple.of(0.9, 0.999));
            define("eps", 1e-8);
            define("weight_decay", 0);
            define("maximize", false);
            define("foreach", null);
            define("capturable", false);
            define("decoupled_weight_decay", false);
            define("differentiable", false);
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
    public RAdam(Iterable<? extends Tensor> params) {
        this(oneGroup(params), options -> {});
    }

    /**
     * Makes an optimizer.
     *
     * @param params the parameters
     * @param options sets the options
     */
    public RAdam(Iterable<? extends Tensor> params, Consumer<? super Options> options) {
        this(oneGroup(params), options);
    }

    /**
     * Makes an optimizer of parameters by name with the default options; state dicts then have the names.
     *
     * @param params the parameters, such as {@code net.namedParameters()}
     */
    public RAdam(Map<String, ? extends Tensor> params) {
        this(oneGroup(params), options -> {});
    }

    /**
     * Makes an optimizer of parameters by name; state dicts then have the names.
     *
     * @param params the parameters, such as {@code net.namedParameters()}
     * @param options sets the options
     */
    public RAdam(Map<String, ? extends Tensor> params, Consumer<? super Options> options) {
        this(oneGroup(params), options);
    }

    /**
     * Makes an optimizer with several groups of parameters.
     *
     * @param groups the groups, each with options of its own
     * @param options sets what groups have that do not say otherwise
     */
    public RAdam(List<ParamGroup> groups, Consumer<? super Options> options) {
        super(groups, new Options().with(options));
    }

    @Override
    void begin(ParamState state, Tensor param, Tensor grad, ParamGroup group) {
        state.startSteps();
        state.putZerosLike("exp_avg", param);
        state.putZerosLike("exp_avg_sq", param);
    }

    @Override
    StepRule rule(ParamGroup group) {
        return new RadamRule(group);
    }

    @Override
    StepRule foreachRule(ParamGroup group) {
        return new RadamForeach(group);
    }

    @Override
    protected void migrate(ParamGroup group) {
        setDefaults(
                group,
                "foreach",
                null,
                "maximize",
                false,
                "differentiable",
                false,
                "decoupled_weight_decay",
                false,
                "capturable",
                false);
    }
}
