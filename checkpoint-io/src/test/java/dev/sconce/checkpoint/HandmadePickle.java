package dev.sconce.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Pickles written by hand, and zips around them. */
public final class HandmadePickle {
    private static final int STORAGES = 4;
    private static final int STORAGE_BYTES = 64;

    private HandmadePickle() {}

    /** Bytes of a text in which {@code <xx>} is a byte in hexadecimal, and {@code ~} a line feed. */
    public static byte[] bytes(String text) {
        var out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '<') {
                out.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 3;
            } else {
                out.append(text.charAt(i) == '~' ? '\n' : text.charAt(i));
            }
        }
        return out.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Writes a zip as PyTorch's, with this pickle, and a few storages of zeros that it may name. */
    public static Path writeZip(Path file, byte[] pickle) throws IOException {
        try (OutputStream stream = Files.newOutputStream(file);
                var zip = new ZipOutputStream(stream)) {
            store(zip, "data.pkl", pickle);
            store(zip, "version", bytes("3~"));
            for (int i = 0; i < STORAGES; i++) {
                store(zip, "data/" + i, new byte[STORAGE_BYTES]);
            }
        }
        return file;
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
