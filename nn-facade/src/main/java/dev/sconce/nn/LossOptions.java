package dev.sconce.nn;

import org.jspecify.annotations.Nullable;

/**
 * Options of every loss: how it becomes one number.
 *
 * @param <S> the class itself
 */
public abstract class LossOptions<S extends LossOptions<S>> {
    private String reduction = "mean";
    private @Nullable Boolean sizeAverage;
    private @Nullable Boolean reduce;

    LossOptions() {}

    /**
     * How the losses of the elements become the result.
     *
     * @param reduction {@code mean} (default), {@code sum}, or {@code none}
     * @return this
     */
    public final S reduction(String reduction) {
        this.reduction = reduction;
        return self();
    }

    /**
     * Python's old form of {@link #reduction}: whether to take the mean and not the sum.
     *
     * @param sizeAverage null (default) to leave it to the reduction
     * @return this
     */
    public final S sizeAverage(@Nullable Boolean sizeAverage) {
        this.sizeAverage = sizeAverage;
        return self();
    }

    /**
     * Python's old form of {@link #reduction}: whether to make one number at all.
     *
     * @param reduce null (default) to leave it to the reduction
     * @return this
     */
    public final S reduce(@Nullable Boolean reduce) {
        this.reduce = reduce;
        return self();
    }

    @SuppressWarnings("unchecked") // S is the subclass by contract
    private S self() {
        return (S) this;
    }

    /** The reduction; the old forms win over the new one, as in Python ({@code legacy_get_string}). */
    final String reduction() {
        if (sizeAverage == null && reduce == null) {
            return reduction;
        }
        if (Boolean.FALSE.equals(reduce)) {
            return "none";
        }
        return Boolean.FALSE.equals(sizeAverage) ? "sum" : "mean";
    }
}
