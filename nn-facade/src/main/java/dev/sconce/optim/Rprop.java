package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import dev.sconce.torch.Tuple;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Resilient backpropagation: steps whose size depends on the signs of the gradient only ({@code torch.optim.Rprop}). For
 * gradients of the whole data set.
 *
 * <p>A step size grows while the sign stays and shrinks when it turns; then the step is left out.
 *
 * <p>State: {@code step}; {@code prev}, the last gradient, and {@code step_size}, of the parameter's shape and dtype.
 */
public final class Rprop extends TensorwiseOptimizer {
    /** The options of {@link Rprop}. */
    public static final class Options extends OptimizerOptions<Options>
            implements NamedOptions.Foreach<Options>,
                    NamedOptions.Maximize<Options>,
                    NamedOptions.Differentiable<Options>,
                    NamedOptions.Capturable<Options> {
        /** The defaults: {@code lr}, where step sizes begin, 0.01. */
        public Options() {
            super("Rprop");
            define("lr", 0.01);
            define("etas", Tuple.of(0.5, 1.2));
            define("step_sizes", Tuple.of(1e-6, 50L));
            define("foreach", null);
            define("maximize", false);
            define("differentiable", false);
            define("capturable", false);
        }

        /**
         * Sets by how much step sizes change.
         *
         * @param shrink the factor for a sign that turned; default 0.5; between 0 and 1
         * @param grow the factor for one that stayed; default 1.2; more than 1
         * @return this
         */
        public Options etas(double shrink, double grow) {
            return put("etas", Tuple.of(shrink, grow));
        }

        /**
         * Sets the limits of step sizes.
         *
         * @param min the least step size; default 1e-6
         * @param max the greatest; default 50
         * @return this
         */
        public Options stepSizes(double min, double max) {
            return put("step_sizes", Tuple.of(min, max));
        }

        @Override
        protected Options self() {
            return this;
        }

        @Override
        protected void check() {
            checkLearningRate("Invalid learning rate: ");
            double[] etas = OptionValues.numbers("etas", get("etas"), 2);
            if (!(etas[0] > 0 && etas[0] < 1 && etas[1] > 1)) {
                throw new IllegalArgumentException(
                        "Invalid eta values: " + OptionValues.text(OptionValues.item(get("etas"), 0)) + ", "
                                + OptionValues.text(OptionValues.item(get("etas"), 1)));
            }
        }
    }

    /**
     * Makes an optimizer with the default options.
     *
     * @param params the parameters
     */
    public Rprop(Iterable<? extends Tensor> params) {
        this(oneGroup(params), options -> {});
    }

    /**
     * Makes an optimizer.
     *
     * @param params the parameters
     * @param options sets the options
     */
    public Rprop(Iterable<? extends Tensor> params, Consumer<? super Options> options) {
        this(oneGroup(params), options);
    }

    /**
     * Makes an optimizer of parameters by name with the default options; state dicts then have the names.
     *
     * @param params the parameters, such as {@code net.namedParameters()}
     */
    public Rprop(Map<String, ? extends Tensor> params) {
        this(oneGroup(params), options -> {});
    }

    /**
     * Makes an optimizer of parameters by name; state dicts then have the names.
     *
     * @param params the parameters, such as {@code net.namedParameters()}
     * @param options sets the options
     */
    public Rprop(Map<String, ? extends Tensor> params, Consumer<? super Options> options) {
        this(oneGroup(params), options);
    }

    /**
     * Makes an optimizer with several groups of parameters.
     *
     * @param groups the groups, each with options of its own
     * @param options sets what groups have that do not say otherwise
     */
    public Rprop(List<ParamGroup> groups, Consumer<? super Options> options) {
        super(groups, new Options().with(options));
    }

    @Override
    void begin(ParamState state, Tensor param, Tensor grad, ParamGroup group) {
        state.startSteps();
        state.putZerosLike("prev", param);
        Tensor stepSize = Torch.zerosLike(grad);
        (param.dtype().isComplex() ? Torch.viewAsReal(stepSize) : stepSize).fill_(group.lr());
        state.put("step_size", stepSize);
    }

    @Override
    Capturing capturing(boolean foreach) {
        return new Capturing("params and state_steps", true);
    }

    @Override
    StepRule rule(ParamGroup group) {
        return new RpropRule(group);
    }

    @Override
    StepRule foreachRule(ParamGroup group) {
        return new RpropForeach(group);
    }

    @Override
    protected void migrate(ParamGroup group) {
        setDefaults(group, "foreach", null, "maximize", false, "differentiable", false, "capturable", false);
    }
}
