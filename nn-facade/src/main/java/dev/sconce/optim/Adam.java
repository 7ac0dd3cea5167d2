package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.Tuple;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Adam: steps by a running average of the gradient, divided by the root of one of its square ({@code torch.optim.Adam}).
 *
 * <pre>
 * g = grad + weight_decay * p                (or p = p - lr * weight_decay * p, if decoupled)
 * m = beta1 * m + (1 - beta1) * g
 * v = beta2 * v + (1 - beta2) * g^2
 * p = p - lr * m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + eps)
 * </pre>
 *
 * <p>State: {@code step}; {@code exp_avg} (m), {@code exp_avg_sq} (v) and, for AMSGrad, {@code max_exp_avg_sq}, of the
 * parameter's shape and dtype.
 */
public class Adam extends TensorwiseOptimizer {
    /** The options of {@link Adam} and {@link AdamW}. */
    public static final class Options extends OptimizerOptions<Options>
            implements NamedOptions.Betas<Options>,
                    NamedOptions.Epsilon<Options>,
                    NamedOptions.WeightDecay<Options>,
                    NamedOptions.Maximize<Options>,
                    NamedOptions.Foreach<Options>,
                    NamedOptions.Capturable<Options>,
                    NamedOptions.Differentiable<Options>,
                    NamedOptions.Fused<Options>,
                    NamedOptions.DecoupledWeightDecay<Options> {
        /** The defaults of Adam: {@code lr} 0.001, {@code betas} (0.9, 0.999), {@code eps} 1e-8, no weight decay. */
        public Options() {
            this("Adam", 0L, false);
        }

        Options(String optimizer, Number weightDecay, boolean decoupled) {
            super(optimizer);
            define("lr", 0.001);
            define("betas", Tuple.of(0.9, 0.999));
            define("eps", 1e-8);
            define("weight_decay", weightDecay);
            define("amsgrad", false);
            define("maximize", false);
            define("foreach", null);
            define("capturable", false);
            define("differentiable", false);
            define("fused", null);
            define("decoupled_weight_decay", decoupled);
            if (decoupled) {
                fix("decoupled_weight_decay");
            }
        }

        /**
         * Sets whether the divisor never gets smaller: AMSGrad.
         *
         * @param amsgrad default false
         * @return this
         */
        public Options amsgrad(boolean amsgrad) {
            return put("amsgrad", amsgrad);
        }

        @Override
        protected Options self() {
            return this;
        }

        @Override
        protected void check() {
            if (get("lr") instanceof Tensor && flag("foreach") && !flag("capturable")) {
                throw new IllegalArgumentException(
                        "lr as a Tensor is not supported for capturable=False and foreach=True");
            }
            checkLearningRate("Invalid learning rate: ");
            checkNotNegative("eps", "Invalid epsilon value: ");
            checkBetas();
            checkNotNegative("weight_decay", "Invalid weight_decay value: ");
            checkTensorBetas();
            checkFused();
        }

        private void checkTensorBetas() {
            Tuple betas = betas();
            boolean tensors = betas.get(0) instanceof Tensor && betas.get(1) instanceof Tensor;
            if (!tensors && !(betas.get(0) instanceof Double && betas.get(1) instanceof Double)) {
                throw new IllegalArgumentException("betas must be either both floats or both Tensors");
            }
            for (int i = 0; tensors && i < 2; i++) {
                if (flag("foreach") && !flag("capturable")) {
                    throw new IllegalArgumentException(
                            "betas[" + i + "] as a Tensor is not supported for capturable=False and foreach=True");
                }
                if (((Tensor) Objects.requireNonNull(betas.get(i))).numel() != 1) {
                    throw new IllegalArgumentException("Tensor betas[" + i + "] must be 1-element");
                }
            }
            if (tensors) {
                put(
                        "betas",
                        Tuple.of(
                                Quantity.ofOption("betas", betas.get(0)).tensor(),
                                Quantity.ofOption("betas", betas.get(1)).tensor()));
            }
        }
    }

    /**
     * Makes an optimizer with the default options.
     *
     * @param params the parameters
     */
    public Adam(Iterable<? extends Tensor> params) {
        this(oneGroup(params), options -> {});
    }

    /**
     * Makes an optimizer.
     *
     * @param params the parameters
     * @param options sets the options
     */
    public Adam(Iterable<? extends Tensor> params, Consumer<? super Options> options) {
        this(oneGroup(params), options);
    }

    /**
     * Makes an optimizer of parameters by name with the default options; state dicts then have the names.
     *
     * @param params the parameters, such as {@code net.namedParameters()}
     */
    public Adam(Map<String, ? extends Tensor> params) {
        this(oneGroup(params), options -> {});
    }

    /**
     * Makes an optimizer of parameters by name; state dicts then have the names.
     *
     * @param params the parameters, such as {@code net.namedParameters()}
     * @param options sets the options
     */
    public Adam(Map<String, ? extends Tensor> params, Consumer<? super Options> options) {
        this(oneGroup(params), options);
    }

    /**
     * Makes an optimizer with several groups of parameters.
     *
     * @param groups the groups, each with options of its own
     * @param options sets what groups have that do not say otherwise
     */
    public Adam(List<ParamGroup> groups, Consumer<? super Options> options) {
        this(groups, new Options().with(options));
    }

    Adam(List<ParamGroup> groups, Options options) {
        super(groups, options);
    }

    @Override
    final void checkGrad(Tensor param, Tensor grad, ParamGroup group) {
        if (grad.isSparse()) {
            throw new IllegalArgumentException(
                    "Adam does not support sparse gradients, please consider SparseAdam instead");
        }
    }

    @Override
    final void begin(ParamState state, Tensor param, Tensor grad, ParamGroup group) {
        state.startSteps(param, group.flag("fused"));
        state.putZerosLike("exp_avg", param);
        state.putZerosLike("exp_avg_sq", param);
        if (group.flag("amsgrad")) {
            state.putZerosLike("max_exp_avg_sq", param);
        }
    }

    @Override
    final boolean checksCapturingFirst() {
        return true;
    }

    @Override
    final StepRule rule(ParamGroup group) {
        return AdamTensorRule.isFor(group) ? new AdamTensorRule(group) : new AdamRule(group);
    }

    @Override
    final StepRule foreachRule(ParamGroup group) {
        return new AdamForeach(group);
    }

    @Override
    final StepRule fusedRule(ParamGroup group, AmpScaling scaling) {
        return new AdamFused(group, scaling);
    }

    @Override
    protected void migrate(ParamGroup group) {
        setDefaults(
                group,
                "amsgrad",
                false,
                "maximize",
                false,
                "foreach",
                null,
                "capturable",
                false,
                "differentiable",
                false,
                "decoupled_weight_decay",
                false,
                "fused",
                null);
    }
}
