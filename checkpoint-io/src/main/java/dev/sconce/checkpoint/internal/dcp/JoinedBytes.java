package dev.sconce.checkpoint.internal.dcp;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.model.ByteSource;
import dev.sconce.checkpoint.model.HostTensor;
import dev.sconce.checkpoint.model.PySize;
import dev.sconce.checkpoint.model.StridedLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tensor's bytes put together of its parts, on the heap, when they are first asked for. */
final class JoinedBytes implements ByteSource {
    /**
     * A part of the tensor.
     *
     * @param offsets where it begins in each dimension
     * @param tensor its elements
     */
    record Piece(PySize offsets, HostTensor tensor) {}

    private final long[] shape;
    private final int elementBytes;
    private final long lengthBytes;
    private final List<Piece> pieces;
    private @Nullable ByteBuffer joined;

    /**
     * The bytes of a row-major tensor.
     *
     * @throws CheckpointFormatException if the parts do not make up the whole
     */
    JoinedBytes(long[] shape, int elementBytes, List<Piece> pieces) throws CheckpointFormatException {
        this.shape = shape.clone();
        this.elementBytes = elementBytes;
        this.pieces = List.copyOf(pieces);
        long elements = new StridedLayout(shape, StridedLayout.contiguousStrides(shape), 0).elementCount();
        long covered = 0;
        for (Piece piece : pieces) {
            requireInside(piece);
            covered = Math.addExact(covered, piece.tensor().elementCount());
        }
        if (covered != elements) {
            throw CheckpointFormatException.corrupt("the parts of a tensor do not make up the whole")
                    .expected(elements + " elements", covered);
        }
        this.lengthBytes = Math.multiplyExact(elements, (long) elementBytes);
    }

    private void requireInside(Piece piece) throws CheckpointFormatException {
        long[] lengths = piece.tensor().shape();
        long[] offsets = piece.offsets().toArray();
        boolean inside = lengths.length == shape.length && offsets.length == shape.length;
        for (int i = 0; inside && i < shape.length; i++) {
            inside = offsets[i] >= 0 && offsets[i] <= shape[i] - lengths[i];
        }
        if (!inside) {
            throw CheckpointFormatException.corrupt("a part of a tensor lies outside of it")
                    .expected(java.util.Arrays.toString(shape), piece.tensor());
        }
    }

    @Override
    public long lengthBytes() {
        return lengthBytes;
    }

    @Override
    public synchronized ByteBuffer bytes(long offset, int length) throws IOException {
        if (joined == null) {
            joined = join();
        }
        return joined.slice(Math.toIntExact(offset), length).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    private ByteBuffer join() throws IOException {
        if (lengthBytes > Integer.MAX_VALUE - 8) {
            throw CheckpointFormatException.unsupported("a tensor in parts, of 2 GiB or more");
        }
        var target = ByteBuffer.allocate((int) lengthBytes);
        for (Piece piece : pieces) {
            if (piece.tensor().elementCount() > 0) {
                copy(piece, target);
            }
        }
        return target;
    }

    /** Row by row along the last dimension: that is where both the part and the whole are without gaps. */
    private void copy(Piece piece, ByteBuffer target) throws IOException {
        long[] lengths = piece.tensor().shape();
        long[] offsets = piece.offsets().toArray();
        long[] strides = StridedLayout.contiguousStrides(shape);
        int rank = shape.length;
        int rowBytes = (int) ((rank == 0 ? 1 : lengths[rank - 1]) * elementBytes);
        ByteBuffer source = piece.tensor().data().toBuffer();
        long[] index = new long[rank];
        for (int done = 0; done < source.limit(); done += rowBytes) {
            long at = 0;
            for (int i = 0; i < rank; i++) {
                at += (offsets[i] + index[i]) * strides[i];
            }
            target.put((int) (at * elementBytes), source, done, rowBytes);
            for (int i = rank - 2; i >= 0 && ++index[i] == lengths[i]; i--) {
                index[i] = 0;
            }
        }
    }
}
