package dev.sconce.checkpoint.internal.io;

import dev.sconce.checkpoint.model.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Big-endian elements, turned round as they are read. */
public final class SwappedBytes implements ByteSource {
    private final ByteSource source;
    private final int unitBytes;

    /**
     * Bytes of a big-endian file.
     *
     * @param unitBytes how many bytes are swapped together: 1, 2, 4 or 8
     */
    public SwappedBytes(ByteSource source, int unitBytes) {
        this.source = source;
        this.unitBytes = unitBytes;
    }

    @Override
    public long lengthBytes() {
        return source.lengthBytes();
    }

    @Override
    public ByteBuffer bytes(long offset, int length) throws IOException {
        byte[] swapped = new byte[length];
        for (int i = 0; i < length; ) {
            long at = offset + i;
            long unitStart = at - at % unitBytes;
            long unitEnd = Math.min(unitStart + unitBytes, lengthBytes());
            int count = (int) Math.min(unitEnd - at, length - i);
            ByteBuffer unit = source.bytes(unitStart, (int) (unitEnd - unitStart));
            for (int j = 0; j < count; j++) {
                swapped[i + j] = unit.get((int) (unitEnd - 1 - at - j));
            }
            i += count;
        }
        return ByteBuffer.wrap(swapped).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }
}
