package dev.sconce.checkpoint.model;

/**
 * A bare {@code torch.storage} object: bytes with an element type, but no shape.
 *
 * @param storage the bytes
 * @param dtype the element type; {@code uint8} for an untyped storage
 * @param typed whether it is a {@code TypedStorage}
 */
public record PyStorage(HostStorage storage, ElementType dtype, boolean typed) implements PyValue {
    /** How many elements. */
    public long lengthElements() {
        return storage.lengthBytes() / dtype.sizeBytes();
    }

    @Override
    public String toString() {
        return "storage(" + dtype + ", " + lengthElements() + ")";
    }
}
