package dev.sconce.it.python;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Python that the scripts run in: the one that {@code SCONCE_PYTHON} (or the system property
 * {@code sconce.python}) names, or else a virtual environment that is made on first use from {@code requirements.txt}.
 */
public final class PythonEnvironment {

    /** The environment variable that names an interpreter which has the required packages already. */
    public static final String VARIABLE = "SCONCE_PYTHON";

    private static final String PROPERTY = "sconce.python";
    private static final Duration CHECK_LIMIT = Duration.ofMinutes(2);

    private static @Nullable Path interpreter;
    private static @Nullable String failure;

    private PythonEnvironment() {}

    /**
     * The interpreter. Found or made once in the life of this JVM; so is the failure to do so.
     *
     * @throws PythonUnavailableException if there is none and none can be made; the message says what helps
     */
    public static synchronized Path interpreter() {
        if (failure != null) {
            throw new PythonUnavailableException(failure);
        }
        if (interpreter == null) {
            try {
                interpreter = locate();
            } catch (PythonUnavailableException e) {
                failure = e.getMessage();
                throw e;
            } catch (IOException e) {
                throw new UncheckedIOException("cannot make the Python environment", e);
            }
        }
        return interpreter;
    }

    private static Path locate() throws IOException {
        Requirements requirements = Requirements.read(ProjectFiles.scripts().resolve("requirements.txt"));
        Optional<Path> named = named();
        Path python = named.isPresent()
                ? named.get()
                : virtualEnvironment(requirements).interpreter();
        checkTorch(python, requirements.torchVersion());
        return python;
    }

    /**
     * The folder of that Python's libtorch.
     *
     * @throws PythonUnavailableException if there is no Python
     */
    public static Path libtorch() {
        String ask = "import os, torch; print(os.path.join(os.path.dirname(torch.__file__), 'lib'))";
        try {
            Command.Result answer =
                    Command.run(List.of(interpreter().toString(), "-c", ask), ProjectFiles.scripts(), CHECK_LIMIT);
            if (answer.exitCode() == 0) {
                return Path.of(answer.output().strip());
            }
            throw new PythonUnavailableException("cannot import torch: " + answer.errors());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot ask Python for its libtorch", e);
        }
    }

    private static VirtualEnvironment virtualEnvironment(Requirements requirements) {
        PythonInterpreter base = PythonInterpreter.find()
                .orElseThrow(() -> new PythonUnavailableException("found no Python " + PythonInterpreter.OLDEST
                        + " or newer on the path; install one, or set " + VARIABLE + " to an interpreter that has "
                        + "PyTorch " + requirements.torchVersion()));
        return new VirtualEnvironment(ProjectFiles.module().resolve(".venv"), base, requirements);
    }

    private static Optional<Path> named() {
        return Optional.ofNullable(System.getProperty(PROPERTY))
                .or(() -> Optional.ofNullable(System.getenv(VARIABLE)))
                .filter(name -> !name.isBlank())
                .map(Path::of);
    }

    /** Parity to the last digits is only asked of the very version that the natives are built from. */
    private static void checkTorch(Path python, String version) {
        List<String> ask = List.of(python.toString(), "-c", "import torch; print(torch.__version__)");
        String found;
        try {
            Command.Result answer = Command.run(ask, ProjectFiles.scripts(), CHECK_LIMIT);
            found = answer.exitCode() == 0
                    ? answer.output().strip()
                    : answer.errors().strip();
        } catch (IOException e) {
            found = e.toString();
        }
        if (!(found.equals(version) || found.startsWith(version + "+"))) {
            throw new PythonUnavailableException(
                    python + " has to be a Python with PyTorch " + version + ", but it answered: " + found);
        }
    }
}
