package dev.sconce.torch;

import static java.util.Objects.requireNonNull;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorIndex;
import org.bytedeco.pytorch.TensorIndexVector;
import org.jspecify.annotations.Nullable;

/**
 * The usual {@code x[i, j]}: several integers by one native call, which makes the views between them and lets them go. Made
 * one after the other from here, each of them would need a handle. The list of indices is a thread's own and used again.
 */
final class IntegerIndices {
    private static final NumberCache<TensorIndex> NUMBERS = new NumberCache<>(TensorIndex::new);
    private static final ThreadLocal<IntegerIndices> OF_THREAD = ThreadLocal.withInitial(IntegerIndices::new);

    private final TensorIndexVector list = new TensorIndexVector();
    private int size;

    private IntegerIndices() {
        list.retainReference(); // outlives a PointerScope that may be open here
    }

    /** Whether all are integers. */
    static boolean are(@Nullable Object[] indices) {
        for (Object index : indices) {
            if (!(index instanceof Integer || index instanceof Long)) {
                return false;
            }
        }
        return indices.length > 0;
    }

    /**
     * The view that they select.
     *
     * @param indices at most as many as there are dimensions
     */
    static Tensor select(Tensor self, @Nullable Object[] indices) {
        if (indices.length == 1) {
            return Subscript.select(self, 0, number(indices[0]), 0);
        }
        try {
            return self.index(OF_THREAD.get().list(indices));
        } catch (RuntimeException e) {
            return oneByOne(self, indices); // an index that does not fit: Python's words for it
        }
    }

    private TensorIndexVector list(@Nullable Object[] indices) {
        if (size != indices.length) {
            list.resize(indices.length);
            size = indices.length;
        }
        for (int i = 0; i < size; i++) {
            list.put(i, NUMBERS.get(number(indices[i])));
        }
        return list;
    }

    private static long number(@Nullable Object index) {
        return ((Number) requireNonNull(index)).longValue();
    }

    private static Tensor oneByOne(Tensor self, @Nullable Object[] indices) {
        Tensor result = self;
        for (int i = 0; i < indices.length; i++) {
            Tensor whole = result;
            try {
                result = Subscript.select(whole, 0, number(indices[i]), i);
            } finally {
                if (i > 0) {
                    whole.close();
                }
            }
        }
        return result;
    }
}
