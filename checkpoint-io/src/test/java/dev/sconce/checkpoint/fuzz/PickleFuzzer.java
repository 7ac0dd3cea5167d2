package dev.sconce.checkpoint.fuzz;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Reads any bytes as the pickle of a zip that has storages for it, which a mutation of the whole zip rarely leaves intact.
 */
public final class PickleFuzzer {
    private static final Path FILE = CheckpointFuzzer.temporaryFile();
    private static final int STORAGES = 4;
    private static final int STORAGE_BYTES = 64;

    private PickleFuzzer() {}

    /** Called by Jazzer with one input after the other. */
    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        try (OutputStream file = Files.newOutputStream(FILE);
                var zip = new ZipOutputStream(file)) {
            store(zip, "data.pkl", data);
            store(zip, "version", "3\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < STORAGES; i++) {
                store(zip, "data/" + i, new byte[STORAGE_BYTES]);
            }
        }
        Reading.everyMode(FILE);
    }

    private static void store(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        var crc = new CRC32();
        crc.update(bytes);
        var entry = new ZipEntry("archive/" + name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }
}
