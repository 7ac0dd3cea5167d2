package dev.sconce.nn;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;

/** A computed value in the place of a buffer. */
final class DerivedBuffer extends Buffer implements DerivedTensor {
    DerivedBuffer(Tensor value) {
        super(value);
    }

    @Override
    public Tensor tensor() {
        return this;
    }

    @Override
    public void replaceBy(Tensor value) {
        adopt(value);
    }

    @Override
    public DerivedBuffer copyOfValues() {
        try (var scope = new TensorScope()) {
            return new DerivedBuffer(detach().clone());
        }
    }
}
