package dev.sconce.it.conformance.check;

import dev.sconce.it.conformance.cases.Case;

/** What is done with cases of one kind. */
@FunctionalInterface
public interface Check {
    /**
     * Does in Java what the case says and compares.
     *
     * @param source the case
     * @param comparison what compares, and remembers what was only close
     * @throws Mismatch if Java did something else; any other exception means that too
     */
    void run(Case source, Comparison comparison);
}
