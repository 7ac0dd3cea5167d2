package dev.sconce.optim.swa;

import dev.sconce.torch.Device;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Options of {@link AveragedModel}. */
public final class AveragedModelOptions {
    @Nullable
    Device device;

    @Nullable
    AveragingFunction avgFn;

    @Nullable
    MultiAveragingFunction multiAvgFn;

    boolean useBuffers = false;

    private AveragedModelOptions() {}

    static AveragedModelOptions of(Consumer<AveragedModelOptions> options) {
        AveragedModelOptions chosen = new AveragedModelOptions();
        options.accept(chosen);
        if (chosen.avgFn != null && chosen.multiAvgFn != null) {
            throw new IllegalArgumentException("Only one of avg_fn and multi_avg_fn should be provided");
        }
        return chosen;
    }

    /**
     * Where the averages are kept.
     *
     * @param device the device; the model's own by default
     * @return this
     */
    public AveragedModelOptions device(Device device) {
        this.device = device;
        return this;
    }

    /**
     * How one tensor is averaged.
     *
     * @param avgFn the function; the plain mean by default
     * @return this
     */
    public AveragedModelOptions avgFn(AveragingFunction avgFn) {
        this.avgFn = avgFn;
        return this;
    }

    /**
     * How all tensors of one device and dtype are averaged at once.
     *
     * @param multiAvgFn the function; none by default
     * @return this
     */
    public AveragedModelOptions multiAvgFn(MultiAveragingFunction multiAvgFn) {
        this.multiAvgFn = multiAvgFn;
        return this;
    }

    /**
     * Whether buffers are averaged too, and not copied.
     *
     * @param useBuffers false by default
     * @return this
     */
    public AveragedModelOptions useBuffers(boolean useBuffers) {
        this.useBuffers = useBuffers;
        return this;
    }
}
