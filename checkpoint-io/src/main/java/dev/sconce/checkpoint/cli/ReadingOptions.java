package dev.sconce.checkpoint.cli;

import dev.sconce.checkpoint.core.ReadOptions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of every command that reads a checkpoint. */
final class ReadingOptions {
    @Option(
            names = "--inspecting",
            description = "Make inert, printable objects of unknown Python names instead of refusing them.")
    private boolean inspecting;

    @Option(
            names = "--allow",
            paramLabel = "NAME",
            description = "Accept this Python name too, as an inert object: --allow argparse.Namespace. Repeatable.")
    private List<String> allowed = new ArrayList<>();

    @Option(names = "--verify-crc", description = "Check the CRC of every record whose bytes are read.")
    private boolean verifyCrc;

    ReadOptions toReadOptions() {
        var options =
                ReadOptions.DEFAULT.allowGlobals(allowed.toArray(new String[0])).withVerifyCrc(verifyCrc);
        return inspecting ? options.inspecting() : options;
    }
}
