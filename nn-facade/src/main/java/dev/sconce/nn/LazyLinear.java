package dev.sconce.nn;

import dev.sconce.torch.Tensor;
import java.util.function.Consumer;

/**
 * A {@link Linear} that takes {@code inFeatures} from the last dimension of its first input.
 *
 * <pre>{@code
 * LazyLinear layer = new LazyLinear(30);
 * layer.call(randn(128, 20)); // a Linear(20, 30) from now on
 * }</pre>
 */
public class LazyLinear extends Linear implements LazyModule {
    /**
     * Makes a layer with a bias.
     *
     * @param outFeatures the size of each output sample
     */
    public LazyLinear(long outFeatures) {
        this(outFeatures, true);
    }

    /**
     * Makes a layer.
     *
     * @param outFeatures the size of each output sample
     * @param bias whether something is added
     */
    public LazyLinear(long outFeatures, boolean bias) {
        this(outFeatures, options -> options.bias(bias));
    }

    /**
     * Makes a layer.
     *
     * @param outFeatures the size of each output sample
     * @param options bias, dtype, device
     */
    public LazyLinear(long outFeatures, Consumer<LinearOptions> options) {
        super(0, outFeatures, options);
    }

    @Override
    Parameter makeParameter(TensorFactory factory, long... shape) {
        return new UninitializedParameter(factory);
    }

    @Override
    public void resetParameters() {
        if (inFeatures != 0 && !hasUninitializedParams()) {
            super.resetParameters();
        }
    }

    @Override
    public void initializeParameters(Tensor input) {
        long found = input.size(-1);
        if (hasUninitializedParams()) {
            inFeatures = found;
            UninitializedTensor.materialize(weight, outFeatures, inFeatures);
            UninitializedTensor.materialize(bias, outFeatures);
            resetParameters();
        }
        if (inFeatures == 0) {
            if (found != weight.size(-1)) {
                throw new IllegalArgumentException("The in_features inferred from input: " + found
                        + " is not equal to in_features from self.weight: " + weight.size(-1));
            }
            inFeatures = found;
        }
    }

    @Override
    protected Tensor forward(Tensor input) {
        LazyModule.settle(this, input, "Linear");
        return super.forward(input);
    }
}
