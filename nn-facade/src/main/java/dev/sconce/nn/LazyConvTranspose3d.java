package dev.sconce.nn;

import dev.sconce.torch.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A {@link ConvTranspose3d} that takes {@code inChannels} from its first input. */
public class LazyConvTranspose3d extends ConvTranspose3d implements LazyModule {
    /**
     * Makes a layer that goes by steps of 1, without padding, with a bias.
     *
     * @param outChannels the number of output channels
     * @param kernelSize the length of the kernel
     */
    public LazyConvTranspose3d(long outChannels, long kernelSize) {
        this(outChannels, kernelSize, options -> {});
    }

    /**
     * Makes a layer.
     *
     * @param outChannels the number of output channels
     * @param kernelSize the length of the kernel
     * @param options stride, padding, output padding, groups, bias, dilation, dtype, device
     */
    public LazyConvTranspose3d(long outChannels, long kernelSize, Consumer<ConvTransposeOptions> options) {
        this(outChannels, new long[] {kernelSize}, options);
    }

    /**
     * Makes a layer.
     *
     * @param outChannels the number of output channels
     * @param kernelSize the lengths of the kernel
     * @param options stride, padding, output padding, groups, bias, dilation, dtype, device
     */
    public LazyConvTranspose3d(long outChannels, long[] kernelSize, Consumer<ConvTransposeOptions> options) {
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
    Tensor forward(Tensor input, long @Nullable [] outputSize) {
        LazyModule.settle(this, input, "ConvTranspose3d");
        return super.forward(input, outputSize);
    }
}
