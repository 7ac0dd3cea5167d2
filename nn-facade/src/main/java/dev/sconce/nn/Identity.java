package dev.sconce.nn;

import dev.sconce.torch.Tensor;
import org.jspecify.annotations.Nullable;

/** Returns its input; takes the place of another layer. */
public class Identity extends Layer {
    /** Makes a layer. */
    public Identity() {}

    /**
     * Makes a layer, so that it may stand for any other while a model is changed.
     *
     * @param ignored the arguments of that other
     */
    public Identity(@Nullable Object... ignored) {}

    @Override
    protected Tensor forward(Tensor input) {
        return input;
    }
}
