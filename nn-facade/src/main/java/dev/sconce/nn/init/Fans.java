package dev.sconce.nn.init;

import dev.sconce.torch.Tensor;
import java.util.Locale;

/**
 * The number of inputs of each output of a weight, and of outputs of each input.
 *
 * @param in the inputs
 * @param out the outputs
 */
public record Fans(long in, long out) {
    /**
     * Counts the inputs and outputs of a weight ({@code _calculate_fan_in_and_fan_out}).
     *
     * @param tensor a weight of two dimensions or more: outputs, inputs, and a kernel's lengths
     * @return the numbers
     * @throws IllegalArgumentException if it has fewer dimensions
     */
    public static Fans of(Tensor tensor) {
        long[] shape = tensor.shape();
        if (shape.length < 2) {
            throw new IllegalArgumentException(
                    "Fan in and fan out can not be computed for tensor with fewer than 2 dimensions");
        }
        long receptiveField = 1;
        for (int i = 2; i < shape.length; i++) {
            receptiveField *= shape[i];
        }
        return new Fans(shape[1] * receptiveField, shape[0] * receptiveField);
    }

    long of(String mode) {
        return switch (mode.toLowerCase(Locale.ROOT)) {
            case "fan_in" -> in;
            case "fan_out" -> out;
            default ->
                throw new IllegalArgumentException("Mode " + mode.toLowerCase(Locale.ROOT)
                        + " not supported, please use one of ['fan_in', 'fan_out']");
        };
    }
}
