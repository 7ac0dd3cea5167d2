/**
 * PyTorch tensors in Java. Start at {@link dev.sconce.torch.Torch} (creation, seeds, files) and
 * {@link dev.sconce.torch.Tensor} (everything that one does with a tensor); {@link dev.sconce.torch.TensorScope} frees
 * what a piece of work made.
 *
 * <p>This is the only package of Sconce that touches the native library. What the native side does wrong when it is
 * called carelessly (borrowed results, unchecked arity, C++ frames in messages) is dealt with here, once.
 *
 * <p>Next on the path from a checkpoint to a model: {@code dev.sconce.nn}, whose modules hold such tensors.
 */
@NullMarked
package dev.sconce.torch;

import org.jspecify.annotations.NullMarked;
