package dev.sconce.optim;

import dev.sconce.torch.DType;
import dev.sconce.torch.Device;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import org.jspecify.annotations.Nullable;

/**
 * A number in a parameter's state that is a tensor of no dimensions in Python, such as {@code state['step']}. The
 * arithmetic of a step needs it as a number, so that it is kept as one here, and the tensor follows when someone looks at
 * it: that saves two native calls for each parameter and step.
 */
final class ScalarState {
    private final DType dtype;
    private final Device device;
    private @Nullable Tensor tensor;
    private double value;
    /** The tensor was given to others, who may have changed it, so that {@link #value} may be old. */
    private boolean tensorLeads;

    /** A number of a dtype, to which it is rounded. */
    ScalarState(double value, DType dtype, Device device) {
        this.dtype = dtype;
        this.device = device;
        this.value = dtype == DType.FLOAT32 ? (float) value : value;
    }

    /** {@code _get_scalar_dtype}: fused kernels count in single precision whatever the default is. */
    static DType dtype(boolean fused) {
        return !fused && Torch.getDefaultDtype() == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32;
    }

    /** A number that is in a tensor, which is taken over. */
    ScalarState(Tensor tensor) {
        this.dtype = tensor.dtype();
        this.device = tensor.device();
        this.tensor = new Shown(tensor, this);
        this.tensorLeads = true;
        tensor.close();
    }

    /**
     * The number that a tensor of a state dict shows, or null if it is a tensor like any other. An optimizer that loads
     * the state of one that goes on counts with it, as in Python, where both have the same tensor.
     */
    static @Nullable ScalarState shownBy(Tensor tensor) {
        return tensor instanceof Shown shown ? shown.number : null;
    }

    double value() {
        if (tensorLeads && tensor != null) {
            value = tensor.item();
            tensorLeads = false;
        }
        return value;
    }

    /** Sets the number; it is rounded to the tensor's dtype. */
    void set(double number) {
        value = dtype == DType.FLOAT32 ? (float) number : number;
        tensorLeads = false;
    }

    /** Multiplies the number in its dtype. */
    void multiply(double factor) {
        set(dtype == DType.FLOAT32 ? (float) value() * (float) factor : value() * factor);
    }

    /** Counts one more; as a float32, a count stays at 2^24. */
    double increment() {
        set(value() + 1);
        return value;
    }

    /** The number as a tensor. */
    Tensor tensor() {
        Tensor current = tensor;
        if (current == null) {
            try (var scope = new TensorScope()) {
                current = new Shown(
                        Torch.full(new long[0], value, o -> o.dtype(dtype).device(device)), this);
            }
            tensor = current;
        } else if (!tensorLeads) {
            try (var noGrad = Torch.noGrad()) {
                current.fill_(value);
            }
        }
        return current;
    }

    /** The tensor of a number that others may look at. */
    private static final class Shown extends Tensor {
        private final ScalarState number;

        Shown(Tensor tensor, ScalarState number) {
            super(tensor);
            this.number = number;
        }
    }

    /** The tensor, for others who may change it: the next step reads it. */
    Tensor tensorToChange() {
        Tensor current = tensor();
        tensorLeads = true;
        return current;
    }
}
