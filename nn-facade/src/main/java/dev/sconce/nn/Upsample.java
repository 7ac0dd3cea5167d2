package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.nn.internal.PyText;
import dev.sconce.nn.internal.Sizes;
import dev.sconce.torch.Tensor;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Resizes an input of shape {@code (N, C, L)}, {@code (N, C, H, W)} or {@code (N, C, D, H, W)}.
 *
 * <pre>{@code
 * new Upsample(u -> u.scaleFactor(2).mode("bilinear"))
 * }</pre>
 */
public class Upsample extends Layer {
    /** The class's name, which Python keeps as an attribute. */
    public final String name;

    /** The spatial size to resize to, or null. */
    public final long @Nullable [] size;

    /** The factor to resize by, or null. */
    public final double @Nullable [] scaleFactor;

    /** How values between places are made. */
    public final String mode;

    /** Whether the corner values stay; null for Python's default. */
    public final @Nullable Boolean alignCorners;

    /** Whether the factor is computed again from the rounded size; null for Python's default. */
    public final @Nullable Boolean recomputeScaleFactor;

    /**
     * Makes a layer.
     *
     * @param options size or scaleFactor, mode, alignCorners, recomputeScaleFactor
     */
    public Upsample(Consumer<Options> options) {
        Options chosen = new Options();
        options.accept(chosen);
        name = getName();
        size = chosen.size;
        scaleFactor = chosen.scaleFactor;
        mode = chosen.mode;
        alignCorners = chosen.alignCorners;
        recomputeScaleFactor = chosen.recomputeScaleFactor;
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.interpolate(input, size, scaleFactor, mode, alignCorners, recomputeScaleFactor, false);
    }

    @Override
    public String extraRepr() {
        return (scaleFactor != null
                        ? "scale_factor=" + factorText(scaleFactor)
                        : "size=" + (size == null ? "None" : Sizes.text(size)))
                + ", mode=" + PyText.repr(mode);
    }

    private static String factorText(double[] factors) {
        return factors.length == 1
                ? PyText.repr(factors[0])
                : PyText.tuple(Arrays.stream(factors).boxed().toList());
    }

    /** Options of a resizing. */
    public static final class Options {
        long @Nullable [] size;
        double @Nullable [] scaleFactor;
        String mode = "nearest";

        @Nullable
        Boolean alignCorners;

        @Nullable
        Boolean recomputeScaleFactor;

        Options() {}

        /**
         * The spatial size to resize to.
         *
         * @param size one length for all dimensions, or one for each
         * @return this
         */
        public Options size(long @Nullable ... size) {
            this.size = size;
            return this;
        }

        /**
         * The factor to resize by.
         *
         * @param scaleFactor one factor for all dimensions, or one for each
         * @return this
         */
        public Options scaleFactor(double @Nullable ... scaleFactor) {
            this.scaleFactor = scaleFactor;
            return this;
        }

        /**
         * How values between places are made.
         *
         * @param mode {@code nearest} (default), {@code linear}, {@code bilinear}, {@code bicubic} or {@code trilinear}
         * @return this
         */
        public Options mode(String mode) {
            this.mode = mode;
            return this;
        }

        /**
         * Whether the corner values stay.
         *
         * @param alignCorners the value; null by default
         * @return this
         */
        public Options alignCorners(@Nullable Boolean alignCorners) {
            this.alignCorners = alignCorners;
            return this;
        }

        /**
         * Whether the factor is computed again from the rounded size.
         *
         * @param recomputeScaleFactor the value; null by default
         * @return this
         */
        public Options recomputeScaleFactor(@Nullable Boolean recomputeScaleFactor) {
            this.recomputeScaleFactor = recomputeScaleFactor;
            return this;
        }
    }
}
