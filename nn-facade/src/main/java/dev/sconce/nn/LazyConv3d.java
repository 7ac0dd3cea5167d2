package dev.sconce.nn;

import dev.sconce.torch.Tensor;
import java.util.function.Consumer;

/** A {@link Conv3d} that takes {@code inChannels} from its first input. */
public class LazyConv3d extends Conv3d implements LazyModule {
    /**
     * Makes a layer that goes by steps of 1, without padding, with a bias.
     *
     * @param outChannels the number of output channels
     * @param kernelSize the length of the kernel
     */
    public LazyConv3d(long outChannels, long kernelSize) {
        this(outChannels, kernelSize, options -> {});
    }

    /**
     * Makes a layer.
     *
     * @param outChannels the number of output channels
     * @param kernelSize the length of the kernel
     * @param options stride, padding, dilation, groups, bias, padding mode, dtype, device
     */
    public LazyConv3d(long outChannels, long kernelSize, Consumer<ConvOptions> options) {
        this(outChannels, new long[] {kernelSize}, options);
    }

    /**
     * Makes a layer.
     *
     * @param outChannels the number of output channels
     * @param kernelSize the lengths of the kernel
     * @param options stride, padding, dilation, groups, bias, padding mode, dtype, device
     */
    public LazyConv3d(long outChannels, long[] kernelSize, Consumer<ConvOptions> options) {
        super(0, outChannels, kernelSize, options);
    }

    @Override
    Parameter makeParameter(TensorFactory factory, long... shape) {
        return new UninitializedParameter(factory);
    }

    @Override
    public void resetParameters() {
        if (inChannels != 0 && !hasUninitializedParams()) {
            super.resetParameters();
        }
    }

    @Override
    public void initializeParameters(Tensor input) {
        LazyConv.initialize(this, input);
    }

    @Override
    protected Tensor forward(Tensor input) {
        LazyModule.settle(this, input, "Conv3d");
        return super.forward(input);
    }
}
