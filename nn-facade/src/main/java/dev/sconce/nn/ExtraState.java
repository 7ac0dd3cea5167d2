package dev.sconce.nn;

import org.jspecify.annotations.Nullable;

/**
 * A module that has more state than tensors ({@code get_extra_state}, {@code set_extra_state}): it stands in the state dict
 * under {@code _extra_state}.
 */
public interface ExtraState {
    /**
     * The state to save.
     *
     * @return a value of the kinds that a checkpoint can hold
     */
    @Nullable
    Object getExtraState();

    /**
     * Takes the state that was saved.
     *
     * @param state what {@link #getExtraState()} had returned
     */
    void setExtraState(@Nullable Object state);
}
