package dev.sconce.torch;

/** Indices of no elements, which connect tensors in the graph at no cost. */
final class NoElements {
    /** Kept for good: it is never changed. */
    private static final Tensor ON_THE_HOST = create(Device.CPU);

    private NoElements() {}

    static Tensor index(Device device) {
        return device.type().equals("cpu") ? ON_THE_HOST : create(device);
    }

    private static Tensor create(Device device) {
        if (!device.type().equals("cpu")) {
            return Torch.empty(
                    new long[] {0}, options -> options.dtype(DType.INT64).device(device));
        }
        try (TensorScope forGood = TensorScope.none()) {
            return Torch.empty(new long[] {0}, options -> options.dtype(DType.INT64));
        }
    }
}
