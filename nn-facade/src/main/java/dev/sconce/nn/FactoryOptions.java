package dev.sconce.nn;

import dev.sconce.torch.DType;
import dev.sconce.torch.Device;
import org.jspecify.annotations.Nullable;

/**
 * Options of every module that makes parameters: where, and of what type.
 *
 * @param <S> the class itself
 */
public abstract class FactoryOptions<S extends FactoryOptions<S>> {
    private @Nullable Device device;
    private @Nullable DType dtype;

    FactoryOptions() {}

    /**
     * Where the parameters are made.
     *
     * @param device the device; the host by default
     * @return this
     */
    public final S device(@Nullable Device device) {
        this.device = device;
        return self();
    }

    /**
     * The type of the parameters.
     *
     * @param dtype the type; float32 by default
     * @return this
     */
    public final S dtype(@Nullable DType dtype) {
        this.dtype = dtype;
        return self();
    }

    @SuppressWarnings("unchecked") // S is the subclass by contract
    private S self() {
        return (S) this;
    }

    final TensorFactory factory() {
        return new TensorFactory(device, dtype);
    }
}
