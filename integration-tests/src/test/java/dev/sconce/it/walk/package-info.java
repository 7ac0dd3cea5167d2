/**
 * Modules and containers walked through from end to end, with what goes wrong: each program prints what its twin in {@code
 * src/main/python/walk} prints.
 */
@NullMarked
package dev.sconce.it.walk;

import org.jspecify.annotations.NullMarked;
