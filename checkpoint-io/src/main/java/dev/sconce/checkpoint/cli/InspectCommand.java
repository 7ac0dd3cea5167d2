package dev.sconce.checkpoint.cli;

import dev.sconce.checkpoint.Checkpoint;
import dev.sconce.checkpoint.internal.json.JsonWriter;
import dev.sconce.checkpoint.model.HostTensor;
import dev.sconce.checkpoint.model.TensorData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sconce inspect}: what is in a checkpoint. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        header = "Shows what is in a checkpoint.",
        description = {
            "",
            "Prints a tree of keys with types, shapes and sizes, and totals. Reads the directory and the pickle alone,"
                    + " unless told otherwise."
        },
        footer = {
            "",
            "Examples:",
            "  sconce inspect model.pth",
            "  sconce inspect --inspecting lightning.ckpt",
            "  sconce inspect --json --sha256 model.pth | jq '.entries[].key'",
            "",
            "Exit status: 0 done, 3 the file was refused, 4 it cannot be read."
        })
final class InspectCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "A checkpoint, or the folder of one.")
    private Path file = Path.of("");

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Option(names = "--sha256", description = "With --json: the SHA-256 of each tensor's elements.")
    private boolean sha256;

    @Option(names = "--materialize", description = "Read every byte of every tensor.")
    private boolean materialize;

    @Override
    public Integer call() throws IOException {
        try (var checkpoint = Checkpoint.open(file, reading.toReadOptions())) {
            if (materialize) {
                readAll(checkpoint.tensors().values());
            }
            var out = spec.commandLine().getOut();
            if (json) {
                out.println(JsonWriter.write(JsonDocument.of(checkpoint, sha256)));
            } else {
                TreeReport.print(
                        checkpoint, out, spec.commandLine().getColorScheme().ansi());
            }
            out.flush();
        }
        return ExitStatus.OK;
    }

    private void readAll(Collection<HostTensor> tensors) throws IOException {
        var progress = new ReadingProgress(spec.commandLine().getErr(), tensors);
        for (HostTensor tensor : tensors) {
            TensorData data = progress.next(tensor);
            if (!tensor.isMeta()) {
                data.forEachChunk(chunk -> chunk.get(chunk.limit() - 1));
            }
        }
    }
}
