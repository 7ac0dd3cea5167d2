package dev.sconce.it.conformance.bind;

/** How arguments find their parameters. */
enum Order {
    /** By the parameter's name. */
    BY_NAME,
    /** By their places. */
    BY_POSITION
}
