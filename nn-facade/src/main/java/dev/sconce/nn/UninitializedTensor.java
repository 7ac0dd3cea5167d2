package dev.sconce.nn;

import org.jspecify.annotations.Nullable;

/** A parameter or buffer whose shape is not known until {@code materialize} ({@code UninitializedTensorMixin}). */
sealed interface UninitializedTensor permits UninitializedParameter, UninitializedBuffer {
    /** What Python says of the shape, such as in {@code load_state_dict}. */
    String NO_SHAPE = "Can't access the shape of an uninitialized parameter or buffer. This error usually happens in"
            + " `load_state_dict` when trying to load an uninitialized parameter into an initialized one. Call `forward`"
            + " to initialize the parameters before accessing their attributes.";

    /** Whether the shape is not known yet. */
    boolean isUninitialized();

    /** Gives it a shape; its values are whatever the memory holds. */
    void materialize(long... shape);

    /** Whether a value is of this kind, and has no shape yet ({@code is_lazy}). */
    static boolean is(@Nullable Object value) {
        return value instanceof UninitializedTensor tensor && tensor.isUninitialized();
    }

    /** Whether a parameter or buffer of a module itself has no shape yet. */
    static boolean isAnyOf(Module module) {
        return module.registry().entries().stream().anyMatch(entry -> is(entry.value));
    }

    /** Gives a shape to a value that may be one without; null is none. */
    static void materialize(@Nullable Object value, long... shape) {
        if (value instanceof UninitializedTensor tensor) {
            tensor.materialize(shape);
        }
    }
}
