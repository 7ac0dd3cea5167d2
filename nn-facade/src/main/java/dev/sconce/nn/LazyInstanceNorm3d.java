package dev.sconce.nn;

import dev.sconce.torch.Tensor;
import java.util.function.Consumer;

/**
 * A {@link InstanceNorm3d} that takes {@code numFeatures} from its first input. Unlike that one it learns factors and shifts
 * and keeps running statistics by default, as in Python.
 */
public class LazyInstanceNorm3d extends InstanceNorm3d implements LazyModule {
    /** Makes a layer. */
    public LazyInstanceNorm3d() {
        this(options -> {});
    }

    /**
     * Makes a layer.
     *
     * @param options eps, momentum, affine, track running stats, bias, dtype, device
     */
    public LazyInstanceNorm3d(Consumer<NormOptions> options) {
        super(0, NormOptions.ofBatchNorm(options));
    }

    @Override
    void makeParameters(TensorFactory factory, NormOptions options) {
        LazyNorm.makeParameters(this, factory, options.bias);
    }

    @Override
    public void resetParameters() {
        if (numFeatures != 0 && !hasUninitializedParams()) {
            super.resetParameters();
        }
    }

    @Override
    public void initializeParameters(Tensor input) {
        LazyNorm.initialize(this, input);
    }

    @Override
    protected Tensor forward(Tensor input) {
        LazyModule.settle(this, input, "InstanceNorm3d");
        return super.forward(input);
    }
}
