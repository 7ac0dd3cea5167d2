package dev.sconce.checkpoint.internal.pickle;

import dev.sconce.checkpoint.model.PyBool;
import dev.sconce.checkpoint.model.PyBytes;
import dev.sconce.checkpoint.model.PyDict;
import dev.sconce.checkpoint.model.PyFloat;
import dev.sconce.checkpoint.model.PyInt;
import dev.sconce.checkpoint.model.PyList;
import dev.sconce.checkpoint.model.PyNone;
import dev.sconce.checkpoint.model.PyStr;
import dev.sconce.checkpoint.model.PyTuple;
import dev.sconce.checkpoint.model.PyValue;

/** About how many bytes of heap a fresh value takes, in a 64-bit JVM with compressed references. */
final class ValueSizes {
    /** A reference on the stack, with the room that growing it needs. */
    static final int STACK_SLOT = 12;

    /** A number and a reference in the memo. */
    static final int MEMO_SLOT = 12;

    /** A reference in a list or set of Java's, with the room that growing it needs. */
    static final int LIST_SLOT = 12;

    /** A container's first item makes room for several. */
    static final int FIRST_ITEM = 40;

    /** A key's form, an entry, and its node of the map. */
    static final int DICT_SLOT = 120;

    private static final int STRING = 64;
    private static final int NUMBER = 24;
    private static final int LIST = 40;
    private static final int DICT = 128;
    private static final int TUPLE = 56;
    private static final int OTHER = 200;

    private ValueSizes() {}

    static int of(PyValue value) {
        if (value instanceof PyNone || value instanceof PyBool) {
            return 0;
        } else if (value instanceof PyInt || value instanceof PyFloat) {
            return NUMBER;
        } else if (value instanceof PyStr text) {
            return STRING + 2 * text.value().length();
        } else if (value instanceof PyBytes bytes) {
            return STRING + bytes.length();
        } else if (value instanceof PyTuple tuple) {
            return tuple.size() == 0 ? 0 : TUPLE + Integer.BYTES * tuple.size();
        } else if (value instanceof PyList) {
            return LIST;
        }
        return value instanceof PyDict ? DICT : OTHER;
    }
}
