/**
 * Calls Java's public API with the arguments of Python calls, by rule and by reflection.
 *
 * <p>Start at {@link dev.sconce.it.conformance.bind.Invocation}: a Python argument goes to the Java parameter of the same
 * name in camel case, or of the same position, or else to the option of that name; {@link
 * dev.sconce.it.conformance.bind.Fit} says which Java types a value suits. {@link
 * dev.sconce.it.conformance.bind.Facade} builds modules and calls functions. Where no rule can serve, {@link
 * dev.sconce.it.conformance.bind.Exceptions} has the few cases and their reasons.
 */
@NullMarked
package dev.sconce.it.conformance.bind;

import org.jspecify.annotations.NullMarked;
