package dev.sconce.it.conformance.check;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Catches what is logged as a warning, where Python would warn: {@code warnings.simplefilter("error")} makes exceptions of
 * those, and so does this if it is asked to.
 */
public final class Warnings implements AutoCloseable {
    private static final Logger ROOT = Logger.getLogger("");

    private final List<String> messages = new ArrayList<>();
    private final boolean errors;
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord logged) {
            if (logged.getLevel().intValue() >= Level.WARNING.intValue()) {
                messages.add(logged.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    /**
     * Begins.
     *
     * @param errors whether warnings are errors
     */
    public Warnings(boolean errors) {
        this.errors = errors;
        ROOT.addHandler(handler);
    }

    /** What was logged so far. */
    public List<String> messages() {
        return List.copyOf(messages);
    }

    /**
     * Throws the first warning, if warnings are errors.
     *
     * @throws IllegalStateException with its text
     */
    void throwFirst() {
        if (errors && !messages.isEmpty()) {
            throw new IllegalStateException(messages.get(0));
        }
    }

    @Override
    public void close() {
        ROOT.removeHandler(handler);
    }
}
