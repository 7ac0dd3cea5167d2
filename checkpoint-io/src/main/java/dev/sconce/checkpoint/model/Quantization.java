package dev.sconce.checkpoint.model;

/** How the integers of a quantized tensor stand for real numbers: {@code (integer - zeroPoint) * scale}. */
public sealed interface Quantization {
    /** The scheme's name in {@code torch}, without the module: {@code per_tensor_affine}. */
    String scheme();

    /**
     * One scale and zero point for the whole tensor.
     *
     * @param scale the step
     * @param zeroPoint the integer that stands for 0
     */
    record PerTensor(double scale, long zeroPoint) implements Quantization {
        @Override
        public String scheme() {
            return "per_tensor_affine";
        }
    }

    /**
     * A scale and a zero point for each index of one dimension.
     *
     * @param scheme {@code per_channel_affine} or {@code per_channel_affine_float_qparams}
     * @param scales as many as the axis is long
     * @param zeroPoints as many as the axis is long
     * @param axis the dimension
     */
    record PerChannel(String scheme, HostTensor scales, HostTensor zeroPoints, int axis) implements Quantization {}
}
