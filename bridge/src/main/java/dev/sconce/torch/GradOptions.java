package dev.sconce.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link Autograd#grad} can be told. */
public final class GradOptions {
    @Nullable
    List<@Nullable Tensor> gradOutputs;

    @Nullable
    Boolean retainGraph;

    boolean createGraph;

    @Nullable
    Boolean allowUnused;

    boolean materializeGrads;

    boolean isGradsBatched;

    GradOptions() {}

    /**
     * The gradients with respect to the outputs; without, the outputs must be scalars, and it is 1.
     *
     * @param gradOutputs one for each output, of its shape; null for a scalar's 1
     * @return this
     */
    public GradOptions gradOutputs(@Nullable Tensor... gradOutputs) {
        return gradOutputs(Arrays.asList(gradOutputs));
    }

    /**
     * The gradients with respect to the outputs; without, the outputs must be scalars, and it is 1.
     *
     * @param gradOutputs one for each output, of its shape; null for a scalar's 1
     * @return this
     */
    public GradOptions gradOutputs(List<? extends @Nullable Tensor> gradOutputs) {
        this.gradOutputs = new ArrayList<>(gradOutputs);
        return this;
    }

    /**
     * Whether the graph is kept for another pass; without, it is if {@link #createGraph} is set.
     *
     * @param retain whether to keep it
     * @return this
     */
    public GradOptions retainGraph(boolean retain) {
        retainGraph = retain;
        return this;
    }

    /**
     * Whether the computation of the gradients is itself recorded, for higher derivatives; false without.
     *
     * @param create whether to record
     * @return this
     */
    public GradOptions createGraph(boolean create) {
        createGraph = create;
        return this;
    }

    /**
     * Whether inputs that the outputs do not depend on are allowed and get null; without, as {@link #materializeGrads}.
     *
     * @param allow whether to allow them
     * @return this
     */
    public GradOptions allowUnused(boolean allow) {
        allowUnused = allow;
        return this;
    }

    /**
     * Whether inputs that the outputs do not depend on get zeros in place of null; false without.
     *
     * @param materialize whether to make zeros
     * @return this
     */
    public GradOptions materializeGrads(boolean materialize) {
        materializeGrads = materialize;
        return this;
    }

    /**
     * Whether the first dimension of each gradient to begin with counts several passes; the results then have this
     * dimension, too ({@code is_grads_batched}). Python runs the passes as one, with {@code vmap}; here they run one
     * after the other, with the same values, and hooks see each of them.
     *
     * @param batched false without this call
     * @return this
     */
    public GradOptions isGradsBatched(boolean batched) {
        isGradsBatched = batched;
        return this;
    }
}
