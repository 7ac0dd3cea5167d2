package dev.sconce.nn;

import dev.sconce.torch.Tensor;

/** What stands in a field whose value is computed from other attributes; it is not registered as what it looks like. */
interface DerivedTensor {
    /** The value itself. */
    Tensor tensor();

    /** Takes another value, with its history. */
    void replaceBy(Tensor value);

    /** The same for a copied module: until it is computed, it has these values and no history. */
    DerivedTensor copyOfValues();
}
