/**
 * Conformance cases: what Python's PyTorch did, as JSON lines beside a file of little-endian tensor bytes.
 *
 * <p>Start at {@link dev.sconce.it.conformance.cases.CaseFile}, which gives {@link
 * dev.sconce.it.conformance.cases.Case}s; {@link dev.sconce.it.conformance.cases.Values} turns their JSON into Java
 * values and tensors. Next: {@code dev.sconce.it.conformance.bind}, which calls Java with them.
 */
@NullMarked
package dev.sconce.it.conformance.cases;

import org.jspecify.annotations.NullMarked;
