package dev.sconce.torch;

import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.DoubleComplex;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * {@code x[...]} and {@code x[...] = value}, with the results, views and errors of
 * {@code torch/csrc/autograd/python_variable_indexing.cpp}. {@link Subscript} takes the indices apart.
 */
final class Indexing {
    private Indexing() {}

    /** {@code self[index]}. */
    static dev.sconce.torch.Tensor get(dev.sconce.torch.Tensor self, long index) {
        Tensor handle = self.handle();
        try {
            return dev.sconce.torch.Tensor.own(Subscript.select(handle, 0, index, 0));
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /** {@code self[indices]}. */
    static dev.sconce.torch.Tensor get(dev.sconce.torch.Tensor self, @Nullable Object[] indices) {
        Tensor handle = self.handle();
        try {
            if (indices.length == 1 && indices[0] instanceof Slice slice) {
                return dev.sconce.torch.Tensor.own(Subscript.slice(handle, 0, slice));
            }
            if (IntegerIndices.are(indices) && indices.length <= handle.dim()) {
                return dev.sconce.torch.Tensor.own(IntegerIndices.select(handle, indices));
            }
            return dev.sconce.torch.Tensor.own(get(handle, indices));
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    private static Tensor get(Tensor self, @Nullable Object[] indices) {
        try (var scope = new PointerScope()) {
            Subscript subscript = Subscript.apply(self, indices);
            Tensor result = subscript.sliced();
            if (subscript.isAdvanced()) {
                result = result.index(subscript.picks());
            } else if (result.is_same(self)) {
                result = torch.alias(self); // also x[...] is a tensor of its own
            }
            result.retainReference(); // outlives the scope
            return result;
        }
    }

    /**
     * {@code self[indices] = value}.
     *
     * @param value a tensor, Number, Boolean or Complex
     */
    static void set(dev.sconce.torch.Tensor self, @Nullable Object[] indices, Object value) {
        Tensor handle = self.handle();
        if (handle.is_sparse()) {
            throw new TorchException("Cannot assign to a sparse tensor");
        }
        try (var scope = new PointerScope()) {
            set(handle, indices, value instanceof dev.sconce.torch.Tensor t ? t.handle() : scalar(value, handle));
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    private static void set(Tensor self, @Nullable Object[] indices, Tensor value) {
        if (indices.length == 1 && indices[0] instanceof Boolean all) {
            if (all) { // for false, Python does not even look at the value's shape
                copy(self.unsqueeze(0), value);
            }
            return;
        }
        Subscript subscript = Subscript.apply(self, indices);
        if (subscript.isAdvanced()) {
            subscript.sliced().index_put_(subscript.picks(), withoutLeadingOnes(value));
        } else {
            copy(subscript.sliced(), value);
        }
    }

    private static void copy(Tensor target, Tensor value) {
        long[] shape = shape(target, 0);
        if (Arrays.equals(shape, shape(value, 0))) {
            target.copy_(value);
        } else if (value.dim() == 0 && value.is_cpu()) {
            target.fill_(value);
        } else {
            target.copy_(withoutLeadingOnes(value).expand(shape));
        }
    }

    /** NumPy lets leading dimensions of length 1 go, and so does PyTorch. */
    private static Tensor withoutLeadingOnes(Tensor value) {
        int ones = 0;
        while (ones < value.dim() && value.size(ones) == 1) {
            ones++;
        }
        return ones == 0 ? value : value.view(shape(value, ones));
    }

    private static long[] shape(Tensor tensor, int from) {
        long[] shape = new long[Math.toIntExact(tensor.dim()) - from];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = tensor.size(from + i);
        }
        return shape;
    }

    /** A number as a tensor of the target's dtype; of quantized targets, as a float on the CPU. */
    private static Tensor scalar(Object value, Tensor target) {
        TensorOptions options = target.is_quantized() ? new TensorOptions(ScalarType.Float) : target.options();
        return torch.scalar_tensor(scalar(value), options);
    }

    private static Scalar scalar(Object value) {
        if (value instanceof Boolean truth) {
            return new Scalar(truth ? 1L : 0L);
        } else if (value instanceof Complex complex) {
            return new Scalar(new DoubleComplex(complex.real(), complex.imag()));
        }
        Number number = (Number) value;
        boolean real = number instanceof Double || number instanceof Float;
        return real ? new Scalar(number.doubleValue()) : new Scalar(number.longValue());
    }
}
