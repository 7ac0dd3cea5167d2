package dev.sconce.torch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.TensorArrayRef;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptionalList;
import org.bytedeco.pytorch.TensorVector;
import org.jspecify.annotations.Nullable;

/**
 * Native optionals and lists of tensors that a call borrows for its arguments. They are kept, a few for each thread,
 * since making and freeing one costs more than a small operation does.
 *
 * <p>A call takes a {@link #mark()}, lends what it needs and releases to the mark. Calls nest, as when a hook runs in a
 * backward pass, and are released in reverse order.
 */
final class Slots {
    private static final ThreadLocal<Slots> CURRENT = ThreadLocal.withInitial(Slots::new);

    private static final int BITS = 16;
    private static final int MASK = (1 << BITS) - 1;

    /** More calls than this, one inside the other, are a hook without an end. */
    private static final int MAX_LENT = 1000;

    private TensorOptional[] optionals = new TensorOptional[0];
    private int lentOptionals;
    private TensorVector[] vectors = new TensorVector[0];
    private int lentVectors;
    private TensorRefs[] refs = new TensorRefs[0];
    private int lentRefs;
    private final Deque<Pointer> closing = new ArrayDeque<>();

    private Slots() {}

    /** The slots of this thread. */
    static Slots current() {
        return CURRENT.get();
    }

    /** What is lent now, to release to. */
    long mark() {
        return lentOptionals
                | ((long) lentVectors << BITS)
                | ((long) closing.size() << (2 * BITS))
                | ((long) lentRefs << (3 * BITS));
    }

    /** Takes back what was lent after the mark. */
    void release(long mark) {
        while (lentOptionals > (mark & MASK)) {
            optionals[--lentOptionals].reset();
        }
        while (lentVectors > ((mark >> BITS) & MASK)) {
            vectors[--lentVectors].clear();
        }
        while (closing.size() > ((mark >> (2 * BITS)) & MASK)) {
            closing.removeLast().close();
        }
        while (lentRefs > (mark >> (3 * BITS))) {
            refs[--lentRefs].release();
        }
    }

    TensorOptional lend(@Nullable Tensor tensor) {
        if (tensor == null) {
            return Marshal.NO_TENSOR;
        }
        org.bytedeco.pytorch.Tensor handle = tensor.handle();
        if (lentOptionals == optionals.length) {
            checkDepth(lentOptionals);
            optionals = java.util.Arrays.copyOf(optionals, lentOptionals + 4);
            for (int i = lentOptionals; i < optionals.length; i++) {
                optionals[i] = Marshal.kept(new TensorOptional());
            }
        }
        return optionals[lentOptionals++].put(handle);
    }

    TensorVector lend(List<? extends Tensor> tensors) {
        if (lentVectors == vectors.length) {
            checkDepth(lentVectors);
            vectors = java.util.Arrays.copyOf(vectors, lentVectors + 2);
            for (int i = lentVectors; i < vectors.length; i++) {
                vectors[i] = Marshal.kept(new TensorVector());
            }
        }
        TensorVector vector = vectors[lentVectors++];
        vector.resize(tensors.size());
        for (int i = 0; i < tensors.size(); i++) {
            vector.put(i, tensors.get(i).handle());
        }
        return vector;
    }

    /** The same for a function that takes a view of a list, which costs less. */
    TensorArrayRef ref(List<? extends Tensor> tensors) {
        if (lentRefs == refs.length) {
            checkDepth(lentRefs);
            refs = java.util.Arrays.copyOf(refs, lentRefs + 2);
            for (int i = lentRefs; i < refs.length; i++) {
                refs[i] = new TensorRefs();
            }
        }
        return refs[lentRefs++].hold(tensors);
    }

    TensorOptionalList lendOptionals(List<? extends @Nullable Tensor> tensors) {
        checkDepth(closing.size());
        TensorOptionalList list = new TensorOptionalList();
        closing.add(list);
        for (Tensor tensor : tensors) {
            long mark = mark();
            list.push_back(lend(tensor));
            release(mark);
        }
        return list;
    }

    private static void checkDepth(int lent) {
        if (lent >= MAX_LENT) {
            throw new TorchException("Operations are nested too deeply: " + lent + " calls are under way on "
                    + Objects.toString(Thread.currentThread().getName()));
        }
    }
}
