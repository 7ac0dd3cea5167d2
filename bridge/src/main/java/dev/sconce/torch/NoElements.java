package dev.sconce.torch;

/** Indices of no elements, which connect tensors in the graph at no cost. */
final class NoElements {
    /** Kept for good: it is never changed, and not among those that someone has left open. */
    private static final Tensor ON_THE_HOST = keptForGood();

    private NoElements() {}

    static Tensor index(Device device) {
        return device.type().equals("cpu") ? ON_THE_HOST : create(device);
    }

    private static Tensor create(Device device) {
        return Torch.empty(new long[] {0}, options -> options.dtype(DType.INT64).device(device));
    }

    private static Tensor keptForGood() {
        try (TensorScope none = TensorScope.none()) {
            Tensor kept = create(Device.CPU);
            NativeMemory.closed();
            return kept;
        }
    }
}
