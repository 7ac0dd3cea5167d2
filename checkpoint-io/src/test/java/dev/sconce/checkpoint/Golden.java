package dev.sconce.checkpoint;

import dev.sconce.checkpoint.core.ReadLimits;
import dev.sconce.checkpoint.internal.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The corpus that src/test/python/gen_corpus.py made with PyTorch 2.13.0: checkpoints, good and hostile, and what a reader
 * must see in each; and what PyTorch 1.13.1 (Debian's python3-torch) itself wrote of it. The system property {@code
 * sconce.corpus} names a folder with a freshly made one in the place of the first.
 */
public final class Golden {
    private static Path folder;
    private static Path oldFolder;

    private Golden() {}

    /** A checkpoint of the corpus and what is expected of it. */
    public record Item(String name, Path file, Map<?, ?> expectation) {
        public String outcome() {
            return (String) expectation.get("outcome");
        }

        public boolean is(String flag) {
            return Boolean.TRUE.equals(expectation.get(flag));
        }

        public List<?> list(String field) {
            Object value = expectation.get(field);
            return value instanceof List<?> items ? items : List.of();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** All checkpoints of the corpus of PyTorch 2.13.0. */
    public static synchronized List<Item> items() throws IOException {
        if (folder == null) {
            String made = System.getProperty("sconce.corpus");
            folder = made == null ? unpack("/golden/corpus-2.13.zip") : Path.of(made);
        }
        return items(folder, "");
    }

    /** Those of PyTorch 1.13.1 too. */
    public static synchronized List<Item> itemsOfAllVersions() throws IOException {
        if (oldFolder == null) {
            oldFolder = unpack("/golden/corpus-1.13.zip");
        }
        var items = new ArrayList<>(items());
        items.addAll(items(oldFolder, "1.13/"));
        return items;
    }

    private static List<Item> items(Path folder, String prefix) throws IOException {
        var items = new ArrayList<Item>();
        try (var files = Files.list(folder)) {
            for (Path json : files.filter(Golden::isExpectation)
                    .sorted(Comparator.comparing(Path::toString))
                    .toList()) {
                Object parsed = parse(json);
                if (parsed instanceof Map<?, ?> map && map.get("outcome") != null) {
                    String name = json.getFileName().toString().replaceFirst("\\.json$", "");
                    items.add(new Item(prefix + name, folder.resolve((String) map.get("file")), map));
                }
            }
        }
        return items;
    }

    /** The checkpoint of this name. */
    public static Item item(String name) throws IOException {
        return items().stream()
                .filter(item -> item.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the corpus has no " + name));
    }

    /** Every item has one beside it. */
    private static boolean isExpectation(Path file) {
        return file.toString().endsWith(".json");
    }

    private static Object parse(Path json) throws IOException {
        return JsonReader.read(ByteBuffer.wrap(Files.readAllBytes(json)), ReadLimits.DEFAULT);
    }

    private static Path unpack(String resource) throws IOException {
        Path target = Files.createTempDirectory("sconce-corpus");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(target)));
        try (InputStream archive = Golden.class.getResourceAsStream(resource);
                var zip = new ZipInputStream(archive)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = target.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(zip, file);
                }
            }
        }
        return target;
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
