/**
 * The example that the README starts: a network that Python trained goes on training in Java. Start at
 * {@link dev.sconce.it.example.DigitsExample}; {@code src/main/python/digits_*.py} are its Python side.
 */
@NullMarked
package dev.sconce.it.example;

import org.jspecify.annotations.NullMarked;
