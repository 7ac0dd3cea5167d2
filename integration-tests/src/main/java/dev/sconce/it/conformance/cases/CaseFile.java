package dev.sconce.it.conformance.cases;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file of cases: {@code name.jsonl} with one case a line, or {@code name.json} with one case, beside {@code name.bin}.
 *
 * @param suite the path below the folder of cases, without its ending: {@code modules/Conv2d}
 * @param path the JSON file
 */
public record CaseFile(String suite, Path path) {

    private static final List<String> ENDINGS = List.of(".jsonl", ".json");
    private static final String MANIFEST = ".manifest.json";

    /**
     * Finds all files of cases.
     *
     * @param folder where to look, at any depth
     * @param filter a part of the suites' names, such as {@code optim} or {@code modules/Conv2d}; empty for all
     * @return the files in the order of their names
     */
    public static List<CaseFile> find(Path folder, String filter) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> isCases(path.toString()))
                    .sorted()
                    .map(path -> new CaseFile(suite(folder, path), path))
                    .filter(file -> file.suite.contains(filter))
                    .toList();
        }
    }

    private static boolean isCases(String path) {
        return ENDINGS.stream().anyMatch(path::endsWith) && !path.endsWith(MANIFEST);
    }

    private static String suite(Path folder, Path path) {
        String name = folder.relativize(path).toString().replace('\\', '/');
        return name.substring(0, name.lastIndexOf('.'));
    }

    /** Reads all cases of the file. */
    public List<Case> read() throws IOException {
        ByteBuffer blob = ByteBuffer.wrap(Files.readAllBytes(path.resolveSibling(stem() + ".bin")))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asReadOnlyBuffer();
        List<String> documents =
                path.toString().endsWith(".jsonl") ? Files.readAllLines(path) : List.of(Files.readString(path));
        List<Case> cases = new ArrayList<>();
        for (String document : documents) {
            JsonElement parsed = JsonParser.parseString(document);
            cases.add(new Case(suite, parsed.getAsJsonObject(), blob));
        }
        return cases;
    }

    private String stem() {
        String name = String.valueOf(path.getFileName());
        return name.substring(0, name.lastIndexOf('.'));
    }
}
