package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;

/** Normalizes each channel over the batch ({@code _BatchNorm}); the subclasses say of what shape. */
public abstract class BatchNorm extends NormBase {
    BatchNorm(long numFeatures, NormOptions options) {
        super(numFeatures, options);
    }

    @Override
    protected Tensor forward(Tensor input) {
        checkInputDim(input);
        boolean training = isTraining();
        double factor = momentum == null ? 0.0 : momentum;
        if (training && trackRunningStats && numBatchesTracked != null) {
            numBatchesTracked.add_(1);
            if (momentum == null) {
                factor = 1.0 / numBatchesTracked.itemLong();
            }
        }
        boolean useStats = !training || trackRunningStats;
        return F.batchNorm(
                input,
                useStats ? runningMean : null,
                useStats ? runningVar : null,
                weight,
                bias,
                training || (runningMean == null && runningVar == null),
                factor,
                eps);
    }
}
