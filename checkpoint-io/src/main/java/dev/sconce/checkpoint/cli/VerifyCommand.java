package dev.sconce.checkpoint.cli;

import dev.sconce.checkpoint.Checkpoint;
import dev.sconce.checkpoint.internal.json.JsonWriter;
import dev.sconce.checkpoint.model.ElementType;
import dev.sconce.checkpoint.model.HostTensor;
import dev.sconce.checkpoint.model.TensorData;
import dev.sconce.checkpoint.model.TensorStatistics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sconce verify}: whether a checkpoint is whole and its numbers are finite. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        header = "Checks that a checkpoint is whole and its numbers are finite.",
        description = {"", "Reads every byte, checks structure and CRCs, and looks for values that are not finite."},
        footer = {
            "",
            "Examples:",
            "  sconce verify model.pth",
            "  sconce verify --json model.pth",
            "",
            "Exit status: 0 nothing wrong, 1 some values are not finite, 3 the file was refused, 4 it cannot be read."
        })
final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "A checkpoint, or the folder of one.")
    private Path file = Path.of("");

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        List<Object> findings = new ArrayList<>();
        int count;
        try (var checkpoint = Checkpoint.open(file, reading.toReadOptions().withVerifyCrc(true))) {
            Map<String, HostTensor> tensors = checkpoint.tensors();
            count = tensors.size();
            var progress = new ReadingProgress(spec.commandLine().getErr(), tensors.values());
            for (Map.Entry<String, HostTensor> entry : tensors.entrySet()) {
                check(entry.getKey(), entry.getValue(), progress, findings);
            }
        }
        report(count, findings);
        return findings.isEmpty() ? ExitStatus.OK : ExitStatus.FOUND;
    }

    private static void check(String path, HostTensor tensor, ReadingProgress progress, List<Object> findings)
            throws IOException {
        TensorData data = progress.next(tensor);
        if (tensor.isMeta()) {
            return;
        }
        if (tensor.dtype().kind() != ElementType.Kind.FLOAT) {
            data.forEachChunk(chunk -> chunk.position(chunk.limit()));
            return;
        }
        TensorStatistics statistics = data.statistics();
        if (statistics.hasNonFinite()) {
            findings.add(Map.of("key", path, "nan", statistics.nanCount(), "infinite", statistics.infiniteCount()));
        }
    }

    private void report(int count, List<Object> findings) {
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonWriter.write(Map.of("tensors", count, "non_finite", findings)));
            return;
        }
        for (Object finding : findings) {
            var fields = (Map<?, ?>) finding;
            out.println(fields.get("key") + ": " + fields.get("nan") + " NaN, " + fields.get("infinite") + " infinite");
        }
        out.println(
                findings.isEmpty()
                        ? "whole: " + count + " tensors, all values finite"
                        : "whole, but " + findings.size() + " of " + count
                                + " tensors hold values that are not finite");
    }
}
