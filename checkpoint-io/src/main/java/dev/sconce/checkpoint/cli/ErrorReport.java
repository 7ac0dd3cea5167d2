package dev.sconce.checkpoint.cli;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.internal.json.JsonWriter;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** One line on standard error for what went wrong, and with {@code --json} an object on standard output. */
final class ErrorReport implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception error, CommandLine command, ParseResult parsed) throws Exception {
        if (!(error instanceof IOException) && !(error instanceof IllegalArgumentException)) {
            throw error;
        }
        String message =
                error instanceof NoSuchFileException ? "no such file: " + error.getMessage() : error.getMessage();
        command.getErr().println("sconce: " + String.valueOf(message).replaceAll("\\s+", " "));
        if (command.getParseResult().hasMatchedOption("--json")) {
            command.getOut().println(JsonWriter.write(Map.of("error", describe(error, String.valueOf(message)))));
        }
        return error instanceof CheckpointFormatException ? ExitStatus.REFUSED : ExitStatus.FAILED;
    }

    private static Map<String, @Nullable Object> describe(Exception error, String message) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("type", error.getClass().getSimpleName());
        json.put("message", message);
        json.put("entry", null);
        json.put("offset", null);
        if (error instanceof CheckpointFormatException format) {
            json.put("entry", format.entry().orElse(null));
            json.put("offset", format.offset().isPresent() ? format.offset().getAsLong() : null);
        }
        return json;
    }
}
