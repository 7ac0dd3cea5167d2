package dev.sconce.torch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.TensorArrayRef;
import org.jspecify.annotations.Nullable;

/**
 * A list of tensors as a native call borrows it: an array of native tensors, each a word that points at what it stands for.
 * The words are copied without native calls, and the tensors' own counts are not touched, since Java keeps them alive.
 */
final class TensorRefs {
    private LongBuffer words = words(0);
    private @Nullable TensorArrayRef[] byLength = new TensorArrayRef[0];
    private org.bytedeco.pytorch.@Nullable Tensor[] held = new org.bytedeco.pytorch.Tensor[0];
    private int count;

    private static LongBuffer words(int capacity) {
        return ByteBuffer.allocateDirect(capacity * Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .asLongBuffer();
    }

    /** The tensors as an argument, until {@link #release()}. */
    TensorArrayRef hold(List<? extends Tensor> tensors) {
        int size = tensors.size();
        if (size > held.length) {
            grow(Math.max(8, Integer.highestOneBit(size) * 2));
        }
        for (int i = 0; i < size; i++) {
            org.bytedeco.pytorch.Tensor handle = tensors.get(i).handle();
            held[i] = handle;
            count = i + 1;
            words.put(i, NativeWords.at(handle.address()));
        }
        TensorArrayRef ref = byLength[size];
        if (ref == null) {
            ref = Marshal.kept(new TensorArrayRef(new Words(words), size));
            byLength[size] = ref;
        }
        return ref;
    }

    private void grow(int capacity) {
        words = words(capacity);
        held = new org.bytedeco.pytorch.Tensor[capacity];
        byLength = new TensorArrayRef[capacity + 1];
    }

    /** Lets the tensors go. */
    void release() {
        Arrays.fill(held, 0, count, null);
        count = 0;
    }

    /** The array's first tensor, for the presets' types; it keeps the array. */
    private static final class Words extends org.bytedeco.pytorch.Tensor {
        @SuppressWarnings("unused") // holds the memory
        private final LongBuffer memory;

        Words(LongBuffer memory) {
            super((Pointer) new LongPointer(memory));
            this.memory = memory;
        }
    }
}
