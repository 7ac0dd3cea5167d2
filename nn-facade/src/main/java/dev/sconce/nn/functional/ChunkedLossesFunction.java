package dev.sconce.nn.functional;

import dev.sconce.nn.functional.ChunkedLinearLoss.Result;
import dev.sconce.nn.functional.ChunkedLinearLoss.Wanted;
import dev.sconce.torch.AutogradFunction;
import dev.sconce.torch.FunctionContext;
import dev.sconce.torch.Tensor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The chunked losses of all samples ({@code _linear_cross_entropy_batch_chunked_no_reduction}): the backward pass computes
 * the chunks again, since the gradients of the losses are known only then.
 */
final class ChunkedLossesFunction extends AutogradFunction {
    private final LinearLossInputs form;
    private final long ignoreIndex;
    private final ChunkSettings settings;

    ChunkedLossesFunction(LinearLossInputs form, long ignoreIndex, ChunkSettings settings) {
        this.form = form;
        this.ignoreIndex = ignoreIndex;
        this.settings = settings;
    }

    private ChunkedLinearLoss loss(List<Tensor> inputs) {
        return new ChunkedLinearLoss(form.like(inputs), "none", ignoreIndex, settings);
    }

    @Override
    protected List<Tensor> forward(FunctionContext ctx, List<Tensor> inputs) {
        ctx.saveForBackward(form.like(inputs).detached().toArray());
        return List.of(loss(inputs).losses());
    }

    @Override
    protected List<? extends @Nullable Tensor> backward(FunctionContext ctx, List<Tensor> gradOutputs) {
        boolean bias = form.linearBias() != null;
        Wanted wanted = new Wanted(ctx.needsInputGrad(0), ctx.needsInputGrad(1), bias && ctx.needsInputGrad(3));
        Result result = loss(ctx.savedTensors()).run(wanted, gradOutputs.get(0));
        @Nullable Tensor[] grads = new Tensor[form.toArray().length];
        grads[0] = result.input();
        grads[1] = result.linearWeight();
        if (bias) {
            grads[3] = result.linearBias();
        }
        return Arrays.asList(grads);
    }
}
