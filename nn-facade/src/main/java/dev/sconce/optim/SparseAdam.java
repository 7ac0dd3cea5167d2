package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * {@link Adam} for sparse gradients, such as those of embeddings: it touches only what the gradient names
 * ({@code torch.optim.SparseAdam}).
 *
 * <p>State: {@code step}, an int; {@code exp_avg} and {@code exp_avg_sq}, of the parameter's shape and dtype. Parameters are
 * dense and real, gradients sparse.
 */
public final class SparseAdam extends TensorwiseOptimizer {
    /** The options of {@link SparseAdam}. */
    public static final class Options extends OptimizerOptions<Options>
            implements NamedOptions.Betas<Options>, NamedOptions.Epsilon<Options>, NamedOptions.Maximize<Options> {
        /** The defaults: {@code lr} 0.001, {@code betas} (0.9, 0.999), {@code eps} 1e-8. */
        public Options() {
            super("SparseAdam");
            define("lr", 0.001);
            define("betas", Tuple.of(0.9, 0.999));
            define("eps", 1e-8);
            define("maximize", false);
        }

        @Override
        protected Options self() {
            return this;
        }

        @Override
        protected void check() {
            checkOneElement();
            checkPositive("lr", "Invalid learning rate: ");
            checkPositive("eps", "Invalid epsilon value: ");
            checkBetas();
        }

        private void checkPositive(String name, String complaint) {
            if (!(number(name) > 0)) {
                throw new IllegalArgumentException(complaint + text(name));
            }
        }
    }

    /**
     * Makes an optimizer with the default options.
     *
     * @param params the parameters
     */
    public SparseAdam(Iterable<? extends Tensor> params) {
        this(oneGroup(params), options -> {});
    }

    /**
     * Makes an optimizer.
     *
     * @param params the parameters
     * @param options sets the options
     */
    public SparseAdam(Iterable<? extends Tensor> params, Consumer<? super Options> options) {
        this(oneGroup(params), options);
    }

    /**
     * Makes an optimizer of parameters by name with the default options; state dicts then have the names.
     *
     * @param params the parameters, such as {@code net.namedParameters()}
     */
    public SparseAdam(Map<String, ? extends Tensor> params) {
        this(oneGroup(params), options -> {});
    }

    /**
     * Makes an optimizer of parameters by name; state dicts then have the names.
     *
     * @param params the parameters, such as {@code net.namedParameters()}
     * @param options sets the options
     */
    public SparseAdam(Map<String, ? extends Tensor> params, Consumer<? super Options> options) {
        this(oneGroup(params), options);
    }

    /**
     * Makes an optimizer with several groups of parameters.
     *
     * @param groups the groups, each with options of its own
     * @param options sets what groups have that do not say otherwise
     */
    public SparseAdam(List<ParamGroup> groups, Consumer<? super Options> options) {
        super(groups, new Options().with(options));
        checkParams(groups, Tensor::isSparse, "Sparse", "SparseAdam requires dense parameter tensors");
        checkParams(
                groups,
                param -> param.dtype().isComplex(),
                "Complex",
                "SparseAdam does not support complex parameters");
    }

    private static void checkParams(List<ParamGroup> groups, Predicate<Tensor> refused, String kind, String complaint) {
        List<String> places = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            List<Tensor> params = groups.get(i).params();
            for (int j = 0; j < params.size(); j++) {
                if (refused.test(params.get(j))) {
                    places.add("[" + i + ", " + j + "]");
                }
            }
        }
        if (!places.isEmpty()) {
            throw new IllegalArgumentException(kind + " params at indices " + places + ": " + complaint);
        }
    }

    @Override
    void checkGrad(Tensor param, Tensor grad, ParamGroup group) {
        if (!grad.isSparse()) {
            throw new IllegalArgumentException(
                    "SparseAdam does not support dense gradients, please consider Adam instead");
        }
    }

    @Override
    Set<String> scalarStates() {
        return Set.of();
    }

    @Override
    void begin(ParamState state, Tensor param, Tensor grad, ParamGroup group) {
        state.put(SparseAdamRule.STEP, 0L);
        state.putZerosLike("exp_avg", param);
        state.putZerosLike("exp_avg_sq", param);
    }

    @Override
    StepRule rule(ParamGroup group) {
        return new SparseAdamRule(group);
    }

    @Override
    StepRule foreachRule(ParamGroup group) {
        return rule(group);
    }
}
