package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;
import org.jspecify.annotations.Nullable;

/** Takes the p-norm of each window over 1 dimension. */
public class LPPool1d extends LPPoolNd {
    /**
     * Makes a layer that goes by steps of the window's size.
     *
     * @param normType the norm
     * @param kernelSize the size of the window
     */
    public LPPool1d(Number normType, long... kernelSize) {
        this(normType, kernelSize, null, false);
    }

    /**
     * Makes a layer.
     *
     * @param normType the norm
     * @param kernelSize the size of the window
     * @param stride the step of the window; null for its size
     * @param ceilMode whether the output's lengths are rounded up
     */
    public LPPool1d(Number normType, long[] kernelSize, long @Nullable [] stride, boolean ceilMode) {
        super(normType, kernelSize, stride, ceilMode);
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.lpPool1d(input, normType.doubleValue(), kernelSize, stride, ceilMode);
    }
}
