package dev.sconce.torch;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What kind of tensor a factory makes: the {@code dtype}, {@code layout}, {@code device}, {@code pin_memory} and
 * {@code requires_grad} of Python's factories.
 *
 * <pre>{@code
 * zeros(o -> o.dtype(FLOAT64).requiresGrad(true), 2, 3)
 * }</pre>
 */
public final class TensorOptions {
    /** The native twins that were asked for; there are few kinds of tensors in a program. */
    private static final ConcurrentMap<Kind, org.bytedeco.pytorch.TensorOptions> NATIVE = new ConcurrentHashMap<>();

    @Nullable
    DType dtype;

    @Nullable
    Layout layout;

    @Nullable
    Device device;

    @Nullable
    Boolean pinMemory;

    private boolean requiresGrad;

    TensorOptions(@Nullable DType dtype) {
        this.dtype = dtype;
    }

    /**
     * Sets the type of the elements.
     *
     * @param dtype instead of the default, which the factory or {@code torch.set_default_dtype} says
     * @return this
     */
    public TensorOptions dtype(DType dtype) {
        this.dtype = dtype;
        return this;
    }

    /**
     * Sets the storage layout.
     *
     * @param layout instead of {@link Layout#STRIDED}
     * @return this
     */
    public TensorOptions layout(Layout layout) {
        this.layout = layout;
        return this;
    }

    /**
     * Sets the device.
     *
     * @param device instead of the CPU, or of the device of the tensor that the new one is modelled on
     * @return this
     */
    public TensorOptions device(Device device) {
        this.device = device;
        return this;
    }

    /**
     * Sets the device.
     *
     * @param device its name, such as {@code cuda:0}
     * @return this
     * @throws IllegalArgumentException if it is not the name of a device
     */
    public TensorOptions device(String device) {
        return device(Device.of(device));
    }

    /**
     * Puts the tensor in page-locked memory, from where it is copied to a CUDA device faster.
     *
     * @param pinMemory instead of false
     * @return this
     */
    public TensorOptions pinMemory(boolean pinMemory) {
        this.pinMemory = pinMemory;
        return this;
    }

    /**
     * Records operations on the tensor for gradients.
     *
     * @param requiresGrad instead of false
     * @return this
     */
    public TensorOptions requiresGrad(boolean requiresGrad) {
        this.requiresGrad = requiresGrad;
        return this;
    }

    /** The native twin, without {@code requires_grad}: the native factories refuse it. */
    org.bytedeco.pytorch.TensorOptions toNative() {
        return NATIVE.computeIfAbsent(new Kind(dtype, layout, device, pinMemory), Kind::toNative);
    }

    /** Does for the new tensor what the native factory cannot. */
    Tensor finish(Tensor made) {
        if (requiresGrad) {
            try {
                made.handle().requires_grad_(true); // not Tensor's own: Python words the two refusals differently
            } catch (RuntimeException e) {
                throw TorchException.from(e);
            }
        }
        return made;
    }

    private record Kind(
            @Nullable DType dtype,
            @Nullable Layout layout,
            @Nullable Device device,
            @Nullable Boolean pinMemory) {

        org.bytedeco.pytorch.TensorOptions toNative() {
            return Marshal.kept(new org.bytedeco.pytorch.TensorOptions()
                    .dtype(Marshal.optional(dtype))
                    .layout(Marshal.optional(layout))
                    .device(Marshal.optional(device))
                    .pinned_memory(Marshal.optional(pinMemory)));
        }
    }
}
