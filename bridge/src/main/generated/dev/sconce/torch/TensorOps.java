package dev.sconce.torch;

import org.jspecify.annotations.Nullable;

/** The operations of a tensor. */
public abstract sealed class TensorOps extends NativeTensor permits Tensor {
    TensorOps(org.bytedeco.pytorch.Tensor handle, @Nullable TensorScope owner) {
        super(handle, owner);
    }
}
