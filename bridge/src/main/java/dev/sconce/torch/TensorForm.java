package dev.sconce.torch;

import java.util.Arrays;

/** What a gradient must look like: the shape, dtype and device of the tensor that it belongs to. */
final class TensorForm {
    private final long[] shape;
    private final DType dtype;
    private final Device device;

    private TensorForm(Tensor tensor) {
        shape = tensor.shape();
        dtype = tensor.dtype();
        device = tensor.device();
    }

    static TensorForm of(Tensor tensor) {
        return new TensorForm(tensor);
    }

    Tensor zeros() {
        return Torch.zeros(shape, options -> options.dtype(dtype).device(device));
    }

    /**
     * Brings a gradient into this form, as the engine does with the results of native functions.
     *
     * @throws TorchException if it cannot be, in Python's words
     */
    Tensor fit(Tensor grad, String function, int index) {
        Tensor fitting = grad;
        if (!Arrays.equals(fitting.shape(), shape)) {
            if (!expandsTo(fitting.shape())) {
                throw new TorchException("Function " + function + " returned an invalid gradient at index " + index
                        + " - got " + Arrays.toString(grad.shape()) + " but expected shape compatible with "
                        + Arrays.toString(shape));
            }
            fitting = fitting.sumToSize(shape);
        }
        if (fitting.dtype().isComplex() && !dtype.isComplex()) {
            fitting = Torch.real(fitting);
        }
        if (!fitting.device().type().equals(device.type())) {
            throw new TorchException("Function " + function + " returned an invalid gradient at index " + index
                    + " - expected device " + device + " but got " + fitting.device());
        }
        return fitting.dtype() == dtype ? fitting : fitting.to(dtype);
    }

    private boolean expandsTo(long[] larger) {
        int offset = larger.length - shape.length;
        if (offset < 0) {
            return false;
        }
        for (int i = 0; i < shape.length; i++) {
            if (shape[i] != larger[offset + i] && shape[i] != 1) {
                return false;
            }
        }
        return true;
    }
}
