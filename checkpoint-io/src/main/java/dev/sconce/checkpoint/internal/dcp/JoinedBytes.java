package dev.sconce.checkpoint.internal.dcp;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.model.ByteSource;
import dev.sconce.checkpoint.model.StridedLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A tensor's bytes put together of its parts, as far as they are asked for. What lies within a run of one part is mapped and not
 * copied: any of the rows of a tensor that was sharded by rows, as FSDP does it.
 */
final class JoinedBytes implements ByteSource {
    private final long lengthBytes;
    private final List<PlacedPart> parts;

    /**
     * The bytes of a row-major tensor.
     *
     * @throws CheckpointFormatException if the parts do not make up the whole
     */
    JoinedBytes(long[] shape, int elementBytes, List<PlacedPart> parts) throws CheckpointFormatException {
        this.parts = parts.stream()
                .filter(part -> !part.isEmpty())
                .sorted(Comparator.comparingLong(PlacedPart::firstByte))
                .toList();
        long elements = new StridedLayout(shape, StridedLayout.contiguousStrides(shape), 0).elementCount();
        long covered = 0;
        for (PlacedPart part : parts) {
            covered = Math.addExact(covered, part.elementCount());
        }
        if (covered != elements) {
            throw CheckpointFormatException.corrupt("the parts of a tensor do not make up the whole")
                    .expected(elements + " elements", covered);
        }
        refuseOverlaps();
        this.lengthBytes = Math.multiplyExact(elements, (long) elementBytes);
    }

    /** As many elements as the whole, and none twice: then none is missing. */
    private void refuseOverlaps() throws CheckpointFormatException {
        var open = new ArrayList<PlacedPart>();
        for (PlacedPart part : parts) {
            open.removeIf(earlier -> earlier.endByte() <= part.firstByte());
            for (PlacedPart earlier : open) {
                if (earlier.overlaps(part)) {
                    throw CheckpointFormatException.corrupt("two parts of a tensor overlap")
                            .expected(earlier, part);
                }
            }
            open.add(part);
        }
    }

    @Override
    public long lengthBytes() {
        return lengthBytes;
    }

    @Override
    public ByteBuffer bytes(long offset, int length) throws IOException {
        for (PlacedPart part : parts) {
            if (part.firstByte() > offset) {
                break;
            }
            Optional<ByteBuffer> run = part.run(offset, length);
            if (run.isPresent()) {
                return run.get();
            }
        }
        var target = ByteBuffer.allocate(length);
        for (PlacedPart part : parts) {
            if (part.firstByte() >= offset + length) {
                break;
            }
            part.copyTo(target, offset);
        }
        return target.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }
}
