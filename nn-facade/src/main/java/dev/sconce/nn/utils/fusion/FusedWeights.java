package dev.sconce.nn.utils.fusion;

import dev.sconce.nn.Parameter;

/**
 * The parameters of a fused layer.
 *
 * @param weight its weight
 * @param bias its bias
 */
public record FusedWeights(Parameter weight, Parameter bias) {}
