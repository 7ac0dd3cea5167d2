package dev.sconce.nn.init;

import dev.sconce.torch.Generator;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Draws from distributions with given parameters. */
public abstract class Distributions extends FormerNames {
    Distributions() {}

    static <T extends Tensor> T noGrad(T tensor, Consumer<Tensor> work) {
        try (var scope = new TensorScope();
                var mode = Torch.noGrad()) {
            work.accept(tensor);
        }
        return tensor;
    }

    /**
     * Draws uniformly between 0 and 1.
     *
     * @param tensor the tensor
     * @param <T> its class
     * @return the tensor
     */
    public static <T extends Tensor> T uniform_(T tensor) {
        return uniform_(tensor, 0, 1);
    }

    /**
     * Draws uniformly.
     *
     * @param tensor the tensor
     * @param a the least value
     * @param b the greatest value
     * @param <T> its class
     * @return the tensor
     */
    public static <T extends Tensor> T uniform_(T tensor, double a, double b) {
        return uniform_(tensor, a, b, null);
    }

    /**
     * Draws uniformly.
     *
     * @param tensor the tensor
     * @param a the least value
     * @param b the greatest value
     * @param generator what to draw from; null for the global one
     * @param <T> its class
     * @return the tensor
     */
    public static <T extends Tensor> T uniform_(T tensor, double a, double b, @Nullable Generator generator) {
        return noGrad(tensor, t -> t.uniform_(a, b, generator));
    }

    /**
     * Draws from the standard normal distribution.
     *
     * @param tensor the tensor
     * @param <T> its class
     * @return the tensor
     */
    public static <T extends Tensor> T normal_(T tensor) {
        return normal_(tensor, 0, 1);
    }

    /**
     * Draws from a normal distribution.
     *
     * @param tensor the tensor
     * @param mean the mean
     * @param std the standard deviation
     * @param <T> its class
     * @return the tensor
     */
    public static <T extends Tensor> T normal_(T tensor, double mean, double std) {
        return normal_(tensor, mean, std, null);
    }

    /**
     * Draws from a normal distribution.
     *
     * @param tensor the tensor
     * @param mean the mean
     * @param std the standard deviation
     * @param generator what to draw from; null for the global one
     * @param <T> its class
     * @return the tensor
     */
    public static <T extends Tensor> T normal_(T tensor, double mean, double std, @Nullable Generator generator) {
        return noGrad(tensor, t -> t.normal_(mean, std, generator));
    }

    /**
     * Draws from the standard normal distribution between -2 and 2.
     *
     * @param tensor the tensor
     * @param <T> its class
     * @return the tensor
     */
    public static <T extends Tensor> T truncNormal_(T tensor) {
        return truncNormal_(tensor, 0, 1, -2, 2);
    }

    /**
     * Draws from a normal distribution between two values.
     *
     * @param tensor the tensor
     * @param mean the mean of the whole distribution
     * @param std its standard deviation
     * @param a the least value
     * @param b the greatest value
     * @param <T> its class
     * @return the tensor
     */
    public static <T extends Tensor> T truncNormal_(T tensor, double mean, double std, double a, double b) {
        return truncNormal_(tensor, mean, std, a, b, null);
    }

    /**
     * Draws from a normal distribution between two values.
     *
     * @param tensor the tensor
     * @param mean the mean of the whole distribution
     * @param std its standard deviation
     * @param a the least value
     * @param b the greatest value
     * @param generator what to draw from; null for the global one
     * @param <T> its class
     * @return the tensor
     */
    public static <T extends Tensor> T truncNormal_(
            T tensor, double mean, double std, double a, double b, @Nullable Generator generator) {
        return isMeta(tensor) ? tensor : noGrad(tensor, t -> new TruncatedNormal(t, mean, std, a, b, generator).fill());
    }

    static boolean isMeta(Tensor tensor) {
        return tensor.device().type().equals("meta");
    }
}
