package dev.sconce.torch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;

/** Named float64 tensors that Python computed: lines of name, shape and elements. */
final class GoldenTensors {
    private final Map<String, String[]> lines = new HashMap<>();

    GoldenTensors(String resource) {
        try (InputStream in = GoldenTensors.class.getResourceAsStream(resource)) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(line -> {
                String[] fields = line.split("\t", -1);
                lines.put(fields[0], fields);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compares tensors with {@code name.0}, {@code name.1} and so on, to 1e-9 relative. */
    void check(String name, List<Tensor> actual) {
        for (int i = 0; i < actual.size(); i++) {
            String[] fields = lines.get(name + "." + i);
            Assertions.assertThat(actual.get(i).shape()).as("shape of " + name).containsExactly(shape(fields[1]));
            double[] expected = Arrays.stream(fields[2].split(" "))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            double[] found = Values.of(actual.get(i));
            for (int k = 0; k < expected.length; k++) {
                Assertions.assertThat(found[k])
                        .as(name + "." + i + "[" + k + "]")
                        .isEqualTo(expected[k], Assertions.within(1e-9 * Math.max(1, Math.abs(expected[k]))));
            }
        }
    }

    private static long[] shape(String text) {
        return text.isEmpty()
                ? new long[0]
                : Arrays.stream(text.split(",")).mapToLong(Long::parseLong).toArray();
    }
}
