package dev.sconce.checkpoint.internal.torch;

import dev.sconce.checkpoint.model.ByteSource;
import dev.sconce.checkpoint.model.ElementType;
import java.io.IOException;

/** Finds the bytes of a storage in its container. */
@FunctionalInterface
public interface StorageLookup {
    /**
     * The bytes of a storage, little-endian.
     *
     * @param key its name in the container
     * @param lengthBytes how many there must be
     * @param dtype what its elements are; uint8 for an untyped storage
     * @throws IOException if there is none of this name and length
     */
    ByteSource find(String key, long lengthBytes, ElementType dtype) throws IOException;
}
