package dev.sconce.nn.functional;

/** Which elements share a scale in {@link F#scaledMm} ({@code torch.nn.functional.ScalingType}). */
public enum ScalingType {
    /** All. */
    TENSOR_WISE,
    /** Those of a row. */
    ROW_WISE,
    /** 16 of a row. */
    BLOCK_WISE_1X16,
    /** 32 of a row. */
    BLOCK_WISE_1X32,
    /** 128 of a row. */
    BLOCK_WISE_1X128,
    /** Those of a square of 128. */
    BLOCK_WISE_128X128
}
