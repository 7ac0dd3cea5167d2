package dev.sconce.checkpoint;

import dev.sconce.checkpoint.internal.io.MappedFile;
import java.io.IOException;

/** What the first bytes of a file say that it is. */
enum FileKind {
    ZIP,
    UNKNOWN;

    private static final int ZIP_SIGNATURE = 0x04034b50;

    static FileKind of(MappedFile file) throws IOException {
        if (file.lengthBytes() >= Integer.BYTES && file.bytes(0, Integer.BYTES).getInt() == ZIP_SIGNATURE) {
            return ZIP;
        }
        return UNKNOWN;
    }
}
