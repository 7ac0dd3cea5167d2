package dev.sconce.it.python;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Python interpreter that was started once and told its version.
 *
 * @param command how to start it: a program and, for Windows' {@code py -3}, its first arguments
 */
record PythonInterpreter(List<String> command, int major, int minor) {

    static final boolean WINDOWS =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

    /** The oldest Python that PyTorch 2.13.0 has wheels for. */
    static final String OLDEST = "3.10";

    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    private static final Pattern VERSION = Pattern.compile("Python (\\d+)\\.(\\d+).*", Pattern.DOTALL);

    PythonInterpreter {
        command = List.copyOf(command);
    }

    /** The first interpreter on the path that is new enough. */
    static Optional<PythonInterpreter> find() {
        List<List<String>> candidates = WINDOWS
                ? List.of(List.of("py", "-3"), List.of("python"), List.of("python3"))
                : List.of(List.of("python3"), List.of("python"));
        return candidates.stream()
                .map(PythonInterpreter::probe)
                .flatMap(Optional::stream)
                .filter(PythonInterpreter::newEnough)
                .findFirst();
    }

    /** Starts {@code command --version}; empty if there is no such program or it is no Python. */
    static Optional<PythonInterpreter> probe(List<String> command) {
        try {
            Command.Result result = Command.run(append(command, "--version"), Path.of("."), START_LIMIT);
            Matcher version = VERSION.matcher(result.output());
            if (result.exitCode() != 0 || !version.matches()) {
                return Optional.empty();
            }
            return Optional.of(new PythonInterpreter(
                    command, Integer.parseInt(version.group(1)), Integer.parseInt(version.group(2))));
        } catch (IOException e) {
            return Optional.empty(); // no such program: the next candidate may exist
        }
    }

    boolean newEnough() {
        String[] oldest = OLDEST.split("\\.", -1);
        int oldestMajor = Integer.parseInt(oldest[0]);
        return major > oldestMajor || (major == oldestMajor && minor >= Integer.parseInt(oldest[1]));
    }

    /** This interpreter's command with {@code arguments} behind it. */
    List<String> with(String... arguments) {
        return append(command, arguments);
    }

    private static List<String> append(List<String> command, String... arguments) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(arguments));
        return all;
    }
}
