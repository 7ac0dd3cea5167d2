package dev.sconce.nn.functional;

import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import org.jspecify.annotations.Nullable;

/**
 * The cross entropy of a linear layer, chunk by chunk of the batch, with its gradients
 * ({@code _linear_cross_entropy_batch_chunked_accumulator} of torch/nn/modules/linear_cross_entropy.py).
 */
final class ChunkedLinearLoss {
    private final LinearLossInputs in;
    private final String reduction;
    private final long ignoreIndex;
    private final ChunkSettings settings;
    private final ChunkTypes types;

    ChunkedLinearLoss(LinearLossInputs inputs, String reduction, long ignoreIndex, ChunkSettings settings) {
        this.in = inputs;
        this.reduction = reduction;
        this.ignoreIndex = ignoreIndex;
        this.settings = settings;
        this.types = ChunkTypes.of(inputs.input().dtype(), settings);
    }

    /** Which gradients are wanted. */
    record Wanted(boolean input, boolean linearWeight, boolean linearBias) {
        boolean any() {
            return input || linearWeight || linearBias;
        }
    }

    /** A loss, and the gradients that were wanted. */
    record Result(
            Tensor loss,
            @Nullable Tensor input,
            @Nullable Tensor linearWeight,
            @Nullable Tensor linearBias) {}

    /** What all chunks share. */
    private record Batch(
            Tensor target,
            Tensor rowWeight,
            Tensor linearWeight,
            @Nullable Tensor linearBias) {}

    /** The losses of the samples, without gradients. */
    Tensor losses() {
        try (TensorScope scope = new TensorScope()) {
            Batch batch = batch(null);
            long samples = in.input().size(0);
            Tensor losses = Torch.empty(
                    options -> options.dtype(types.input()).device(in.input().device()), samples);
            for (long start = 0; start < samples; start += settings.size()) {
                try (TensorScope ofChunk = new TensorScope()) {
                    long length = Math.min(settings.size(), samples - start);
                    Tensor logits = shiftedLogits(batch, start, length);
                    Tensor ofTarget = ofTarget(logits, batch.target().narrow(0, start, length));
                    Tensor denominator = logits.exp_().sum(1, false, types.sums());
                    Tensor loss = denominator.log_().sub_(ofTarget.to(types.sums()));
                    loss.mul_(batch.rowWeight().narrow(0, start, length).to(types.sums()));
                    losses.narrow(0, start, length).copy_(loss);
                }
            }
            return scope.keep(losses);
        }
    }

    /**
     * The loss and its gradients.
     *
     * @param wanted which
     * @param lossGrads the gradients of the samples' losses for the reduction {@code none}, else null
     */
    Result run(Wanted wanted, @Nullable Tensor lossGrads) {
        try (TensorScope scope = new TensorScope()) {
            Batch batch = batch(lossGrads);
            long samples = in.input().size(0);
            Tensor loss = zeros(types.loss());
            if (reduction.equals("mean") && samples == 0) {
                loss.fill_(Double.NaN);
            }
            Result sums = new Result(
                    loss,
                    wanted.input() ? zeros(types.gradInput(), in.input().shape()) : null,
                    wanted.linearWeight()
                            ? zeros(types.input(), in.linearWeight().shape())
                            : null,
                    wanted.linearBias() ? zeros(types.input(), in.linearWeight().size(0)) : null);
            for (long start = 0; start < samples; start += settings.size()) {
                try (TensorScope ofChunk = new TensorScope()) {
                    addChunk(sums, batch, wanted, start, Math.min(settings.size(), samples - start));
                }
            }
            return new Result(
                    scope.keep(loss.to(types.input())),
                    sums.input == null ? null : scope.keep(sums.input.to(types.input())),
                    sums.linearWeight == null ? null : scope.keep(sums.linearWeight),
                    sums.linearBias == null ? null : scope.keep(sums.linearBias));
        }
    }

    private void addChunk(Result sums, Batch batch, Wanted wanted, long start, long length) {
        Tensor logits = shiftedLogits(batch, start, length);
        Tensor target = batch.target().narrow(0, start, length);
        Tensor rowWeight = batch.rowWeight().narrow(0, start, length);
        sums.loss.add_(rowWeight.dot(ofTarget(logits, target).to(rowWeight.dtype())));
        // The sum in the type of sums: in float16 it may be zero for a row of far numbers.
        Tensor denominator = logits.exp_().sum(1, false, types.sums());
        if (wanted.any()) {
            logits.mul_(rowWeight.div(denominator).to(types.logits()).unsqueeze(1));
        }
        sums.loss.sub_(rowWeight.to(denominator.dtype()).dot(denominator.log_()));
        if (sums.linearBias != null) {
            addBiasGrad(sums.linearBias, logits, target, rowWeight);
        }
        if (sums.input != null) {
            Tensor grad = batch.linearWeight()
                    .indexSelect(0, target)
                    .mul(rowWeight.to(types.logits()).unsqueeze(1));
            grad.addmm_(logits, batch.linearWeight(), 1, -1);
            sums.input.narrow(0, start, length).copy_(grad);
        }
        if (sums.linearWeight != null) {
            addWeightGrad(
                    sums.linearWeight, logits, target, rowWeight, in.input().narrow(0, start, length));
        }
    }

    private void addBiasGrad(Tensor sum, Tensor logits, Tensor target, Tensor rowWeight) {
        Tensor grad = types.isMixed() ? zeros(types.sums(), sum.shape()) : sum;
        grad.sub_(logits.sum(0, false, types.sums()));
        grad.indexAdd_(0, target, rowWeight);
        if (types.isMixed()) {
            sum.add_(grad.to(types.input()));
        }
    }

    private void addWeightGrad(Tensor sum, Tensor logits, Tensor target, Tensor rowWeight, Tensor input) {
        Tensor inSums = input.to(types.sums());
        Tensor weighted = inSums.mul(rowWeight.unsqueeze(1));
        if (types.direct()) {
            sum.addmm_(logits.t(), input, 1, -1);
            sum.indexAdd_(0, target, weighted.to(types.input()));
        } else {
            Tensor grad = logits.to(types.sums()).t().mm(inSums);
            grad.indexAdd_(0, target, weighted, -1);
            sum.sub_(grad);
        }
    }

    private Tensor shiftedLogits(Batch batch, long start, long length) {
        Tensor input = in.input().narrow(0, start, length).to(types.logits());
        Tensor logits = input.mm(batch.linearWeight().t());
        if (batch.linearBias() != null) {
            logits.add_(batch.linearBias());
        }
        return logits.sub_(logits.amax(1, true));
    }

    private static Tensor ofTarget(Tensor logits, Tensor target) {
        return logits.gather(1, target.unsqueeze(1)).squeeze(1);
    }

    private Batch batch(@Nullable Tensor lossGrads) {
        Tensor ignored = in.target().eq(ignoreIndex);
        boolean outside = ignoreIndex < 0 || ignoreIndex >= in.linearWeight().size(0);
        Tensor target = outside ? Torch.where(ignored, 0, in.target()) : in.target();
        return new Batch(
                target,
                rowWeight(ignored, target, lossGrads),
                in.linearWeight().to(types.logits()),
                in.linearBias() == null ? null : in.linearBias().to(types.logits()));
    }

    /**
     * The factor of each sample: that of its class, 0 for one that is ignored; negative, and by the divisor of the mean,
     * but for the losses of the samples, which need it as it is.
     */
    private Tensor rowWeight(Tensor ignored, Tensor target, @Nullable Tensor lossGrads) {
        Tensor weight = weightOfTarget(ignored, target);
        switch (reduction) {
            case "mean" -> {
                Tensor divisor = weight.sum();
                weight.div_(Torch.where(divisor.eq(0), Double.NaN, divisor.neg()));
            }
            case "sum" -> weight.neg_();
            default -> {
                if (lossGrads != null) {
                    weight.neg_().mul_(lossGrads.to(weight.dtype()));
                }
            }
        }
        return weight;
    }

    private Tensor weightOfTarget(Tensor ignored, Tensor target) {
        Tensor weight = in.weight();
        if (weight == null) {
            return ignored.bitwiseNot().to(types.sums());
        }
        Tensor ofTarget = target.numel() > weight.numel()
                ? weight.to(types.sums()).indexSelect(0, target)
                : weight.indexSelect(0, target).to(types.sums());
        return Torch.where(ignored, 0, ofTarget);
    }

    private Tensor zeros(DType dtype, long... shape) {
        return Torch.zeros(options -> options.dtype(dtype).device(in.input().device()), shape);
    }
}
