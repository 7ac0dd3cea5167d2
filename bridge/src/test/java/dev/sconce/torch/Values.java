package dev.sconce.torch;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.global.torch;

/** Small tensors from Java numbers and back, for tests. */
final class Values {
    static {
        NativeLibrary.load();
    }

    private Values() {}

    /** A float64 vector. */
    static Tensor vector(double... values) {
        return Tensor.own(torch.tensor(values));
    }

    /** A float64 vector that requires a gradient. */
    static Tensor leaf(double... values) {
        return vector(values).requiresGrad_();
    }

    /** All elements in row-major order. */
    static double[] of(Tensor tensor) {
        try (var scope = new TensorScope()) {
            Tensor plain = tensor.detach().to(DType.FLOAT64).contiguous();
            double[] values = new double[Math.toIntExact(plain.numel())];
            new DoublePointer(plain.handle().data_ptr_double()).get(values);
            return values;
        }
    }
}
