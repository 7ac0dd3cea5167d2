/**
 * Programs that stand in Java and in Python under the same names, and must print the same: how they run and how their texts
 * are compared. The programs are in the packages beside this one, {@code course} and {@code walk}.
 */
@NullMarked
package dev.sconce.it.programs;

import org.jspecify.annotations.NullMarked;
