package dev.sconce.nn.functional;

import dev.sconce.nn.functional.ChunkedLinearLoss.Result;
import dev.sconce.nn.functional.ChunkedLinearLoss.Wanted;
import dev.sconce.torch.AutogradFunction;
import dev.sconce.torch.FunctionContext;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TorchException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The mean or sum of chunked losses ({@code _linear_cross_entropy_batch_chunked}): the forward pass computes the gradients
 * too, and the backward pass multiplies them by the loss's own.
 */
final class ChunkedLossFunction extends AutogradFunction {
    private final LinearLossInputs form;
    private final String reduction;
    private final long ignoreIndex;
    private final ChunkSettings settings;
    private boolean spent;

    ChunkedLossFunction(LinearLossInputs form, String reduction, long ignoreIndex, ChunkSettings settings) {
        this.form = form;
        this.reduction = reduction;
        this.ignoreIndex = ignoreIndex;
        this.settings = settings;
    }

    private Wanted wanted(FunctionContext ctx) {
        return new Wanted(
                ctx.needsInputGrad(0), ctx.needsInputGrad(1), form.linearBias() != null && ctx.needsInputGrad(3));
    }

    @Override
    protected List<Tensor> forward(FunctionContext ctx, List<Tensor> inputs) {
        Result result =
                new ChunkedLinearLoss(form.like(inputs), reduction, ignoreIndex, settings).run(wanted(ctx), null);
        List<Tensor> grads = new ArrayList<>();
        for (Tensor grad : new Tensor[] {result.input(), result.linearWeight(), result.linearBias()}) {
            if (grad != null) {
                grads.add(grad);
            }
        }
        ctx.saveForBackward(grads.toArray(Tensor[]::new));
        return List.of(result.loss());
    }

    @Override
    protected List<? extends @Nullable Tensor> backward(FunctionContext ctx, List<Tensor> gradOutputs) {
        if (spent) {
            throw new TorchException("linear_cross_entropy chunked backward called twice; retain_graph=True / double"
                    + " backward are not supported.");
        }
        spent = !settings.allowRetainGraph();
        Tensor factor = gradOutputs.get(0);
        Wanted wanted = wanted(ctx);
        List<Tensor> saved = new ArrayList<>(ctx.savedTensors());
        List<@Nullable Tensor> grads = new ArrayList<>();
        for (int i = 0; i < form.toArray().length; i++) {
            boolean wants = i == 0 ? wanted.input() : i == 1 ? wanted.linearWeight() : i == 3 && wanted.linearBias();
            Tensor grad = wants ? saved.remove(0) : null;
            grads.add(grad == null ? null : spent ? grad.mul_(factor) : grad.mul(factor));
        }
        return grads;
    }
}
