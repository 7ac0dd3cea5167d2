package dev.sconce.nn;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;

/**
 * A tensor that a {@link Module} learns, as {@code torch.nn.Parameter}: a field of this type registers itself.
 *
 * <p>A parameter belongs to no {@link dev.sconce.torch.TensorScope}; it lives as long as the module that holds it.
 */
public class Parameter extends Tensor {
    /**
     * Makes a parameter that gets a gradient.
     *
     * @param data its values; the memory is shared, the history is not
     * @throws dev.sconce.torch.TorchException if the dtype has no gradients
     */
    public Parameter(Tensor data) {
        this(data, true);
    }

    /**
     * Makes a parameter.
     *
     * @param data its values; the memory is shared, the history is not
     * @param requiresGrad whether it gets a gradient
     * @throws dev.sconce.torch.TorchException if it should get one and the dtype has none
     */
    public Parameter(Tensor data, boolean requiresGrad) {
        this(new Detached(data), requiresGrad);
    }

    /** Stands for a tensor as it is, its history included. */
    Parameter(AsItIs same) {
        super(same.tensor());
    }

    private Parameter(Detached detached, boolean requiresGrad) {
        super(detached.tensor());
        detached.tensor().close();
        if (requiresGrad) {
            requiresGrad_(true);
        }
    }

    @Override
    public Parameter requiresGrad_(boolean requiresGrad) {
        super.requiresGrad_(requiresGrad);
        return this;
    }

    /** Stands for other values from now on, of any shape, dtype and device; whether a gradient is wanted stays. */
    final void adopt(Tensor values) {
        boolean requiresGrad = requiresGrad();
        become(values.detach());
        if (requiresGrad) {
            requiresGrad_(true);
        }
    }

    /** Stands for another tensor from now on, as it is, its history included. */
    final void hold(Tensor tensor) {
        become(tensor);
    }

    /** A parameter of the same values, without the gradient. */
    Parameter copy() {
        try (var scope = new TensorScope()) {
            return new Parameter(detach().clone(), requiresGrad());
        }
    }

    /** Returns the text that Python prints. */
    @Override
    public String toString() {
        return title() + super.toString();
    }

    /** What is printed before the values. */
    String title() {
        return "Parameter containing:\n";
    }

    /** A tensor whose history is to be kept. */
    record AsItIs(Tensor tensor) {}

    /** Tells the two constructors apart; a constructor cannot name a local before it calls another. */
    private record Detached(Tensor tensor) {
        Detached {
            tensor = tensor.detach();
        }
    }
}
