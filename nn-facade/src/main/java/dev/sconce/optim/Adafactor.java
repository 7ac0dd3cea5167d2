package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.Tuple;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Adafactor: like Adam without momentum, but of a matrix only the averages of its rows and columns are kept, so that the state
 * is small ({@code torch.optim.Adafactor}).
 *
 * <p>State: {@code step}; for parameters of two or more dimensions {@code row_var}, whose last dimension is 1, and
 * {@code col_var}, whose second to last is; for others {@code variance}, of the parameter's shape. Gradients must be dense
 * and real.
 */
public final class Adafactor extends TensorwiseOptimizer {
    /** The options of {@link Adafactor}. */
    public static final class Options extends OptimizerOptions<Options>
            implements NamedOptions.WeightDecay<Options>,
                    NamedOptions.Foreach<Options>,
                    NamedOptions.Maximize<Options> {
        /** The defaults: {@code lr} 0.01, no weight decay. */
        public Options() {
            super("Adafactor");
            define("lr", 0.01);
            define("beta2_decay", -0.8);
            define("eps", Tuple.of(null, 0.001));
            define("d", 1.0);
            define("weight_decay", 0.0);
            define("foreach", null);
            define("maximize", false);
        }

        /**
         * Sets how fast the averages settle: they take {@code t ** beta2_decay} of the new.
         *
         * @param beta2Decay default -0.8; 0 or less
         * @return this
         */
        public Options beta2Decay(double beta2Decay) {
            return put("beta2_decay", beta2Decay);
        }

        /**
         * Sets what keeps divisors and steps from getting too small.
         *
         * @param forSquares the least square of a gradient's root mean; null, the default, for the dtype's precision
         * @param forParams the least root mean square of a parameter; default 0.001
         * @return this
         */
        public Options eps(@Nullable Double forSquares, double forParams) {
            return put("eps", Tuple.of(forSquares, forParams));
        }

        /**
         * Sets from where on updates are clipped.
         *
         * @param d the greatest root mean square of an update; default 1; at least 1
         * @return this
         */
        public Options d(double d) {
            return put("d", d);
        }

        @Override
        protected Options self() {
            return this;
        }

        @Override
        protected void check() {
            checkLearningRate("Learning rate should be >= 0 but is: ");
            if (!(number("beta2_decay") <= 0)) {
                throw new IllegalArgumentException("beta2_decay should be <= 0 but is: " + text("beta2_decay"));
            }
            checkEps(0);
            checkEps(1);
            if (!(number("d") >= 1)) {
                throw new IllegalArgumentException("Clipping threshold d should be >= 1 but is: " + text("d"));
            }
            checkNotNegative("weight_decay", "weight_decay should be >= 0 but is: ");
        }

        private void checkEps(int index) {
            Object value = OptionValues.item(get("eps"), index);
            if (value != null && !(OptionValues.number("eps", value) >= 0)) {
                throw new IllegalArgumentException(
                        "epsilon" + (index + 1) + " should be >= 0 but is: " + OptionValues.text(value));
            }
        }
    }

    /**
     * Makes an optimizer with the default options.
     *
     * @param params the parameters
     */
    public Adafactor(Iterable<? extends Tensor> params) {
        this(oneGroup(params), options -> {});
    }

    /**
     * Makes an optimizer.
     *
     * @param params the parameters
     * @param options sets the options
     */
    public Adafactor(Iterable<? extends Tensor> params, Consumer<? super Options> options) {
        this(oneGroup(params), options);
    }

    /**
     * Makes an optimizer of parameters by name with the default options; state dicts then have the names.
     *
     * @param params the parameters, such as {@code net.namedParameters()}
     */
    public Adafactor(Map<String, ? extends Tensor> params) {
        this(oneGroup(params), options -> {});
    }

    /**
     * Makes an optimizer of parameters by name; state dicts then have the names.
     *
     * @param params the parameters, such as {@code net.namedParameters()}
     * @param options sets the options
     */
    public Adafactor(Map<String, ? extends Tensor> params, Consumer<? super Options> options) {
        this(oneGroup(params), options);
    }

    /**
     * Makes an optimizer with several groups of parameters.
     *
     * @param groups the groups, each with options of its own
     * @param options sets what groups have that do not say otherwise
     */
    public Adafactor(List<ParamGroup> groups, Consumer<? super Options> options) {
        super(groups, new Options().with(options));
    }

    @Override
    void checkGrad(Tensor param, Tensor grad, ParamGroup group) {
        if (param.dtype().isComplex()) {
            throw new IllegalArgumentException("Adafactor does not support complex parameters");
        }
        super.checkGrad(param, grad, group);
    }

    @Override
    void begin(ParamState state, Tensor param, Tensor grad, ParamGroup group) {
        state.startSteps();
        if (grad.dim() > 1) {
            state.put("row_var", grad.newZeros(shapeWithOne(grad, 1)));
            state.put("col_var", grad.newZeros(shapeWithOne(grad, 2)));
        } else {
            state.putZerosLike("variance", grad);
        }
    }

    /** The shape, with 1 in the place of a dimension that is counted from the end. */
    private static long[] shapeWithOne(Tensor grad, int fromEnd) {
        long[] shape = grad.shape();
        shape[shape.length - fromEnd] = 1;
        return shape;
    }

    @Override
    StepRule rule(ParamGroup group) {
        return new AdafactorRule(group);
    }

    @Override
    StepRule foreachRule(ParamGroup group) {
        return new AdafactorForeach(group);
    }

    @Override
    protected void migrate(ParamGroup group) {
        setDefaults(group, "foreach", null);
    }
}
