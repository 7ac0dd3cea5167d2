package dev.sconce.nn.utils.parametrizations;

/** How a matrix becomes orthogonal: see {@link Parametrizations#orthogonal}. */
public enum OrthogonalMap {
    /** The matrix exponential of a skew-symmetric matrix. */
    MATRIX_EXP,
    /** The Cayley map {@code (I + A/2)(I - A/2)^-1} of a skew-symmetric matrix. */
    CAYLEY,
    /** A product of Householder reflectors; not for complex tensors. */
    HOUSEHOLDER
}
