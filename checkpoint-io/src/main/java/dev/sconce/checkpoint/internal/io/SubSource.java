package dev.sconce.checkpoint.internal.io;

import dev.sconce.checkpoint.model.ByteSource;
import dev.sconce.checkpoint.model.FileRegion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A part of other bytes.
 *
 * @param whole the other bytes
 * @param start where the part begins
 * @param lengthBytes how long it is
 */
public record SubSource(ByteSource whole, long start, long lengthBytes) implements ByteSource {
    @Override
    public ByteBuffer bytes(long offset, int length) throws IOException {
        return whole.bytes(start + offset, length);
    }

    @Override
    public Optional<FileRegion> region() {
        return whole.region().map(all -> new FileRegion(all.path(), all.offsetBytes() + start, lengthBytes));
    }
}
