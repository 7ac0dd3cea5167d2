package dev.sconce.it.conformance.semantics;

/**
 * What a piece of a snippet threw: Python's {@code error(fn)}. Its text is compared; its class is Java's own.
 *
 * @param thrown the exception
 */
public record Raised(RuntimeException thrown) {}
