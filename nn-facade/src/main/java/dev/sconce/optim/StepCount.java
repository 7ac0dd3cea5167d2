package dev.sconce.optim;

import dev.sconce.torch.DType;
import dev.sconce.torch.Device;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import org.jspecify.annotations.Nullable;

/**
 * How many steps a parameter has made: {@code state['step']}, in Python a tensor of no dimensions. The arithmetic of a step
 * needs it as a number, so that it is counted as one here, and the tensor follows when someone looks at it: that saves two
 * native calls for each parameter and step.
 */
final class StepCount {
    private final DType dtype;
    private final Device device;
    private @Nullable Tensor tensor;
    private double value;
    /** The tensor was given to native code that counts in it, so that {@link #value} is old. */
    private boolean tensorLeads;

    /** A count of 0. */
    StepCount(Device device) {
        this(0, device);
    }

    /** A count that an old checkpoint has as a number. */
    StepCount(double value, Device device) {
        this.dtype = DType.FLOAT32;
        this.device = device;
        this.value = value;
    }

    /** A count that goes on from a tensor, which it takes over. */
    StepCount(Tensor tensor) {
        this.dtype = tensor.dtype();
        this.device = tensor.device();
        this.tensor = tensor;
        this.tensorLeads = true;
    }

    /** The count. */
    double value() {
        if (tensorLeads && tensor != null) {
            value = tensor.item();
            tensorLeads = false;
        }
        return value;
    }

    /** Counts one step more; as a float32, a count stays at 2^24. */
    double increment() {
        double next = value() + 1;
        value = dtype == DType.FLOAT32 ? (float) next : next;
        return value;
    }

    /** The count as a tensor. */
    Tensor tensor() {
        Tensor current = tensor;
        if (current == null) {
            try (var none = TensorScope.none()) {
                current = Torch.full(new long[0], value, o -> o.dtype(dtype).device(device));
            }
            tensor = current;
        } else if (!tensorLeads) {
            try (var noGrad = Torch.noGrad()) {
                current.fill_(value);
            }
        }
        return current;
    }

    /** The tensor, for native code that will count in it. */
    Tensor tensorToCount() {
        Tensor current = tensor();
        tensorLeads = true;
        return current;
    }
}
