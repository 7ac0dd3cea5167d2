package dev.sconce.torch;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link Autograd#backward} and {@link Tensor#backward(java.util.function.Consumer)} can be told. */
public final class BackwardOptions {
    @Nullable
    List<@Nullable Tensor> gradients;

    @Nullable
    Boolean retainGraph;

    boolean createGraph;

    @Nullable
    List<Tensor> inputs;

    BackwardOptions() {}

    /**
     * The gradients with respect to the tensors that the pass begins at; without, they must be scalars, and it is 1.
     *
     * @param gradients one for each tensor, of its shape; null for a scalar's 1
     * @return this
     */
    public BackwardOptions gradients(@Nullable Tensor... gradients) {
        this.gradients = Arrays.asList(gradients.clone());
        return this;
    }

    /**
     * The gradient with respect to the one tensor that the pass begins at.
     *
     * @param gradient a tensor of its shape
     * @return this
     */
    public BackwardOptions gradient(Tensor gradient) {
        return gradients(gradient);
    }

    /**
     * Whether the graph is kept for another pass; without, it is if {@link #createGraph} is set.
     *
     * @param retain whether to keep it
     * @return this
     */
    public BackwardOptions retainGraph(boolean retain) {
        retainGraph = retain;
        return this;
    }

    /**
     * Whether the pass itself is recorded, for higher derivatives; false without.
     *
     * @param create whether to record
     * @return this
     */
    public BackwardOptions createGraph(boolean create) {
        createGraph = create;
        return this;
    }

    /**
     * The tensors whose gradients are added up; without, those are all leaves that the pass reaches.
     *
     * @param inputs at least one tensor
     * @return this
     */
    public BackwardOptions inputs(Tensor... inputs) {
        return inputs(List.of(inputs));
    }

    /**
     * The tensors whose gradients are added up; without, those are all leaves that the pass reaches.
     *
     * @param inputs at least one tensor
     * @return this
     * @throws IllegalArgumentException if there is none
     */
    public BackwardOptions inputs(List<? extends Tensor> inputs) {
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("`inputs` argument to `backward()` cannot be empty.");
        }
        this.inputs = List.copyOf(inputs);
        return this;
    }
}
