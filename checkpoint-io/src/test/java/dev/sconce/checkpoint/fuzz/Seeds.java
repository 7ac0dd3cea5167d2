package dev.sconce.checkpoint.fuzz;

import dev.sconce.checkpoint.Golden;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Lays out what the fuzzers start from: the checkpoints of the corpus, and the pickles inside those that are zips. */
final class Seeds {
    /** Mutations of larger files are slow and find nothing that those of small ones do not. */
    private static final long MAX_SEED_BYTES = 64 << 10;

    private Seeds() {}

    /**
     * Writes the folders {@code files} and {@code pickles}.
     *
     * @param args where to
     */
    public static void main(String... args) throws IOException {
        Path files = Files.createDirectories(Path.of(args[0], "files"));
        Path pickles = Files.createDirectories(Path.of(args[0], "pickles"));
        for (Golden.Item item : Golden.items()) {
            if (Files.isRegularFile(item.file()) && Files.size(item.file()) <= MAX_SEED_BYTES) {
                Files.write(files.resolve(item.name()), Files.readAllBytes(item.file()));
                extractPickle(item.file(), pickles.resolve(item.name()));
            }
        }
    }

    /** Many items are no zips, or damaged ones: they are seeds as files alone. */
    private static void extractPickle(Path file, Path target) throws IOException {
        try (var zip = new ZipFile(file.toFile())) {
            ZipEntry pickle = zip.stream()
                    .filter(entry -> entry.getName().endsWith("/data.pkl"))
                    .findFirst()
                    .orElseThrow(() -> new ZipException("no pickle"));
            try (InputStream bytes = zip.getInputStream(pickle)) {
                Files.write(target, bytes.readAllBytes());
            }
        } catch (ZipException e) {
            return;
        }
    }
}
