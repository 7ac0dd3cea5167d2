package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stochastic gradient descent, with momentum if wanted ({@code torch.optim.SGD}).
 *
 * <pre>
 * g = grad + weight_decay * p
 * b = momentum * b + (1 - dampening) * g     (b = g at the first step)
 * p = p - lr * (nesterov ? g + momentum * b : b)
 * </pre>
 *
 * <p>State: {@code momentum_buffer}, of the parameter's shape and dtype, if there is momentum; otherwise none. Sparse
 * gradients are taken if there is no momentum and no weight decay.
 */
public final class SGD extends TensorwiseOptimizer {
    /** The options of {@link SGD}. */
    public static final class Options extends OptimizerOptions<Options>
            implements NamedOptions.Momentum<Options>,
                    NamedOptions.WeightDecay<Options>,
                    NamedOptions.Maximize<Options>,
                    NamedOptions.Foreach<Options>,
                    NamedOptions.Differentiable<Options>,
                    NamedOptions.Fused<Options> {
        /** The defaults: {@code lr} 0.001, no momentum, no weight decay. */
        public Options() {
            super("SGD");
            define("lr", 0.001);
            define("momentum", 0);
            define("dampening", 0);
            define("weight_decay", 0);
            define("nesterov", false);
            define("maximize", false);
            define("foreach", null);
            define("differentiable", false);
            define("fused", null);
        }

        /**
         * Sets by how much less of the gradient goes into the momentum.
         *
         * @param dampening default 0
         * @return this
         */
        public Options dampening(double dampening) {
            return put("dampening", dampening);
        }

        /**
         * Sets whether the step looks ahead by the momentum.
         *
         * @param nesterov default false; needs momentum and no dampening
         * @return this
         */
        public Options nesterov(boolean nesterov) {
            return put("nesterov", nesterov);
        }

        @Override
        protected Options self() {
            return this;
        }

        @Override
        protected void check() {
            checkOneElement();
            refuseNegative("lr", "Invalid learning rate: ");
            refuseNegative("momentum", "Invalid momentum value: ");
            refuseNegative("weight_decay", "Invalid weight_decay value: ");
            if (flag("nesterov") && (momentum() <= 0 || number("dampening") != 0)) {
                throw new IllegalArgumentException("Nesterov momentum requires a momentum and zero dampening");
            }
            checkFused();
        }
    }

    /**
     * Makes an optimizer with the default options.
     *
     * @param params the parameters
     */
    public SGD(Iterable<? extends Tensor> params) {
        this(oneGroup(params), options -> {});
    }

    /**
     * Makes an optimizer.
     *
     * @param params the parameters
     * @param options sets the options
     */
    public SGD(Iterable<? extends Tensor> params, Consumer<? super Options> options) {
        this(oneGroup(params), options);
    }

    /**
     * Makes an optimizer of parameters by name with the default options; state dicts then have the names.
     *
     * @param params the parameters, such as {@code net.namedParameters()}
     */
    public SGD(Map<String, ? extends Tensor> params) {
        this(oneGroup(params), options -> {});
    }

    /**
     * Makes an optimizer of parameters by name; state dicts then have the names.
     *
     * @param params the parameters, such as {@code net.namedParameters()}
     * @param options sets the options
     */
    public SGD(Map<String, ? extends Tensor> params, Consumer<? super Options> options) {
        this(oneGroup(params), options);
    }

    /**
     * Makes an optimizer with several groups of parameters.
     *
     * @param groups the groups, each with options of its own
     * @param options sets what groups have that do not say otherwise
     */
    public SGD(List<ParamGroup> groups, Consumer<? super Options> options) {
        super(groups, new Options().with(options));
    }

    @Override
    void checkGrad(Tensor param, Tensor grad, ParamGroup group) {
        if (grad.isSparse() && group.flag("fused")) {
            throw new IllegalArgumentException("`_fused_sgd` does not support sparse gradients");
        }
    }

    /** The momentum begins as the first gradient, which the rule knows. */
    @Override
    void begin(ParamState state, Tensor param, Tensor grad, ParamGroup group) {}

    @Override
    boolean recordsLists() {
        return true;
    }

    @Override
    StepRule rule(ParamGroup group) {
        return new SgdRule(group);
    }

    @Override
    StepRule foreachRule(ParamGroup group) {
        return new SgdForeach(group);
    }

    @Override
    StepRule fusedRule(ParamGroup group, AmpScaling scaling) {
        return new SgdFused(group, scaling);
    }

    @Override
    protected void migrate(ParamGroup group) {
        @Nullable
        Object[] defaults = {
            "nesterov", false, "maximize", false, "foreach", null, "differentiable", false, "fused", false
        };
        setDefaults(group, defaults);
    }
}
