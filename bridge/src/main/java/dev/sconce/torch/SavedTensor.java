package dev.sconce.torch;

import dev.sconce.checkpoint.model.PyGlobal;
import org.jspecify.annotations.Nullable;

/** A tensor out of a checkpoint that was more than a tensor there; it goes back as what it was. */
final class SavedTensor extends Tensor {
    private final boolean parameter;
    private final @Nullable Object attributes;
    private final @Nullable PyGlobal pythonClass;

    /**
     * Gives a tensor its role.
     *
     * @param attributes the Java form of the Python object's own attributes, or null
     * @param pythonClass the subclass of {@code torch.Tensor}, or null
     */
    SavedTensor(Tensor same, boolean parameter, @Nullable Object attributes, @Nullable PyGlobal pythonClass) {
        super(same);
        this.parameter = parameter;
        this.attributes = attributes;
        this.pythonClass = pythonClass;
    }

    @Override
    protected boolean isParameter() {
        return parameter;
    }

    @Nullable
    Object attributes() {
        return attributes;
    }

    @Nullable
    PyGlobal pythonClass() {
        return pythonClass;
    }
}
