/**
 * The snippets of the semantics suite in Java, line by line, a class a topic: hooks, registration, state dicts,
 * containers, printing, what learners write.
 *
 * <p>Start at {@link dev.sconce.it.conformance.semantics.Snippets}, which finds a snippet by its case's name. A snippet
 * hands what Python's hands to {@code out} to {@link dev.sconce.it.conformance.semantics.Observations}.
 */
@NullMarked
package dev.sconce.it.conformance.semantics;

import org.jspecify.annotations.NullMarked;
