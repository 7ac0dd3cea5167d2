package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * {@link Adam} whose weight decay acts on the weights themselves and not through the averages
 * ({@code torch.optim.AdamW}). The default weight decay is 0.01.
 *
 * <p>State: as for {@link Adam}.
 */
public final class AdamW extends Adam {
    /**
     * Makes an optimizer with the default options.
     *
     * @param params the parameters
     */
    public AdamW(Iterable<? extends Tensor> params) {
        this(oneGroup(params), options -> {});
    }

    /**
     * Makes an optimizer.
     *
     * @param params the parameters
     * @param options sets the options
     */
    public AdamW(Iterable<? extends Tensor> params, Consumer<? super Options> options) {
        this(oneGroup(params), options);
    }

    /**
     * Makes an optimizer of parameters by name with the default options; state dicts then have the names.
     *
     * @param params the parameters, such as {@code net.namedParameters()}
     */
    public AdamW(Map<String, ? extends Tensor> params) {
        this(oneGroup(params), options -> {});
    }

    /**
     * Makes an optimizer of parameters by name; state dicts then have the names.
     *
     * @param params the parameters, such as {@code net.namedParameters()}
     * @param options sets the options
     */
    public AdamW(Map<String, ? extends Tensor> params, Consumer<? super Options> options) {
        this(oneGroup(params), options);
    }

    /**
     * Makes an optimizer with several groups of parameters.
     *
     * @param groups the groups, each with options of its own
     * @param options sets what groups have that do not say otherwise
     */
    public AdamW(List<ParamGroup> groups, Consumer<? super Options> options) {
        super(groups, new Options("AdamW", 0.01, true).with(options));
    }

    @Override
    protected void migrate(ParamGroup group) {
        super.migrate(group);
        group.decoupledWeightDecay(true);
    }
}
