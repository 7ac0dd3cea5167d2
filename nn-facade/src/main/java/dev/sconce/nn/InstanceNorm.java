package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Normalizes each channel of each sample ({@code _InstanceNorm}); the subclasses say of what shape. */
public abstract class InstanceNorm extends NormBase {
    private final int dimsWithoutBatch;

    InstanceNorm(long numFeatures, int dimsWithoutBatch, NormOptions options) {
        super(numFeatures, options);
        this.dimsWithoutBatch = dimsWithoutBatch;
    }

    @Override
    final void checkInputDim(Tensor input) {
        requireDims(input, dimsWithoutBatch, dimsWithoutBatch + 1);
    }

    @Override
    protected Tensor forward(Tensor input) {
        checkInputDim(input);
        int channelDim = input.dim() - dimsWithoutBatch;
        if (affine && input.size(channelDim) != numFeatures) {
            throw new IllegalArgumentException("expected input's size at dim=" + channelDim + " to match num_features ("
                    + numFeatures + "), but got: " + input.size(channelDim) + ".");
        }
        return channelDim == 0 ? normalize(input.unsqueeze(0)).squeeze(0) : normalize(input);
    }

    private Tensor normalize(Tensor input) {
        return F.instanceNorm(
                input,
                runningMean,
                runningVar,
                weight,
                bias,
                isTraining() || !trackRunningStats,
                momentum == null ? 0.0 : momentum,
                eps);
    }

    /** Dicts from before version 2 may hold running statistics that were kept by default then. */
    @Override
    protected void loadFromStateDict(StateDictLoad load, String prefix) {
        if (!load.localMetadata(prefix).containsKey("version") && !trackRunningStats) {
            List<String> found = new ArrayList<>();
            for (String name : List.of("running_mean", "running_var")) {
                if (load.values().remove(prefix + name) != null) {
                    found.add("\"" + prefix + name + "\"");
                }
            }
            if (!found.isEmpty()) {
                load.errors()
                        .add("Unexpected running stats buffer(s) " + String.join(" and ", found) + " for "
                                + getName()
                                + " with track_running_stats=False. If state_dict is a checkpoint saved before"
                                + " 0.4.0, this may be expected because " + getName()
                                + " does not track running stats by"
                                + " default since 0.4.0. Please remove these keys from state_dict. If the running stats are"
                                + " actually needed, instead set track_running_stats=True in " + getName()
                                + " to enable them. See the documentation of " + getName() + " for details.");
            }
        }
        super.loadFromStateDict(load, prefix);
    }
}
