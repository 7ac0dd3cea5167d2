package dev.sconce.nn.functional;

import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Options of {@link F#scaledMm} and {@link F#scaledGroupedMm}. */
public final class ScaledMmOptions {
    @Nullable
    Tensor bias;

    @Nullable
    Tensor offs;

    @Nullable
    DType outputDtype = DType.BFLOAT16;

    long[] contractionDim = {};
    boolean useFastAccum;

    private ScaledMmOptions() {}

    static ScaledMmOptions of(Consumer<ScaledMmOptions> options) {
        ScaledMmOptions chosen = new ScaledMmOptions();
        options.accept(chosen);
        return chosen;
    }

    /**
     * What is added to the product.
     *
     * @param bias null by default
     * @return this
     */
    public ScaledMmOptions bias(@Nullable Tensor bias) {
        this.bias = bias;
        return this;
    }

    /**
     * Where the groups end, for a product of groups.
     *
     * @param offs growing {@code int32} numbers; null by default
     * @return this
     */
    public ScaledMmOptions offs(@Nullable Tensor offs) {
        this.offs = offs;
        return this;
    }

    /**
     * The type of the product.
     *
     * @param outputDtype bfloat16 by default; null for the matrices' own
     * @return this
     */
    public ScaledMmOptions outputDtype(@Nullable DType outputDtype) {
        this.outputDtype = outputDtype;
        return this;
    }

    /**
     * The dimensions that are summed over.
     *
     * @param contractionDim none by default, for the usual ones
     * @return this
     */
    public ScaledMmOptions contractionDim(long... contractionDim) {
        this.contractionDim = contractionDim.clone();
        return this;
    }

    /**
     * Whether sums may be less exact and faster, on GPUs of the Hopper kind.
     *
     * @param useFastAccum false by default
     * @return this
     */
    public ScaledMmOptions useFastAccum(boolean useFastAccum) {
        this.useFastAccum = useFastAccum;
        return this;
    }
}
