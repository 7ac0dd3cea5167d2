package dev.sconce.it.conformance;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The results as JSON: a list of {@code {"suite", "id", "outcome", "reasons", "refusals"}}. */
final class JsonReport {
    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

    private JsonReport() {}

    static void write(List<Verdict> verdicts, Path file) throws IOException {
        Files.writeString(file, GSON.toJson(verdicts) + "\n");
    }
}
