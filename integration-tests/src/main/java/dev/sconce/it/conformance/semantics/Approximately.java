package dev.sconce.it.conformance.semantics;

import java.util.List;

/**
 * Numbers that were the elements of tensors.
 *
 * @param values the numbers
 */
public record Approximately(List<Double> values) {}
