/**
 * Runs conformance cases: what Python's {@code torch.nn} and {@code torch.optim} did for thousands of modules, functions,
 * optimizers and snippets, against what Java does.
 *
 * <p>Start at {@link dev.sconce.it.conformance.Conformance}. Then: {@code cases} (the files), {@code bind} (Python's calls
 * made in Java by reflection), {@code check} (what is done with each kind of case).
 */
@NullMarked
package dev.sconce.it.conformance;

import org.jspecify.annotations.NullMarked;
