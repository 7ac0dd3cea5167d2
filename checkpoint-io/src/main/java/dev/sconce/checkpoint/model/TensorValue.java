package dev.sconce.checkpoint.model;

/** A tensor of any layout. */
public sealed interface TensorValue extends PyValue permits HostTensor, SparseTensor, NestedTensor {
    /** What one element is. */
    ElementType dtype();
}
