package dev.sconce.nn.functional;

/** In which order the scales of {@link F#scaledMm} lie in memory ({@code torch.nn.functional.SwizzleType}). */
public enum SwizzleType {
    /** Row by row. */
    NO_SWIZZLE,
    /** In tiles of 32 by 4 by 4. */
    SWIZZLE_32_4_4
}
