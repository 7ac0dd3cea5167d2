package dev.sconce.nn.functional;

import dev.sconce.torch.Tensor;
import java.util.List;

/**
 * The scales of a matrix of 8 or 4 bits: what Python takes in three arguments for each matrix.
 *
 * @param scales one tensor, or several where scales are scaled themselves
 * @param recipes what each of them scales
 * @param swizzles how each of them lies in memory; empty for row by row
 */
public record MatrixScale(List<Tensor> scales, List<ScalingType> recipes, List<SwizzleType> swizzles) {
    /** Copies the lists. */
    public MatrixScale {
        scales = List.copyOf(scales);
        recipes = List.copyOf(recipes);
        swizzles = List.copyOf(swizzles);
    }

    /**
     * A single tensor of scales, row by row in memory.
     *
     * @param scale the factors that make the matrix's values
     * @param recipe what each of them scales
     */
    public MatrixScale(Tensor scale, ScalingType recipe) {
        this(List.of(scale), List.of(recipe), List.of());
    }

    /** The form in which libtorch takes recipes and swizzles. */
    static long[] codes(List<? extends Enum<?>> values) {
        return values.stream().mapToLong(Enum::ordinal).toArray();
    }
}
