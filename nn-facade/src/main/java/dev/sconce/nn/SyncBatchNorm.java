package dev.sconce.nn;

import dev.sconce.torch.Tensor;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Normalizes each channel over a batch of shape {@code (N, C, *)} whose parts lie with several processes.
 *
 * <p>As in Python, a process that is in no group normalizes its own batch, as {@link BatchNorm2d} does; so does every
 * process in evaluation. Groups of processes are not part of this library, so that there is nothing else yet.
 */
public class SyncBatchNorm extends BatchNorm {
    /** The group of processes; always null. */
    public final @Nullable Object processGroup = null;

    /**
     * Makes a layer.
     *
     * @param numFeatures the number of channels
     */
    public SyncBatchNorm(long numFeatures) {
        this(numFeatures, options -> {});
    }

    /**
     * Makes a layer.
     *
     * @param numFeatures the number of channels
     * @param options eps, momentum, affine, track running stats, bias, dtype, device
     */
    public SyncBatchNorm(long numFeatures, Consumer<NormOptions> options) {
        super(numFeatures, NormOptions.ofBatchNorm(options));
    }

    @Override
    void checkInputDim(Tensor input) {
        if (input.dim() < 2) {
            throw new IllegalArgumentException("expected at least 2D input (got " + input.dim() + "D input)");
        }
        if (input.size(1) == 0) {
            throw new IllegalArgumentException("SyncBatchNorm number of input channels should be non-zero");
        }
    }

    /**
     * Puts a layer of this class in the place of every batch normalization, with its parameters and buffers
     * ({@code convert_sync_batchnorm}).
     *
     * @param module a module with batch normalizations in it, whose fields are neither final nor of a narrower type than
     *     {@link BatchNorm}, or a batch normalization
     * @return the module itself, or the new layer for a batch normalization
     * @throws IllegalArgumentException if a field cannot hold the new layer
     */
    public static Module convertSyncBatchnorm(Module module) {
        Module output = module instanceof BatchNorm norm ? like(norm) : module;
        for (Map.Entry<String, Module> child : module.namedChildren().entrySet()) {
            Module converted = convertSyncBatchnorm(child.getValue());
            if (converted != child.getValue()) {
                output.addModule(child.getKey(), converted);
            }
        }
        return output;
    }

    private static SyncBatchNorm like(BatchNorm norm) {
        SyncBatchNorm made = new SyncBatchNorm(norm.numFeatures, options -> options.eps(norm.eps)
                .momentum(norm.momentum)
                .affine(norm.affine)
                .trackRunningStats(norm.trackRunningStats)
                .bias(norm.bias != null));
        if (norm.affine) {
            made.weight = norm.weight;
            made.bias = norm.bias;
        }
        made.runningMean = norm.runningMean;
        made.runningVar = norm.runningVar;
        made.numBatchesTracked = norm.numBatchesTracked;
        made.train(norm.isTraining());
        return made;
    }
}
