package dev.sconce.torch.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where Python calls {@code warnings.warn}: each text goes to a logger of the system's once, so that a training loop does
 * not repeat it at every step; that is Python's default too.
 */
public final class PyWarnings {
    /** More texts than this are not kept in mind. */
    private static final int LIMIT = 1000;

    private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

    private PyWarnings() {}

    /**
     * Warns.
     *
     * @param log where to
     * @param text Python's words
     */
    public static void warn(System.Logger log, String text) {
        if (SAID.size() >= LIMIT || SAID.add(text)) {
            log.log(System.Logger.Level.WARNING, text);
        }
    }

    /** Forgets what was said, for tests. */
    public static void forget() {
        SAID.clear();
    }
}
