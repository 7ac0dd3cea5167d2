package dev.sconce.it.conformance;

import dev.sconce.it.python.PythonEnvironment;
import dev.sconce.it.python.PythonUnavailableException;

/**
 * The build of libtorch that the cases run on. Cases are what Python's build gave: on the same build nothing may differ, and
 * a difference is Java's. On the bundled one, whose matrix kernels round otherwise, gradients that are sums of what almost
 * cancels differ by more than the tolerance.
 */
enum Kernels {
    /** What {@code sconce.libtorch} or {@code SCONCE_LIBTORCH} names. */
    NAMED("the named one"),
    /** That of the live tests' Python. */
    PYTHON("that of the tests' Python"),
    /** The presets' own. */
    BUNDLED("the bundled one");

    private static final String PROPERTY = "sconce.libtorch";

    private final String text;

    Kernels(String text) {
        this.text = text;
    }

    /** What is printed above a report. */
    String text() {
        return text;
    }

    /** What is named, or else Python's, or else, and loudly, the bundled one. To be called before libtorch is loaded. */
    static Kernels choose() {
        if (System.getProperty(PROPERTY) != null || System.getenv("SCONCE_LIBTORCH") != null) {
            return NAMED;
        }
        try {
            System.setProperty(PROPERTY, PythonEnvironment.libtorch().toString());
            return PYTHON;
        } catch (PythonUnavailableException e) {
            System.err.println(
                    "No Python whose libtorch could be used (results will be close, not exact): " + e.getMessage());
            return BUNDLED;
        }
    }
}
