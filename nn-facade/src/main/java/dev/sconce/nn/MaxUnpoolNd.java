package dev.sconce.nn;

import dev.sconce.nn.internal.PyText;
import dev.sconce.nn.internal.Sizes;
import dev.sconce.torch.Tensor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What all unpoolings share ({@code _MaxUnpoolNd}). */
public abstract class MaxUnpoolNd extends Module2<Tensor, Tensor, Tensor> {
    /** The size of the window. */
    public final long[] kernelSize;

    /** The step of the window. */
    public final long[] stride;

    /** What was put around the input of the pooling. */
    public final long[] padding;

    MaxUnpoolNd(long[] kernelSize, long @Nullable [] stride, long[] padding, int dims) {
        this.kernelSize = Sizes.expand(kernelSize, dims, "kernel_size");
        this.stride = stride == null ? this.kernelSize : Sizes.expand(stride, dims, "stride");
        this.padding = Sizes.expand(padding, dims, "padding");
    }

    abstract Tensor forward(Tensor input, Tensor indices, long @Nullable [] outputSize);

    @Override
    protected Tensor forward(Tensor input, Tensor indices) {
        return forward(input, indices, null);
    }

    /**
     * Runs the forward pass to a given output size.
     *
     * @param input the pooled values
     * @param indices where they were
     * @param outputSize the spatial lengths of the output, or its whole shape
     * @return the output
     */
    public final Tensor call(Tensor input, Tensor indices, long... outputSize) {
        return hasHooks()
                ? (Tensor) Objects.requireNonNull(callWithHooks(Arguments.of(input, indices, outputSize)))
                : forward(input, indices, outputSize);
    }

    @Override
    @Nullable
    Object forwardAny(Arguments arguments) {
        return forward(
                arguments.get(0, "input", null),
                arguments.get(1, "indices", null),
                arguments.get(2, "output_size", null));
    }

    @Override
    public String extraRepr() {
        return "kernel_size=" + PyText.tuple(kernelSize) + ", stride=" + PyText.tuple(stride) + ", padding="
                + PyText.tuple(padding);
    }
}
