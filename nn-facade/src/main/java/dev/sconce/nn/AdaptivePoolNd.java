package dev.sconce.nn;

import dev.sconce.nn.internal.PyText;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What all poolings to a given output size share. */
public abstract class AdaptivePoolNd extends Layer {
    /** The lengths of the output: one for all dimensions, or one for each; null for the input's own. */
    public final @Nullable Long[] outputSize;

    AdaptivePoolNd(@Nullable Long[] outputSize) {
        this.outputSize = outputSize.clone();
    }

    /** The lengths for each dimension. */
    final @Nullable Long[] sizes(int dims) {
        if (outputSize.length == dims) {
            return outputSize;
        }
        @Nullable Long[] sizes = new Long[dims];
        Arrays.fill(sizes, outputSize[0]);
        return sizes;
    }

    static @Nullable Long[] boxed(long... outputSize) {
        return Arrays.stream(outputSize).boxed().toArray(Long[]::new);
    }

    @Override
    public String extraRepr() {
        return "output_size="
                + (outputSize.length == 1 ? PyText.repr(outputSize[0]) : PyText.tuple(Arrays.asList(outputSize)));
    }
}
