package dev.sconce.torch;

import java.lang.reflect.Array;
import java.util.function.Consumer;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/** Tensors from Java values: {@code torch.tensor}, with its choice of dtype and its error texts. */
final class TensorData {
    private TensorData() {}

    /** As {@code torch.tensor(data, dtype=dtype)}; a null dtype is inferred. */
    static Tensor tensor(@Nullable Object data, @Nullable DType dtype) {
        if (data instanceof Tensor tensor) {
            return copy(tensor, dtype == null ? tensor.dtype() : dtype);
        }
        return converted(JavaValues.flatten(data, dtype), dtype);
    }

    /** A number as a tensor without dimensions. */
    static Tensor tensor(double value) {
        DType dtype = inferred(DType.FLOAT64);
        if (dtype == DType.FLOAT32) { // nearly always
            return Tensor.own(new JavaArray(new float[] {(float) value}, DType.FLOAT32).toNative());
        }
        return converted(new JavaArray(new double[] {value}, DType.FLOAT64), dtype);
    }

    private static Tensor converted(JavaArray values, @Nullable DType dtype) {
        DType target = dtype == null ? inferred(values.dtype()) : dtype;
        check(values, target);
        var made = values.toNative();
        return Tensor.own(target == values.dtype() ? made : converted(made, target));
    }

    /** As {@code torch.tensor(data, dtype, device, pin_memory, requires_grad)}. */
    static Tensor tensor(Object data, Consumer<TensorOptions> options) {
        TensorOptions chosen = new TensorOptions(null);
        options.accept(chosen);
        Tensor made = tensor(data, chosen.dtype);
        Device device = chosen.device;
        if (device != null && !device.equals(made.device())) {
            made = replace(made, made.to(device, made.dtype()));
        }
        if (chosen.pinMemory != null && chosen.pinMemory) {
            made = replace(made, made.pinMemory());
        }
        return chosen.finish(made);
    }

    private static Tensor replace(Tensor old, Tensor replacement) {
        old.close();
        return replacement;
    }

    /** A copy of an array in its own type. */
    static Tensor fromArray(@Nullable Object array) {
        if (array == null || !JavaArray.isPrimitive(array)) {
            throw new IllegalArgumentException(
                    "Expected an array of numbers or booleans, such as float[] or int[][], but got "
                            + (array == null ? "null" : array.getClass().getTypeName()));
        }
        return Tensor.own(JavaArray.of(array).toNative());
    }

    private static Tensor copy(Tensor source, DType dtype) {
        try (var detached = source.handle().detach()) {
            return Tensor.own(detached.to(dtype.scalarType(), false, true, null));
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    private static DType inferred(DType values) {
        DType real = DType.of(torch.get_default_dtype_as_scalartype().intern());
        return switch (values) {
            case FLOAT32, FLOAT64 -> real;
            case COMPLEX128 ->
                switch (real) {
                    case FLOAT64 -> DType.COMPLEX128;
                    case FLOAT16 -> DType.COMPLEX32;
                    default -> DType.COMPLEX64;
                };
            case BOOL -> DType.BOOL;
            default -> DType.INT64;
        };
    }

    private static org.bytedeco.pytorch.Tensor converted(org.bytedeco.pytorch.Tensor made, DType target) {
        boolean throughDouble =
                DType.of(made.scalar_type()) == DType.INT64 && target.isFloatingPoint() && target != DType.FLOAT64;
        try (var from = made;
                var wide = throughDouble ? made.to(ScalarType.Double) : new org.bytedeco.pytorch.Tensor(made)) {
            return wide.to(target.scalarType()); // Python goes through double, too
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    // What Python refuses to store

    private static void check(JavaArray values, DType target) {
        if (values.dtype() == DType.COMPLEX128 && !target.isComplex() && target != DType.BOOL) {
            throw new TorchException("must be real number, not complex");
        }
        if (isInteger(target) && !holds(target, values.dtype())) {
            int bits = 8 * target.itemSize();
            Object flat = values.flat();
            for (int i = 0; i < Array.getLength(flat); i++) {
                checkRange(Array.getDouble(flat, i), target, bits);
            }
        }
    }

    /** Whether every value of a Java type can be stored without a look at it. */
    private static boolean holds(DType target, DType values) {
        return values == DType.BOOL || (isInteger(values) && values.itemSize() <= target.itemSize());
    }

    private static void checkRange(double value, DType target, int bits) {
        boolean unsigned = target.name().startsWith("U");
        double end = Math.scalb(1.0, unsigned ? bits : bits - 1);
        double whole = value < 0 ? Math.ceil(value) : Math.floor(value);
        // Negative numbers wrap around in unsigned types if their magnitude fits; NaN fits nowhere.
        if (!(whole < end && (unsigned ? whole > -end : whole >= -end))) {
            throw new TorchException("value cannot be converted to type " + target + " without overflow");
        }
    }

    private static boolean isInteger(DType dtype) {
        return switch (dtype) {
            case UINT8, INT8, UINT16, INT16, UINT32, INT32, UINT64, INT64 -> true;
            default -> false;
        };
    }
}
