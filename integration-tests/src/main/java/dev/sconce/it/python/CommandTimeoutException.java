package dev.sconce.it.python;

import java.time.Duration;
import java.util.List;

/** A program did not end in time and was stopped. */
final class CommandTimeoutException extends RuntimeException {

    CommandTimeoutException(List<String> command, Duration limit, String output) {
        super(String.join(" ", command) + " did not end within " + limit.toSeconds() + " s; it wrote:\n" + output);
    }
}
