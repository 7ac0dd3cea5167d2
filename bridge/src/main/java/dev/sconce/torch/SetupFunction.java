package dev.sconce.torch;

import java.util.List;

/**
 * An {@link AutogradFunction} whose forward function knows no context: what the backward function needs is kept by a
 * method of its own, as by Python's {@code setup_context}.
 *
 * <pre>{@code
 * final class Exp extends SetupFunction {
 *     protected List<Tensor> forward(List<Tensor> inputs) {
 *         return List.of(inputs.get(0).exp());
 *     }
 *
 *     protected void setupContext(FunctionContext ctx, List<Tensor> inputs, List<Tensor> outputs) {
 *         ctx.saveForBackward(outputs.get(0));
 *     }
 *
 *     protected List<Tensor> backward(FunctionContext ctx, List<Tensor> gradOutputs) {
 *         return List.of(gradOutputs.get(0).mul(ctx.savedTensors().get(0)));
 *     }
 * }
 * }</pre>
 */
public abstract class SetupFunction extends AutogradFunction {
    /** For subclasses. */
    protected SetupFunction() {}

    /**
     * Computes the outputs; its operations are not recorded.
     *
     * @param inputs the arguments of the call
     * @return at least one tensor
     */
    protected abstract List<Tensor> forward(List<Tensor> inputs);

    /**
     * Keeps what the backward function needs, and says what is to be known of inputs and outputs; not recorded either.
     *
     * @param ctx takes it
     * @param inputs the arguments of the call
     * @param outputs what {@link #forward(List)} returned
     */
    protected abstract void setupContext(FunctionContext ctx, List<Tensor> inputs, List<Tensor> outputs);

    @Override
    protected final List<Tensor> forward(FunctionContext ctx, List<Tensor> inputs) {
        List<Tensor> outputs = forward(inputs);
        setupContext(ctx, inputs, outputs);
        return outputs;
    }
}
