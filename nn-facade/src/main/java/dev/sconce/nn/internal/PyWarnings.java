package dev.sconce.nn.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where Python calls {@code warnings.warn}: the text goes to the system's logger {@code dev.sconce.nn}, once, so that a
 * training loop does not repeat it at every step; that is Python's default too.
 */
public final class PyWarnings {
    private static final System.Logger LOG = System.getLogger("dev.sconce.nn");

    /** More texts than this are not kept in mind. */
    private static final int LIMIT = 1000;

    private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

    private PyWarnings() {}

    /**
     * Warns.
     *
     * @param text Python's words
     */
    public static void warn(String text) {
        if (SAID.size() >= LIMIT || SAID.add(text)) {
            LOG.log(System.Logger.Level.WARNING, text);
        }
    }

    /** Forgets what was said, for tests. */
    public static void forget() {
        SAID.clear();
    }
}
