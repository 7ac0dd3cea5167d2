package dev.sconce.nn;

import java.util.function.Consumer;

/** The linear layer at the end of {@link MultiheadAttention}, under the name that Python prints. */
final class NonDynamicallyQuantizableLinear extends Linear {
    NonDynamicallyQuantizableLinear(long inFeatures, long outFeatures, Consumer<LinearOptions> options) {
        super(inFeatures, outFeatures, options);
    }
}
