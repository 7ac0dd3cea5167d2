package dev.sconce.nn.utils;

import dev.sconce.nn.Parameter;
import dev.sconce.nn.UninitializedParameter;

/** What cannot be done with parameters that have no shape yet. */
final class LazyParameters {
    private LazyParameters() {}

    static void requireNone(Parameter weight, String what, String applied) {
        if (weight instanceof UninitializedParameter lazy && lazy.isUninitialized()) {
            throw new IllegalArgumentException("The module passed to " + what + " can't have uninitialized parameters."
                    + " Make sure to run the dummy forward before applying " + applied);
        }
    }
}
