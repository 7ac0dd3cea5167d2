package dev.sconce.torch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bytedeco.pytorch.TensorVector;
import org.jspecify.annotations.Nullable;

/** Lists of tensors to and from the native side, which writes None as an undefined tensor. */
final class TensorLists {
    private TensorLists() {}

    /** A native list of the same tensors, undefined ones for null; the caller closes it. */
    static TensorVector toNative(List<? extends @Nullable Tensor> tensors) {
        TensorVector vector = new TensorVector(tensors.size());
        try {
            for (int i = 0; i < tensors.size(); i++) {
                Tensor tensor = tensors.get(i);
                if (tensor != null) {
                    vector.put(i, tensor.handle());
                }
            }
            return vector;
        } catch (RuntimeException e) { // one of them is closed
            vector.close();
            throw e;
        }
    }

    /** The tensors of a native list, null for undefined ones; the list is closed. */
    static List<@Nullable Tensor> take(TensorVector vector) {
        try (vector) {
            List<@Nullable Tensor> tensors = new ArrayList<>();
            for (long i = 0; i < vector.size(); i++) {
                tensors.add(Tensor.copyOf(vector.get(i)));
            }
            return Collections.unmodifiableList(tensors);
        }
    }
}
