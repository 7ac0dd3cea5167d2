package dev.sconce.it.python;

import java.util.List;

/** A script ended with an error. */
public final class PythonScriptException extends RuntimeException {

    PythonScriptException(List<String> command, Command.Result result) {
        super(String.join(" ", command) + " ended with " + result.exitCode() + ":\n" + result.errors()
                + result.output());
    }
}
