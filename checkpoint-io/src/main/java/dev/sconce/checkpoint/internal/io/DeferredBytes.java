package dev.sconce.checkpoint.internal.io;

import dev.sconce.checkpoint.model.ByteSource;
import dev.sconce.checkpoint.model.FileRegion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Bytes whose length is known before their place is: those of a format whose storages follow its pickle. */
public final class DeferredBytes implements ByteSource {
    private final long lengthBytes;
    private @Nullable ByteSource place;

    /** Bytes of this length, somewhere. */
    public DeferredBytes(long lengthBytes) {
        this.lengthBytes = lengthBytes;
    }

    /** Says where they are. */
    public void setPlace(ByteSource source) {
        place = source;
    }

    /** Whether it is known where they are. */
    public boolean isPlaced() {
        return place != null;
    }

    private ByteSource place() {
        if (place == null) {
            throw new IllegalStateException("the bytes are asked for before the file has been read");
        }
        return place;
    }

    @Override
    public long lengthBytes() {
        return lengthBytes;
    }

    @Override
    public ByteBuffer bytes(long offset, int length) throws IOException {
        return place().bytes(offset, length);
    }

    @Override
    public Optional<FileRegion> region() {
        return place().region();
    }
}
