/**
 * What is done with each kind of case, and how results are compared.
 *
 * <p>Start at {@link dev.sconce.it.conformance.check.Checks}, the table of kinds; {@link
 * dev.sconce.it.conformance.check.ModuleCheck} is the biggest of them. {@link
 * dev.sconce.it.conformance.check.Comparison} compares a Java value with what Python had.
 */
@NullMarked
package dev.sconce.it.conformance.check;

import org.jspecify.annotations.NullMarked;
