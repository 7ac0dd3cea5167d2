package dev.sconce.torch;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.ShortPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Reads the elements of a native tensor, in row-major order, into Java arrays. They are converted as {@code x.to(dtype)}
 * converts them.
 */
final class HostElements {
    private HostElements() {}

    static double[] doubles(Tensor tensor) {
        try (var scope = new PointerScope()) {
            double[] values = new double[count(tensor)];
            Pointer data = data(tensor, ScalarType.Double);
            if (values.length > 0) {
                new DoublePointer(data).get(values);
            }
            return values;
        }
    }

    static float[] floats(Tensor tensor) {
        try (var scope = new PointerScope()) {
            float[] values = new float[count(tensor)];
            Pointer data = data(tensor, ScalarType.Float);
            if (values.length > 0) {
                new FloatPointer(data).get(values);
            }
            return values;
        }
    }

    static long[] longs(Tensor tensor) {
        try (var scope = new PointerScope()) {
            long[] values = new long[count(tensor)];
            Pointer data = data(tensor, ScalarType.Long);
            if (values.length > 0) {
                new LongPointer(data).get(values);
            }
            return values;
        }
    }

    static int[] ints(Tensor tensor) {
        try (var scope = new PointerScope()) {
            int[] values = new int[count(tensor)];
            Pointer data = data(tensor, ScalarType.Int);
            if (values.length > 0) {
                new IntPointer(data).get(values);
            }
            return values;
        }
    }

    static short[] shorts(Tensor tensor) {
        try (var scope = new PointerScope()) {
            short[] values = new short[count(tensor)];
            Pointer data = data(tensor, ScalarType.Short);
            if (values.length > 0) {
                new ShortPointer(data).get(values);
            }
            return values;
        }
    }

    static byte[] bytes(Tensor tensor) {
        return bytes(tensor, ScalarType.Char);
    }

    static boolean[] booleans(Tensor tensor) {
        byte[] bytes = bytes(tensor, ScalarType.Bool);
        boolean[] values = new boolean[bytes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes[i] != 0;
        }
        return values;
    }

    private static byte[] bytes(Tensor tensor, ScalarType type) {
        try (var scope = new PointerScope()) {
            byte[] values = new byte[count(tensor)];
            Pointer data = data(tensor, type);
            if (values.length > 0) {
                new BytePointer(data).get(values);
            }
            return values;
        }
    }

    private static int count(Tensor tensor) {
        long count = tensor.numel();
        if (count > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("A Java array cannot hold the " + count
                    + " elements of this tensor; take it in parts, such as rows or slices");
        }
        return (int) count;
    }

    /** The scope around keeps the tensor that this address belongs to. */
    private static Pointer data(Tensor tensor, ScalarType type) {
        checkReadable(tensor);
        try {
            Tensor plain = tensor.detach();
            if (plain._is_zerotensor()) {
                plain = plain.clone(); // these have no memory
            }
            return plain.resolve_conj()
                    .resolve_neg()
                    .cpu()
                    .to(type)
                    .contiguous()
                    .data_ptr();
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    private static void checkReadable(Tensor tensor) {
        if (tensor.is_quantized()) {
            throw new TorchException(
                    "The elements of a quantized tensor have no Java form: use dequantize() or intRepr()");
        }
        if (Layout.of(tensor.layout()) != Layout.STRIDED) {
            throw new TorchException("Cannot access data pointer of Tensor that doesn't have storage");
        }
    }
}
