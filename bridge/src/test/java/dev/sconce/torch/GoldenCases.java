package dev.sconce.torch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What Python answered: cases of one line each, with the answer below it on lines that begin with {@code "| "}. */
record GoldenCases(String task, String answer) {
    static List<GoldenCases> read(String resource) throws IOException {
        List<GoldenCases> cases = new ArrayList<>();
        String task = null;
        List<String> answer = new ArrayList<>();
        try (var in = Objects.requireNonNull(GoldenCases.class.getResourceAsStream(resource), resource);
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("|")) {
                    answer.add(line.substring(Math.min(2, line.length())));
                } else if (!line.startsWith("#")) {
                    if (task != null) {
                        cases.add(new GoldenCases(task, String.join("\n", answer)));
                    }
                    task = line;
                    answer.clear();
                }
            }
        }
        cases.add(new GoldenCases(Objects.requireNonNull(task), String.join("\n", answer)));
        return cases;
    }
}
