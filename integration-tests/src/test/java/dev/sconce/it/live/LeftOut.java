package dev.sconce.it.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** What of Python's is left out in Java, by patterns that each have a reason: a {@code .tsv} file beside this class. */
final class LeftOut {
    private final List<Pattern> patterns = new ArrayList<>();
    private final Set<Pattern> used = new HashSet<>();

    LeftOut(String file) throws IOException {
        try (var lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(LeftOut.class.getResourceAsStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    String[] columns = line.split("\t", -1);
                    assertThat(columns).as(line).hasSize(2).doesNotContain("");
                    patterns.add(Pattern.compile(columns[0]));
                }
            }
        }
    }

    /** Whether a name is left out. */
    boolean contains(String name) {
        return patterns.stream()
                .filter(pattern -> pattern.matcher(name).matches())
                .peek(used::add)
                .findFirst()
                .isPresent();
    }

    /** Asserts that no pattern has become needless. */
    void assertAllUsed() {
        assertThat(patterns).allSatisfy(pattern -> assertThat(used).contains(pattern));
    }
}
