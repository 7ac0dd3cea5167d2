package dev.sconce.nn;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;

/** A computed value in the place of a parameter. */
final class DerivedParameter extends Parameter implements DerivedTensor {
    DerivedParameter(Tensor value) {
        super(new AsItIs(value));
    }

    @Override
    public Tensor tensor() {
        return this;
    }

    @Override
    public void replaceBy(Tensor value) {
        hold(value);
    }

    @Override
    public DerivedParameter copyOfValues() {
        try (var scope = new TensorScope()) {
            return new DerivedParameter(detach().clone());
        }
    }

    @Override
    String title() {
        return "";
    }
}
