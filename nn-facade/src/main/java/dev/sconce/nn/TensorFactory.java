package dev.sconce.nn;

import dev.sconce.torch.DType;
import dev.sconce.torch.Device;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorOptions;
import dev.sconce.torch.Torch;
import org.jspecify.annotations.Nullable;

/** Makes a module's parameters and buffers on its device and of its type. */
record TensorFactory(@Nullable Device device, @Nullable DType dtype) {
    static final TensorFactory DEFAULT = new TensorFactory(null, null);

    private void configure(TensorOptions options) {
        if (device != null) {
            options.device(device);
        }
        if (dtype != null) {
            options.dtype(dtype);
        }
    }

    Parameter parameter(long... shape) {
        try (Tensor empty = Torch.empty(this::configure, shape)) {
            return new Parameter(empty);
        }
    }

    Buffer zeros(long... shape) {
        try (Tensor zeros = Torch.zeros(this::configure, shape)) {
            return new Buffer(zeros);
        }
    }

    Buffer ones(long... shape) {
        try (Tensor ones = Torch.ones(this::configure, shape)) {
            return new Buffer(ones);
        }
    }

    /** A counter, which is an integer whatever the type of the parameters. */
    Buffer counter() {
        try (Tensor zero = Torch.zeros(
                options -> {
                    configure(options);
                    options.dtype(DType.INT64);
                },
                new long[0])) {
            return new Buffer(zero);
        }
    }
}
