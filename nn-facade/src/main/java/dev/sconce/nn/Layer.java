package dev.sconce.nn;

import dev.sconce.torch.Tensor;

/**
 * A module from one tensor to one tensor: the usual kind, and what a {@link Sequential} is made of.
 *
 * <pre>{@code
 * class Net extends Layer {
 *     final Linear fc1 = new Linear(784, 128);
 *     final Linear fc2 = new Linear(128, 10);
 *
 *     @Override
 *     protected Tensor forward(Tensor x) {
 *         return fc2.call(F.relu(fc1.call(x)));
 *     }
 * }
 * }</pre>
 */
public abstract class Layer extends Module1<Tensor, Tensor> {
    /** For subclasses. */
    protected Layer() {}
}
