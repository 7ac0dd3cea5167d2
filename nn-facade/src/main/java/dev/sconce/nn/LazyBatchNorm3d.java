package dev.sconce.nn;

import dev.sconce.torch.Tensor;
import java.util.function.Consumer;

/** A {@link BatchNorm3d} that takes {@code numFeatures} from its first input. */
public class LazyBatchNorm3d extends BatchNorm3d implements LazyModule {
    /** Makes a layer. */
    public LazyBatchNorm3d() {
        this(options -> {});
    }

    /**
     * Makes a layer.
     *
     * @param options eps, momentum, affine, track running stats, bias, dtype, device
     */
    public LazyBatchNorm3d(Consumer<NormOptions> options) {
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
        LazyModule.settle(this, input, "BatchNorm3d");
        return super.forward(input);
    }
}
