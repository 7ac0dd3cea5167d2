package dev.sconce.checkpoint.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line's root: verbs, help, version. */
@Command(
        name = "sconce",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        subcommands = {InspectCommand.class, ConvertCommand.class, VerifyCommand.class, DiffCommand.class},
        header = "Looks into PyTorch checkpoints, checks, compares and converts them.",
        description = {
            "",
            "Reads what torch.save, torch.jit.save, torch.export, safetensors and torch.distributed.checkpoint write,"
                    + " without Python, and never runs what a pickle says."
        },
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {"", "Run 'sconce COMMAND --help' for examples of each."})
public final class Sconce {
    /** For picocli. */
    public Sconce() {
        // Commands have no state of their own.
    }

    /**
     * Runs the command line and ends the JVM with its exit status.
     *
     * @param arguments what stands after the program's name
     */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Sconce())
                .setExecutionExceptionHandler(new ErrorReport())
                .setCaseInsensitiveEnumValuesAllowed(true);
    }
}
