package dev.sconce.nn;

import dev.sconce.nn.init.Fans;
import dev.sconce.nn.init.Init;
import dev.sconce.torch.Tensor;
import org.jspecify.annotations.Nullable;

/** How linear layers and convolutions draw their parameters in Python. */
final class FanInInit {
    private static final double SQRT_5 = Math.sqrt(5);

    private FanInInit() {}

    /** Draws a weight as He and others, with slope sqrt(5), and a bias within one over the root of the inputs. */
    static void reset(Tensor weight, @Nullable Tensor bias) {
        Init.kaimingUniform_(weight, SQRT_5);
        if (bias != null) {
            long fanIn = Fans.of(weight).in();
            double bound = fanIn > 0 ? 1 / Math.sqrt((double) fanIn) : 0;
            Init.uniform_(bias, -bound, bound);
        }
    }
}
