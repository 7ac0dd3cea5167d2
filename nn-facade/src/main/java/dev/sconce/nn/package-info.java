/**
 * {@code torch.nn}: modules, layers, losses. Start at {@link dev.sconce.nn.Module}, the base of all, and
 * {@link dev.sconce.nn.Layer}, which one extends; {@link dev.sconce.nn.Linear} is the simplest example of a layer.
 *
 * <p>A module class has a constructor, {@code resetParameters}, {@code forward} and {@code extraRepr}, as in Python; what
 * it computes is one call into {@code dev.sconce.nn.functional}, the next package. Its attributes are fields under
 * Python's names in camel case: {@code layer.weight}, {@code conv.kernelSize}, {@code dropout.p = 0.1}.
 */
@NullMarked
package dev.sconce.nn;

import org.jspecify.annotations.NullMarked;
