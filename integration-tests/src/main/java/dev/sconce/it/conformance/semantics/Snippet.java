package dev.sconce.it.conformance.semantics;

/** What a Python snippet does, in Java. */
@FunctionalInterface
public interface Snippet {
    /**
     * Runs it.
     *
     * @param out takes what the snippet observes
     */
    void run(Observations out) throws Exception;
}
