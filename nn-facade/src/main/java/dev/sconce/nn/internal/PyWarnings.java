package dev.sconce.nn.internal;

/** Where Python calls {@code warnings.warn} in {@code torch.nn}: the text goes to the system's logger {@code dev.sconce.nn}, once. */
public final class PyWarnings {
    private static final System.Logger LOG = System.getLogger("dev.sconce.nn");

    private PyWarnings() {}

    /**
     * Warns.
     *
     * @param text Python's words
     */
    public static void warn(String text) {
        dev.sconce.torch.internal.PyWarnings.warn(LOG, text);
    }

    /** Forgets what was said, for tests. */
    public static void forget() {
        dev.sconce.torch.internal.PyWarnings.forget();
    }
}
