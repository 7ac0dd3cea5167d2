package dev.sconce.torch;

import org.jspecify.annotations.Nullable;

/** What {@link Autocast#with} can be told. */
public final class AutocastOptions {
    @Nullable
    DType dtype;

    boolean enabled = true;

    @Nullable
    Boolean cacheEnabled;

    AutocastOptions() {}

    /**
     * Sets what operations that gain from it run in.
     *
     * @param dtype {@code bfloat16} or {@code float16}; without, {@link Autocast#dtype}
     * @return this
     */
    public AutocastOptions dtype(DType dtype) {
        this.dtype = dtype;
        return this;
    }

    /**
     * Sets whether operations run in that type at all.
     *
     * @param enabled true without this call; false for a stretch in which they run in the types of their arguments
     * @return this
     */
    public AutocastOptions enabled(boolean enabled) {
        this.enabled = enabled;
        return this;
    }

    /**
     * Sets whether what a leaf that requires a gradient was cast to is kept until the outermost stretch ends.
     *
     * @param cacheEnabled without, {@link TorchSettings#isAutocastCacheEnabled}, which is true unless it was set
     * @return this
     */
    public AutocastOptions cacheEnabled(boolean cacheEnabled) {
        this.cacheEnabled = cacheEnabled;
        return this;
    }
}
