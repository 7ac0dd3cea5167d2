package dev.sconce.checkpoint.cli;

import dev.sconce.checkpoint.Checkpoint;
import dev.sconce.checkpoint.internal.json.JsonWriter;
import dev.sconce.checkpoint.model.ElementType;
import dev.sconce.checkpoint.model.HostTensor;
import dev.sconce.checkpoint.model.PyFloat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sconce diff}: where the tensors of two checkpoints differ. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        header = "Compares the tensors of two checkpoints.",
        description = {
            "",
            "Prints keys that only one has, types and shapes that differ, and the largest difference of each tensor whose"
                    + " values differ. The formats may differ."
        },
        footer = {
            "",
            "Examples:",
            "  sconce diff before.pth after.pth",
            "  sconce diff model.pth model.safetensors",
            "",
            "Exit status: 0 no difference, 1 they differ, 3 a file was refused, 4 it cannot be read."
        })
final class DiffCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "A", description = "A checkpoint.")
    private Path first = Path.of("");

    @Parameters(index = "1", paramLabel = "B", description = "Another.")
    private Path second = Path.of("");

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        List<Object> differences = new ArrayList<>();
        try (var a = Checkpoint.open(first, reading.toReadOptions());
                var b = Checkpoint.open(second, reading.toReadOptions())) {
            Map<String, HostTensor> left = a.tensors();
            Map<String, HostTensor> right = b.tensors();
            var keys = new LinkedHashSet<>(left.keySet());
            keys.addAll(right.keySet());
            for (String key : keys) {
                String difference = difference(left.get(key), right.get(key));
                if (difference != null) {
                    differences.add(Map.of("key", key, "difference", difference));
                }
            }
        }
        report(differences);
        return differences.isEmpty() ? ExitStatus.OK : ExitStatus.FOUND;
    }

    private static @Nullable String difference(@Nullable HostTensor left, @Nullable HostTensor right)
            throws IOException {
        if (left == null || right == null) {
            return left == null ? "only in the second" : "only in the first";
        } else if (left.dtype() != right.dtype()) {
            return left.dtype() + " and " + right.dtype();
        } else if (!Arrays.equals(left.shape(), right.shape())) {
            return "shapes " + Arrays.toString(left.shape()) + " and " + Arrays.toString(right.shape());
        } else if (left.isMeta() || right.isMeta()) {
            return left.isMeta() == right.isMeta() ? null : "one is a meta tensor";
        } else if (left.data().sha256().equals(right.data().sha256())) {
            return null;
        }
        ElementType.Kind kind = left.dtype().kind();
        if (kind == ElementType.Kind.COMPLEX || kind == ElementType.Kind.OPAQUE) {
            return "the values differ";
        }
        return "the values differ by up to " + new PyFloat(LargestDifference.of(left, right));
    }

    private void report(List<Object> differences) {
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonWriter.write(Map.of("differences", differences)));
            return;
        }
        for (Object difference : differences) {
            var fields = (Map<?, ?>) difference;
            out.println(fields.get("key") + ": " + fields.get("difference"));
        }
        out.println(differences.isEmpty() ? "no difference" : differences.size() + " tensors differ");
    }
}
