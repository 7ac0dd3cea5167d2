package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Adagrad: steps divided by the root of the sum of all squared gradients so far ({@code torch.optim.Adagrad}).
 *
 * <pre>
 * g = grad + weight_decay * p
 * s = s + g^2
 * p = p - lr / (1 + (t - 1) * lr_decay) * g / (sqrt(s) + eps)
 * </pre>
 *
 * <p>State, from the beginning: {@code step}; {@code sum} (s), of the parameter's shape and dtype. Sparse gradients are taken
 * if there is no weight decay.
 */
public final class Adagrad extends TensorwiseOptimizer {
    /** The options of {@link Adagrad}. */
    public static final class Options extends OptimizerOptions<Options>
            implements NamedOptions.Epsilon<Options>,
                    NamedOptions.WeightDecay<Options>,
                    NamedOptions.Foreach<Options>,
                    NamedOptions.Maximize<Options>,
                    NamedOptions.Differentiable<Options>,
                    NamedOptions.Fused<Options> {
        /** The defaults: {@code lr} 0.01, no decay of it, {@code eps} 1e-10, no weight decay. */
        public Options() {
            super("Adagrad");
            define("lr", 0.01);
            define("lr_decay", 0);
            define("eps", 1e-10);
            define("weight_decay", 0);
            define("initial_accumulator_value", 0);
            define("foreach", null);
            define("maximize", false);
            define("differentiable", false);
            define("fused", null);
        }

        /**
         * Sets how fast the learning rate falls.
         *
         * @param lrDecay default 0; 0 or more
         * @return this
         */
        public Options lrDecay(double lrDecay) {
            return put("lr_decay", lrDecay);
        }

        /**
         * Sets where the sums of squares begin.
         *
         * @param initialAccumulatorValue default 0; 0 or more
         * @return this
         */
        public Options initialAccumulatorValue(double initialAccumulatorValue) {
            return put("initial_accumulator_value", initialAccumulatorValue);
        }

        @Override
        protected Options self() {
            return this;
        }

        @Override
        protected void check() {
            checkLearningRate("Invalid learning rate: ");
            checkNotNegative("lr_decay", "Invalid lr_decay value: ");
            checkNotNegative("weight_decay", "Invalid weight_decay value: ");
            checkNotNegative("initial_accumulator_value", "Invalid initial_accumulator_value value: ");
            checkNotNegative("eps", "Invalid epsilon value: ");
            checkFused();
        }
    }

    /**
     * Makes an optimizer with the default options.
     *
     * @param params the parameters
     */
    public Adagrad(Iterable<? extends Tensor> params) {
        this(oneGroup(params), options -> {});
    }

    /**
     * Makes an optimizer.
     *
     * @param params the parameters
     * @param options sets the options
     */
    public Adagrad(Iterable<? extends Tensor> params, Consumer<? super Options> options) {
        this(oneGroup(params), options);
    }

    /**
     * Makes an optimizer of parameters by name with the default options; state dicts then have the names.
     *
     * @param params the parameters, such as {@code net.namedParameters()}
     */
    public Adagrad(Map<String, ? extends Tensor> params) {
        this(oneGroup(params), options -> {});
    }

    /**
     * Makes an optimizer of parameters by name; state dicts then have the names.
     *
     * @param params the parameters, such as {@code net.namedParameters()}
     * @param options sets the options
     */
    public Adagrad(Map<String, ? extends Tensor> params, Consumer<? super Options> options) {
        this(oneGroup(params), options);
    }

    /**
     * Makes an optimizer with several groups of parameters.
     *
     * @param groups the groups, each with options of its own
     * @param options sets what groups have that do not say otherwise
     */
    public Adagrad(List<ParamGroup> groups, Consumer<? super Options> options) {
        super(groups, new Options().with(options));
        try (var noGrad = Torch.noGrad();
                var none = TensorScope.none()) {
            for (ParamGroup group : groups) {
                for (Tensor param : group.params()) {
                    begin(state().of(param), param, param, group);
                }
            }
        }
    }

    @Override
    void checkGrad(Tensor param, Tensor grad, ParamGroup group) {
        if (group.flag("fused") && grad.isSparse()) {
            throw new IllegalArgumentException("`fused` does not support sparse grad or complex param");
        }
    }

    @Override
    void begin(ParamState state, Tensor param, Tensor grad, ParamGroup group) {
        state.startSteps(param, group.flag("fused"));
        Tensor sum = Torch.zerosLike(param, o -> o.requiresGrad(false));
        Object initial = defaults().get("initial_accumulator_value");
        (param.dtype().isComplex() ? Torch.viewAsReal(sum) : sum).fill_(OptionValues.number("sum", initial));
        state.put("sum", sum);
    }

    @Override
    StepRule rule(ParamGroup group) {
        return new AdagradRule(group);
    }

    @Override
    StepRule foreachRule(ParamGroup group) {
        return new AdagradForeach(group);
    }

    @Override
    StepRule fusedRule(ParamGroup group, AmpScaling scaling) {
        return new AdagradFused(group, scaling);
    }

    @Override
    protected void migrate(ParamGroup group) {
        setDefaults(group, "foreach", null, "maximize", false, "differentiable", false, "fused", null);
    }
}
