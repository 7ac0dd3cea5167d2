package dev.sconce.torch;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operation with a gradient of its own, as {@code torch.autograd.Function}.
 *
 * <pre>{@code
 * final class Exp extends AutogradFunction {
 *     protected List<Tensor> forward(FunctionContext ctx, List<Tensor> inputs) {
 *         Tensor result = inputs.get(0).exp();
 *         ctx.saveForBackward(result);
 *         return List.of(result);
 *     }
 *
 *     protected List<Tensor> backward(FunctionContext ctx, List<Tensor> gradOutputs) {
 *         return List.of(gradOutputs.get(0).mul(ctx.savedTensors().get(0)));
 *     }
 * }
 *
 * Tensor y = new Exp().applyOne(x);
 * }</pre>
 *
 * <p>Arguments that are no tensors are fields of the subclass, or are kept by {@link FunctionContext#put} if one object is
 * applied more than once. A backward function that is made of differentiable
 * operations is itself differentiable. It must not hold the outputs in fields: what it needs of them goes through
 * {@link FunctionContext#saveForBackward}, or the graph is never freed.
 */
public abstract class AutogradFunction {
    /** For subclasses. */
    protected AutogradFunction() {}

    /**
     * Computes the outputs; its operations are not recorded.
     *
     * @param ctx takes what the backward function needs
     * @param inputs the arguments of the call; null where it was given null
     * @return at least one tensor; integer ones have no gradient
     */
    protected abstract List<Tensor> forward(FunctionContext ctx, List<Tensor> inputs);

    /**
     * Computes the gradients with respect to the inputs. Its operations are recorded when higher derivatives are wanted.
     *
     * @param ctx what the forward function saved
     * @param gradOutputs one gradient for each output, zeros for those that were not used (or null, after
     *     {@link FunctionContext#setMaterializeGrads setMaterializeGrads(false)})
     * @return one gradient for each input, or null for none: a leaf that has no gradient keeps none, and
     *     {@link Autograd#grad} gives null for it (what was computed before the input gets zeros in its place)
     */
    protected abstract List<? extends @Nullable Tensor> backward(FunctionContext ctx, List<Tensor> gradOutputs);

    /** What Python calls the node. */
    String nodeName() {
        String simple = getClass().getSimpleName();
        return (simple.isEmpty() ? AutogradFunction.class.getSimpleName() : simple) + "Backward";
    }

    /**
     * Applies the operation, and records it if an input requires a gradient.
     *
     * @param inputs the arguments; null for one that is left out
     * @return what {@link #forward} returned
     * @throws TorchException if the forward function broke a rule of {@link FunctionContext}
     */
    public final List<Tensor> apply(@Nullable Tensor... inputs) {
        return FunctionGraph.apply(this, Arrays.asList(inputs.clone()));
    }

    /**
     * Applies an operation of one output.
     *
     * @param inputs the arguments; null for one that is left out
     * @return the first output
     * @throws TorchException if the forward function broke a rule of {@link FunctionContext}
     */
    public final Tensor applyOne(@Nullable Tensor... inputs) {
        return apply(inputs).get(0);
    }
}
