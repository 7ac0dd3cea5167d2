package dev.sconce.it.conformance.semantics;

/**
 * A mistake that Python finds at run time by a {@code TypeError} or the like, and Java's compiler before: the statement
 * compiles with one expression and not with the other.
 *
 * @param template a statement with {@code %s} for the expression
 * @param right an expression that compiles
 * @param wrong the mistake
 */
public record Refused(String template, String right, String wrong) {}
