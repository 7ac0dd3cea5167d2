package dev.sconce.it.python;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A virtual environment under {@code integration-tests/.venv}, made once for each state of the requirements.
 *
 * <p>A file lock keeps two builds from making it at the same time, and a marker file that is written last tells a
 * finished one from what a stopped build left behind.
 */
final class VirtualEnvironment {

    private static final Duration MAKE_LIMIT = Duration.ofMinutes(5);
    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(30);

    private final Path parent;
    private final Path folder;
    private final PythonInterpreter base;
    private final Requirements requirements;

    VirtualEnvironment(Path parent, PythonInterpreter base, Requirements requirements) {
        this.parent = parent;
        this.folder = parent.resolve(requirements.fingerprint(base));
        this.base = base;
        this.requirements = requirements;
    }

    /**
     * The environment's interpreter; makes the environment if it is not there.
     *
     * @throws PythonUnavailableException if it cannot be made
     */
    Path interpreter() throws IOException {
        Path marker = folder.resolve("complete");
        Files.createDirectories(parent);
        try (FileChannel channel =
                        FileChannel.open(parent.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            if (!Files.exists(marker)) {
                deleteTree(folder);
                make();
                Files.createFile(marker);
            }
        }
        return executable();
    }

    private Path executable() {
        return PythonInterpreter.WINDOWS
                ? folder.resolve("Scripts").resolve("python.exe")
                : folder.resolve("bin").resolve("python");
    }

    private void make() throws IOException {
        System.out.println("Making a Python environment with PyTorch " + requirements.torchVersion() + " in " + folder
                + " (once; the downloads are about 350 MB)");
        Command.Result made = Command.run(base.with("-m", "venv", folder.toString()), parent, MAKE_LIMIT);
        if (made.exitCode() != 0) {
            throw new PythonUnavailableException("`python -m venv` failed (on Debian and Ubuntu it needs the package"
                    + " python3-venv):\n" + made.output() + made.errors());
        }
        StringBuilder faults = new StringBuilder();
        for (List<String> arguments : requirements.pipArguments()) {
            Command.Result installed = pipInstall(arguments);
            if (installed.exitCode() == 0) {
                return;
            }
            faults.append("pip install ").append(String.join(" ", arguments)).append('\n');
            faults.append(installed.errors()).append('\n');
        }
        throw new PythonUnavailableException("pip could not install what the tests need:\n" + faults);
    }

    private Command.Result pipInstall(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(executable().toString(), "-m", "pip", "install"));
        command.addAll(List.of("--quiet", "--no-input", "--disable-pip-version-check", "--retries", "0"));
        command.addAll(arguments);
        return Command.run(command, parent, INSTALL_LIMIT);
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
