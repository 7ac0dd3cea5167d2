package dev.sconce.checkpoint.model;

import java.nio.file.Path;

/**
 * Where bytes lie, uncompressed and in this machine's byte order.
 *
 * @param path the file
 * @param offsetBytes where they begin
 * @param lengthBytes how many
 */
public record FileRegion(Path path, long offsetBytes, long lengthBytes) {}
