package dev.sconce.optim;

import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Tuple;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Muon: momentum whose matrix is made orthogonal before each step ({@code torch.optim.Muon}). Only for the matrices of hidden
 * layers; give biases, embeddings and heads to another optimizer such as {@link AdamW}.
 *
 * <p>State: {@code momentum_buffer}, of the parameter's shape and dtype.
 */
public final class Muon extends TensorwiseOptimizer {
    /** The options of {@link Muon}. */
    public static final class Options extends OptimizerOptions<Options>
            implements NamedOptions.WeightDecay<Options>,
                    NamedOptions.Momentum<Options>,
                    NamedOptions.Epsilon<Options> {
        /** The defaults: {@code lr} 0.001, weight decay 0.1, momentum 0.95, Nesterov. */
        public Options() {
            super("Muon");
            define("lr", 0.001);
            define("weight_decay", 0.1);
            define("momentum", 0.95);
            define("nesterov", true);
            define("ns_coefficients", Tuple.of(3.4445, -4.775, 2.0315));
            define("eps", 1e-7);
            define("ns_steps", 5);
            define("adjust_lr_fn", null);
        }

        /**
         * Sets whether the step looks ahead by the momentum.
         *
         * @param nesterov default true
         * @return this
         */
        public Options nesterov(boolean nesterov) {
            return put("nesterov", nesterov);
        }

        /**
         * Sets the polynomial of the Newton-Schulz iteration.
         *
         * @param a the factor of the matrix; default 3.4445
         * @param b that of its third power; default -4.775
         * @param c that of its fifth power; default 2.0315
         * @return this
         */
        public Options nsCoefficients(double a, double b, double c) {
            return put("ns_coefficients", Tuple.of(a, b, c));
        }

        /**
         * Sets the number of Newton-Schulz iterations.
         *
         * @param nsSteps default 5; less than 100
         * @return this
         */
        public Options nsSteps(long nsSteps) {
            return put("ns_steps", nsSteps);
        }

        /**
         * Sets how the learning rate depends on the shape of the matrix.
         *
         * @param adjustLrFn {@code original}, the default, or {@code match_rms_adamw}
         * @return this
         */
        public Options adjustLrFn(@Nullable String adjustLrFn) {
            return put("adjust_lr_fn", adjustLrFn);
        }

        @Override
        protected Options self() {
            return this;
        }

        @Override
        protected void check() {
            checkLearningRate("Learning rate should be >= 0 but is: ");
            checkNotNegative("momentum", "momentum should be >= 0 but is: ");
            checkNotNegative("weight_decay", "weight decay should be >= 0 but is: ");
            Object adjust = get("adjust_lr_fn");
            if (adjust != null && !adjust.equals("original") && !adjust.equals("match_rms_adamw")) {
                throw new IllegalArgumentException("Adjust learning rate function " + adjust + " is not supported");
            }
        }
    }

    /**
     * Makes an optimizer with the default options.
     *
     * @param params the parameters
     */
    public Muon(Iterable<? extends Tensor> params) {
        this(oneGroup(params), options -> {});
    }

    /**
     * Makes an optimizer.
     *
     * @param params the parameters
     * @param options sets the options
     */
    public Muon(Iterable<? extends Tensor> params, Consumer<? super Options> options) {
        this(oneGroup(params), options);
    }

    /**
     * Makes an optimizer of parameters by name with the default options; state dicts then have the names.
     *
     * @param params the parameters, such as {@code net.namedParameters()}
     */
    public Muon(Map<String, ? extends Tensor> params) {
        this(oneGroup(params), options -> {});
    }

    /**
     * Makes an optimizer of parameters by name; state dicts then have the names.
     *
     * @param params the parameters, such as {@code net.namedParameters()}
     * @param options sets the options
     */
    public Muon(Map<String, ? extends Tensor> params, Consumer<? super Options> options) {
        this(oneGroup(params), options);
    }

    /**
     * Makes an optimizer with several groups of parameters.
     *
     * @param groups the groups, each with options of its own
     * @param options sets what groups have that do not say otherwise
     */
    public Muon(List<ParamGroup> groups, Consumer<? super Options> options) {
        super(groups, new Options().with(options));
        checkMatrices(groups);
    }

    private static void checkMatrices(List<ParamGroup> groups) {
        for (ParamGroup group : groups) {
            for (Tensor param : group.params()) {
                if (param.dim() != 2) {
                    throw new IllegalArgumentException(
                            "Muon only supports 2D parameters whereas we found a parameter with size: "
                                    + PyText.size(param.shape()));
                }
            }
        }
    }

    @Override
    void checkGrad(Tensor param, Tensor grad, ParamGroup group) {
        if (param.dtype().isComplex()) {
            throw new IllegalArgumentException("Muon does not support complex parameters");
        }
        super.checkGrad(param, grad, group);
    }

    @Override
    void begin(ParamState state, Tensor param, Tensor grad, ParamGroup group) {
        state.putZerosLike(MuonRule.BUFFER, grad);
    }

    @Override
    StepRule rule(ParamGroup group) {
        return new MuonRule(group);
    }

    @Override
    StepRule foreachRule(ParamGroup group) {
        throw new IllegalArgumentException("Foreach is not supported for Muon yet");
    }
}
