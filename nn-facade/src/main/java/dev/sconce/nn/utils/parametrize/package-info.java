/**
 * Weights that are functions of other, unconstrained tensors, as {@code torch.nn.utils.parametrize}: symmetric, orthogonal,
 * of norm one. The optimizer changes what is under them, and a state dict has that too.
 *
 * <p>Start at {@link dev.sconce.nn.utils.parametrize.Parametrize}; next is
 * {@code dev.sconce.nn.utils.parametrizations}, which has those that PyTorch brings. How a field of a module comes to hold
 * a computed tensor is told at {@link dev.sconce.nn.DerivedTensors}.
 */
@NullMarked
package dev.sconce.nn.utils.parametrize;

import org.jspecify.annotations.NullMarked;
