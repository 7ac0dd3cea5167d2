package dev.sconce.checkpoint.cli;

import dev.sconce.checkpoint.Checkpoint;
import dev.sconce.checkpoint.CheckpointFormat;
import dev.sconce.checkpoint.core.WriteOptions;
import dev.sconce.checkpoint.model.NameGlob;
import dev.sconce.checkpoint.model.PyValue;
import dev.sconce.checkpoint.model.StateDict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sconce convert}: a checkpoint in another format. */
@Command(
        name = "convert",
        mixinStandardHelpOptions = true,
        header = "Writes a checkpoint in another format.",
        description = {
            "",
            "The format follows from the output's extension or from --to: .pth, .pt, .bin, .ckpt: torch zip;"
                    + " .safetensors: safetensors. The whole tree is kept where the format can hold it; safetensors, shards,"
                    + " --rename, --rename-regex, --only and --dtype take the state dict alone."
        },
        footer = {
            "",
            "Examples:",
            "  sconce convert model.pth model.safetensors",
            "  sconce convert old.pth new.pth                        (a legacy stream becomes a zip)",
            "  sconce convert --rename module.= ddp.pth plain.pth    (drops DataParallel's prefix)",
            "  sconce convert --only 'encoder.*' --rename encoder.= model.pth encoder.pth",
            "  sconce convert --rename-regex '^blocks\\.(\\d+)=layers.$1' a.pth b.pth",
            "  sconce convert --shard-size 5GB big.pth folder",
            "",
            "Exit status: 0 done, 3 the file was refused, 4 it cannot be read or written."
        })
final class ConvertCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "IN", description = "A checkpoint, or the folder of one.")
    private Path in = Path.of("");

    @Parameters(index = "1", paramLabel = "OUT", description = "The file to write; with --shard-size, the folder.")
    private Path out = Path.of("");

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    @Option(names = "--to", description = "The format to write: ${COMPLETION-CANDIDATES}.")
    private @Nullable OutputFormat format;

    @Option(
            names = "--rename",
            paramLabel = "FROM=TO",
            description = "Replaces the beginning FROM of a tensor's name by TO. Repeatable.")
    private Map<String, String> renamings = new LinkedHashMap<>();

    @Option(
            names = "--rename-regex",
            paramLabel = "REGEX=TO",
            description = "Replaces what the regular expression finds in a tensor's name by TO; $1 is its first group."
                    + " Repeatable, after --rename.")
    private Map<Pattern, String> patterns = new LinkedHashMap<>();

    @Option(
            names = "--only",
            paramLabel = "GLOB",
            description = "Takes the tensors whose names fit, before they are renamed: --only 'encoder.*'. Repeatable.")
    private List<String> globs = new ArrayList<>();

    @Option(
            names = "--no-crc",
            description = "Leaves the CRC of a zip's records 0, with which PyTorch is content and zip tools are not.")
    private boolean withoutCrc;

    @Option(
            names = "--dtype",
            paramLabel = "DTYPE",
            description = "Converts floating-point tensors: float64, float32, float16 or bfloat16.")
    private @Nullable String dtype;

    @Option(
            names = "--shard-size",
            paramLabel = "SIZE",
            description = "Writes several files of at most SIZE (5GB) and an index.")
    private @Nullable String shardSize;

    /** The formats that are written. */
    enum OutputFormat {
        /** What torch.save writes. */
        ZIP,
        /** What torch.save wrote before PyTorch 1.6. */
        LEGACY,
        /** A safetensors file. */
        SAFETENSORS
    }

    @Override
    public Integer call() throws IOException {
        var options = WriteOptions.DEFAULT
                .withComputeCrc32(!withoutCrc)
                .withProgress(ProgressBar.onTerminal(spec.commandLine().getErr()));
        try (var checkpoint = Checkpoint.open(in, reading.toReadOptions())) {
            CheckpointFormat target = target();
            if (target == CheckpointFormat.SAFETENSORS) {
                options = options.withFileMetadata(checkpoint.fileMetadata());
            }
            if (shardSize != null) {
                Checkpoint.writeSharded(out, changed(checkpoint), Sizes.parse(shardSize), target, options);
            } else {
                Checkpoint.write(out, value(checkpoint, target), target, options);
            }
        }
        return ExitStatus.OK;
    }

    private CheckpointFormat target() {
        if (format == null) {
            boolean safetensors = out.toString().endsWith(".safetensors") || shardSize != null;
            return safetensors ? CheckpointFormat.SAFETENSORS : CheckpointFormat.TORCH_ZIP;
        }
        return switch (format) {
            case ZIP -> CheckpointFormat.TORCH_ZIP;
            case LEGACY -> CheckpointFormat.TORCH_LEGACY;
            case SAFETENSORS -> CheckpointFormat.SAFETENSORS;
        };
    }

    private PyValue value(Checkpoint checkpoint, CheckpointFormat target) throws IOException {
        boolean whole = target != CheckpointFormat.SAFETENSORS
                && renamings.isEmpty()
                && patterns.isEmpty()
                && globs.isEmpty()
                && dtype == null;
        return whole ? checkpoint.root() : changed(checkpoint).toPyDict();
    }

    private StateDict changed(Checkpoint checkpoint) throws IOException {
        List<Predicate<String>> wanted = globs.stream().map(NameGlob::of).toList();
        StateDict state = checkpoint
                .stateDict()
                .filter(name -> wanted.isEmpty() || wanted.stream().anyMatch(glob -> glob.test(name)))
                .rename(this::renamed);
        for (Map.Entry<Pattern, String> pattern : patterns.entrySet()) {
            state = state.rename(pattern.getKey(), pattern.getValue());
        }
        return dtype == null ? state : FloatConversion.convert(state, dtype);
    }

    private String renamed(String name) {
        for (Map.Entry<String, String> renaming : renamings.entrySet()) {
            if (name.startsWith(renaming.getKey())) {
                return renaming.getValue() + name.substring(renaming.getKey().length());
            }
        }
        return name;
    }
}
