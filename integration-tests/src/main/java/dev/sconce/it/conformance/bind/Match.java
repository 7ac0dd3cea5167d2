package dev.sconce.it.conformance.bind;

import java.lang.reflect.Executable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way to call something.
 *
 * @param target the method or constructor
 * @param arguments the values of its parameters
 * @param defaults how many of Python's defaults had to be passed
 * @param dropped how many None could only be left out
 * @param cost how far values had to be widened
 */
record Match(Executable target, List<@Nullable Object> arguments, int defaults, int dropped, int cost) {
    @Nullable
    Object[] values() {
        return arguments.toArray();
    }
}
