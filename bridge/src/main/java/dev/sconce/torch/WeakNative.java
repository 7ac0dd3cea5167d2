package dev.sconce.torch;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Node;
import org.bytedeco.pytorch.WeakIValue;
import org.jspecify.annotations.Nullable;

/**
 * A reference to a native object that does not keep it alive, so that Java can tell when nobody uses it any longer. The
 * object's address is not given to another while this reference is open.
 */
final class WeakNative {
    private final WeakIValue reference;

    private WeakNative(WeakIValue reference) {
        this.reference = Marshal.kept(reference);
    }

    static WeakNative of(org.bytedeco.pytorch.Tensor tensor) {
        try (var value = new IValue(tensor)) {
            return new WeakNative(new WeakIValue(value));
        }
    }

    /**
     * A node of the autograd graph. libtorch has weak references for whatever an {@code IValue} may hold, and a capsule
     * may hold any {@code intrusive_ptr}, which a node is since 2.13; such a pointer is one machine word, the address.
     */
    static WeakNative of(Node node) {
        try (var pointer = new PointerPointer<Pointer>(1).put(node);
                var capsule = IValue.make_capsule(pointer)) {
            return new WeakNative(new WeakIValue(capsule));
        }
    }

    boolean isAlive() {
        return reference.use_count() > 0;
    }

    /** The tensor, for a reference to one; null if it is gone or this reference is closed. */
    org.bytedeco.pytorch.@Nullable Tensor tensor() {
        if (reference.isNull()) {
            return null;
        }
        try (IValue value = reference.lock()) {
            return value.isTensor() ? new org.bytedeco.pytorch.Tensor(value.toTensor()) : null;
        }
    }

    void close() {
        reference.close();
    }
}
