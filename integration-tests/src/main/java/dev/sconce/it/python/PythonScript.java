package dev.sconce.it.python;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs a script of {@code src/main/python}. */
public final class PythonScript {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private PythonScript() {}

    /**
     * Runs a script to its end.
     *
     * @param name the file's name, as {@code resnet18.py}
     * @param arguments what the script gets; turned into text by {@code toString}
     * @return what it wrote to standard output
     * @throws PythonScriptException if it fails; the message has what it wrote to standard error
     * @throws PythonUnavailableException if there is no Python to run it in
     */
    public static String run(String name, Object... arguments) {
        List<String> command = command(name, arguments);
        Command.Result result = Command.runOrThrow(command, ProjectFiles.scripts(), LIMIT);
        if (result.exitCode() != 0) {
            throw new PythonScriptException(command, result);
        }
        return result.output();
    }

    /**
     * Prepares a script that is talked to while it runs: {@link ProcessBuilder#start()} starts it, its standard input
     * and output are pipes, its complaints go to this process's standard error.
     *
     * @param name the file's name
     * @param arguments what the script gets
     */
    public static ProcessBuilder conversation(String name, Object... arguments) {
        return PythonProcesses.builder(command(name, arguments), ProjectFiles.scripts())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    private static List<String> command(String name, Object... arguments) {
        List<String> command = new ArrayList<>();
        command.add(PythonEnvironment.interpreter().toString());
        command.add(ProjectFiles.scripts().resolve(name).toString());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return command;
    }
}
