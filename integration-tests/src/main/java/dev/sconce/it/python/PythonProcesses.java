package dev.sconce.it.python;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Starts Python processes in one environment, so that two machines give the same output. */
final class PythonProcesses {

    private static final Map<String, String> SETTINGS = Map.of(
            "PYTHONUTF8", "1", // whatever the locale: the networks' texts are compared
            "PYTHONDONTWRITEBYTECODE", "1", // no __pycache__ in the source tree
            "PYTHONNOUSERSITE", "1"); // only what the requirements ask for

    private PythonProcesses() {}

    static ProcessBuilder builder(List<String> command, Path directory) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().putAll(SETTINGS);
        // They would lead the interpreter of a virtual environment to another one's packages.
        builder.environment().keySet().removeAll(List.of("PYTHONHOME", "PYTHONPATH"));
        return builder;
    }
}
