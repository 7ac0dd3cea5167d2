package dev.sconce.optim;

import dev.sconce.torch.Device;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Tuple;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * NAdam: {@link Adam} with Nesterov momentum ({@code torch.optim.NAdam}).
 *
 * <pre>
 * g = grad + weight_decay * p                (or p = p - lr * weight_decay * p, if decoupled)
 * m = beta1 * m + (1 - beta1) * g
 * v = beta2 * v + (1 - beta2) * g^2
 * mu_t = beta1 * (1 - 0.5 * 0.96^(t * momentum_decay))
 * p = p - lr * ((1 - mu_t) / (1 - mu_1 ... mu_t) * g + mu_(t+1) / (1 - mu_1 ... mu_(t+1)) * m)
 *         / (sqrt(v / (1 - beta2^t)) + eps)
 * </pre>
 *
 * <p>State: {@code step}, {@code mu_product}; {@code exp_avg} (m) and {@code exp_avg_sq} (v), of the parameter's shape and
 * dtype.
 */
public final class NAdam extends TensorwiseOptimizer {
    /** The options of {@link NAdam}. */
    public static final class Options extends OptimizerOptions<Options>
            implements NamedOptions.Betas<Options>,
                    NamedOptions.Epsilon<Options>,
                    NamedOptions.WeightDecay<Options>,
                    NamedOptions.DecoupledWeightDecay<Options>,
                    NamedOptions.Maximize<Options>,
                    NamedOptions.Foreach<Options>,
                    NamedOptions.Capturable<Options>,
                    NamedOptions.Differentiable<Options> {
        /** The defaults: {@code lr} 0.002, {@code betas} (0.9, 0.999), {@code eps} 1e-8, no weight decay. */
        public Options() {
            super("NAdam");
            define("lr", 0.002);
            define("betas", Tuple.of(0.9, 0.999));
            define("eps", 1e-8);
            define("weight_decay", 0);
            define("momentum_decay", 0.004);
            define("decoupled_weight_decay", false);
            define("maximize", false);
            define("foreach", null);
            define("capturable", false);
            define("differentiable", false);
        }

        /**
         * Sets how fast the momentum grows to its final value.
         *
         * @param momentumDecay default 0.004; 0 or more
         * @return this
         */
        public Options momentumDecay(double momentumDecay) {
            return put("momentum_decay", momentumDecay);
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
            checkNotNegative("momentum_decay", "Invalid momentum_decay value: ");
        }
    }

    /**
     * Makes an optimizer with the default options.
     *
     * @param params the parameters
     */
    public NAdam(Iterable<? extends Tensor> params) {
        this(oneGroup(params), options -> {});
    }

    /**
     * Makes an optimizer.
     *
     * @param params the parameters
     * @param options sets the options
     */
    public NAdam(Iterable<? extends Tensor> params, Consumer<? super Options> options) {
        this(oneGroup(params), options);
    }

    /**
     * Makes an optimizer of parameters by name with the default options; state dicts then have the names.
     *
     * @param params the parameters, such as {@code net.namedParameters()}
     */
    public NAdam(Map<String, ? extends Tensor> params) {
        this(oneGroup(params), options -> {});
    }

    /**
     * Makes an optimizer of parameters by name; state dicts then have the names.
     *
     * @param params the parameters, such as {@code net.namedParameters()}
     * @param options sets the options
     */
    public NAdam(Map<String, ? extends Tensor> params, Consumer<? super Options> options) {
        this(oneGroup(params), options);
    }

    /**
     * Makes an optimizer with several groups of parameters.
     *
     * @param groups the groups, each with options of its own
     * @param options sets what groups have that do not say otherwise
     */
    public NAdam(List<ParamGroup> groups, Consumer<? super Options> options) {
        super(groups, new Options().with(options));
    }

    @Override
    Set<String> scalarStates() {
        return Set.of("step", "mu_product");
    }

    @Override
    void begin(ParamState state, Tensor param, Tensor grad, ParamGroup group) {
        state.startSteps();
        state.putScalar("mu_product", 1, Device.CPU);
        state.putZerosLike("exp_avg", param);
        state.putZerosLike("exp_avg_sq", param);
    }

    @Override
    Capturing capturing(boolean foreach) {
        return new Capturing(
                foreach ? "params, mu_products, and state_steps" : "params, mu_products and state_steps", !foreach);
    }

    @Override
    StepRule rule(ParamGroup group) {
        return new NadamRule(group);
    }

    @Override
    StepRule foreachRule(ParamGroup group) {
        return new NadamForeach(group);
    }

    @Override
    protected void migrate(ParamGroup group) {
        setDefaults(
                group,
                "maximize",
                false,
                "foreach",
                null,
                "capturable",
                false,
                "differentiable",
                false,
                "decoupled_weight_decay",
                false);
    }
}
