package dev.sconce.checkpoint.internal.dcp;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.model.HostTensor;
import dev.sconce.checkpoint.model.PySize;
import dev.sconce.checkpoint.model.StridedLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * A part of a row-major tensor, and where in it the part lies: as runs of bytes, in which both the part and the whole are
 * without gaps.
 */
final class PlacedPart {
    private final HostTensor tensor;
    private final long[] offsets;
    private final long[] lengths;
    private final long[] strideBytes;

    /** How many of the first dimensions the runs are counted by; the others lie within a run. */
    private final int outer;

    private final long runBytes;
    private final long runs;

    /**
     * Places a part.
     *
     * @param shape the whole tensor's lengths
     * @param offsets where the part begins in each dimension
     * @throws CheckpointFormatException if it lies outside, or is of a type that packs several elements into a byte
     */
    PlacedPart(long[] shape, PySize offsets, HostTensor tensor) throws CheckpointFormatException {
        this.tensor = tensor;
        this.offsets = offsets.toArray();
        this.lengths = tensor.shape();
        requireInside(shape);
        if (tensor.dtype().elementsPerUnit() != 1) {
            throw CheckpointFormatException.unsupported("a tensor of " + tensor.dtype() + " in several parts");
        }
        this.strideBytes = StridedLayout.contiguousStrides(shape);
        int axis = shape.length;
        long run = tensor.dtype().sizeBytes();
        for (int i = 0; i < strideBytes.length; i++) {
            strideBytes[i] =
                    Math.multiplyExact(strideBytes[i], (long) tensor.dtype().sizeBytes());
        }
        // The innermost dimensions of which the part has all, and the one around them.
        while (axis > 0 && (axis == shape.length || lengths[axis] == shape[axis])) {
            run = Math.multiplyExact(run, lengths[--axis]);
        }
        this.outer = axis;
        this.runBytes = run;
        this.runs = run == 0 ? 0 : tensor.lengthBytes() / run;
    }

    private void requireInside(long[] shape) throws CheckpointFormatException {
        boolean inside = lengths.length == shape.length && offsets.length == shape.length;
        for (int i = 0; inside && i < shape.length; i++) {
            inside = offsets[i] >= 0 && offsets[i] <= shape[i] - lengths[i];
        }
        if (!inside) {
            throw CheckpointFormatException.corrupt("a part of a tensor lies outside of it")
                    .expected(Arrays.toString(shape), tensor);
        }
    }

    boolean isEmpty() {
        return runs == 0;
    }

    long elementCount() {
        return tensor.elementCount();
    }

    /** Where the first run begins in the whole. */
    long firstByte() {
        return start(0);
    }

    /** Where the last run ends in the whole. */
    long endByte() {
        return start(runs - 1) + runBytes;
    }

    /** Where a run begins in the whole; the later the run, the greater. */
    private long start(long run) {
        long at = 0;
        long rest = run;
        for (int axis = strideBytes.length - 1; axis >= 0; axis--) {
            long index = offsets[axis];
            if (axis < outer) {
                index += rest % lengths[axis];
                rest /= lengths[axis];
            }
            at += index * strideBytes[axis];
        }
        return at;
    }

    boolean overlaps(PlacedPart other) {
        for (int i = 0; i < lengths.length; i++) {
            if (offsets[i] >= other.offsets[i] + other.lengths[i] || other.offsets[i] >= offsets[i] + lengths[i]) {
                return false;
            }
        }
        return true;
    }

    /** The first run that ends behind a place in the whole, or the number of runs. */
    private long firstRunBehind(long at) {
        long low = 0;
        long high = runs;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (start(middle) + runBytes > at) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Bytes of the whole that lie within one run of this part, as they lie in its file. */
    Optional<ByteBuffer> run(long at, int length) throws IOException {
        long run = firstRunBehind(at);
        if (run == runs || at < start(run) || at + length > start(run) + runBytes) {
            return Optional.empty();
        }
        return Optional.of(read(run * runBytes + at - start(run), length));
    }

    /** Fills in what this part has of a stretch of the whole that begins at {@code from}. */
    void copyTo(ByteBuffer target, long from) throws IOException {
        long end = from + target.capacity();
        for (long run = firstRunBehind(from); run < runs && start(run) < end; run++) {
            long begin = Math.max(from, start(run));
            int length = (int) (Math.min(end, start(run) + runBytes) - begin);
            ByteBuffer bytes = read(run * runBytes + begin - start(run), length);
            target.put((int) (begin - from), bytes, bytes.position(), length);
        }
    }

    private ByteBuffer read(long at, int length) throws IOException {
        if (tensor.layout().isContiguous() && !tensor.isConjugated() && !tensor.isNegated()) {
            return tensor.storage()
                    .bytes(tensor.offsetElements() * tensor.dtype().sizeBytes() + at, length);
        }
        // PyTorch writes plain parts; any other is put in order as a whole, each time.
        return tensor.data().toBuffer().slice(Math.toIntExact(at), length);
    }

    @Override
    public String toString() {
        return tensor + " at " + Arrays.toString(offsets);
    }
}
