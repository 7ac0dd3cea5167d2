package dev.sconce.nn;

import dev.sconce.nn.Registry.Entry;
import dev.sconce.nn.internal.PyWarnings;
import dev.sconce.torch.DType;
import dev.sconce.torch.Device;
import dev.sconce.torch.MemoryFormat;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A change of dtype, device or memory format of everything that a module holds, as {@code Module._apply}.
 *
 * <p>Parameters and buffers stay the objects that they are, so that optimizers and fields that hold them see the change.
 */
final class Conversion {

    private final UnaryOperator<Tensor> function;

    private Conversion(UnaryOperator<Tensor> function) {
        this.function = function;
    }

    static Conversion to(@Nullable Device device, @Nullable DType dtype) {
        return to(device, dtype, false, null);
    }

    static Conversion to(MemoryFormat memoryFormat) {
        return to(null, null, false, memoryFormat);
    }

    static Conversion to(
            @Nullable Device device, @Nullable DType dtype, boolean nonBlocking, @Nullable MemoryFormat memoryFormat) {
        checkType(dtype);
        return new Conversion(tensor -> {
            if (device != null && !device.equals(Device.META) && tensor.device().equals(Device.META)) {
                throw new UnsupportedOperationException("Cannot copy out of meta tensor; no data! Please use "
                        + "torch.nn.Module.to_empty() instead of torch.nn.Module.to() when moving module from meta to a"
                        + " different device.");
            }
            boolean cast = tensor.dtype().isFloatingPoint() || tensor.dtype().isComplex();
            boolean reorder = memoryFormat != null && (tensor.dim() == 4 || tensor.dim() == 5);
            return tensor.to(nonBlocking, false, reorder ? memoryFormat : null, options -> {
                if (device != null) {
                    options.device(device);
                }
                if (cast && dtype != null) {
                    options.dtype(dtype);
                }
            });
        });
    }

    private static void checkType(@Nullable DType dtype) {
        if (dtype == null) {
            return;
        }
        if (!dtype.isFloatingPoint() && !dtype.isComplex()) {
            throw new IllegalArgumentException("nn.Module.to only accepts floating point or complex dtypes, but got"
                    + " desired dtype=torch." + dtype);
        }
        if (dtype.isComplex()) {
            PyWarnings.warn(
                    "Complex modules are a new feature under active development whose design may change, and some modules"
                            + " might not work as expected when using complex tensors as parameters or buffers. Please"
                            + " file an issue at https://github.com/pytorch/pytorch/issues/new?template=bug-report.yml"
                            + " if a complex module does not work as expected.");
        }
    }

    static Conversion floating(DType dtype) {
        return new Conversion(tensor -> tensor.dtype().isFloatingPoint() ? tensor.to(dtype) : tensor);
    }

    static Conversion all(DType dtype) {
        return new Conversion(tensor -> tensor.to(dtype));
    }

    static Conversion empty(Device device) {
        return new Conversion(tensor -> Torch.emptyLike(tensor, options -> options.device(device)));
    }

    void applyTo(Collection<Entry> entries) {
        for (Entry entry : entries) {
            try (var scope = new TensorScope();
                    var noGrad = Torch.noGrad()) {
                if (entry.value instanceof UninitializedTensor lazy && lazy.isUninitialized()) {
                    lazy.convert(function);
                    continue;
                }
                Parameter parameter = entry.parameter();
                if (parameter != null) {
                    apply(parameter);
                }
                Buffer buffer = entry.buffer();
                if (buffer != null) {
                    buffer.adopt(function.apply(buffer));
                }
                if (entry.value instanceof DerivedTensor derived) {
                    derived.replaceBy(function.apply(derived.tensor()));
                }
            }
        }
    }

    private void apply(Parameter parameter) {
        Tensor grad = parameter.grad();
        Tensor applied = function.apply(parameter);
        if (applied.isSame(parameter)) {
            return;
        }
        Tensor appliedGrad = grad == null ? null : function.apply(grad);
        parameter.setGrad(null);
        assign(parameter, applied);
        parameter.setGrad(appliedGrad);
    }

    /** Makes a parameter or buffer stand for another tensor's values; whether it needs a gradient stays. */
    static void assign(Tensor target, Tensor values) {
        if (target instanceof Parameter parameter) {
            parameter.adopt(values);
        } else if (target instanceof Buffer buffer) {
            buffer.adopt(values);
        }
    }

    static void zeroGrad(List<Parameter> parameters, boolean setToNone) {
        for (Parameter parameter : parameters) {
            if (setToNone) {
                parameter.setGrad(null);
                continue;
            }
            try (var scope = new TensorScope()) {
                Tensor grad = parameter.grad();
                if (grad != null) {
                    grad.detach_();
                    grad.zero_();
                }
            }
        }
    }
}
