package dev.sconce.checkpoint.internal.zip;

/**
 * One record of a zip container.
 *
 * @param name the name under the container's root directory: {@code data/0}
 * @param dataOffset where its bytes begin in the container
 * @param storedBytes how many bytes it takes there
 * @param lengthBytes how many bytes it has
 * @param crc its CRC-32; 0 also where none was computed
 * @param deflated whether it is compressed
 */
public record ZipRecord(String name, long dataOffset, long storedBytes, long lengthBytes, long crc, boolean deflated) {}
