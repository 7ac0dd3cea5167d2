package dev.sconce.checkpoint.model;

import dev.sconce.checkpoint.core.ReadLimits;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What a Python value is as a key of a Java map: equal for values that Python holds equal (1, 1.0 and True are one key),
 * comparable so that many keys of one hash do not make a map slow, and of bounded cost for tuples in tuples.
 */
final class KeyForm {
    /** From here on a float has no long. */
    private static final double LONG_LIMIT = 0x1p63;

    private static final int HEX = 16;

    private KeyForm() {}

    /** A key that is neither a String nor a Long: its kind and value as a text. */
    private record Text(String text) implements Comparable<Text> {
        @Override
        public int compareTo(Text other) {
            return text.compareTo(other.text);
        }
    }

    /** A key that is equal to itself only: tensors and objects. */
    private record Identity(PyValue value) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Identity that && value == that.value;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(value);
        }
    }

    static Object of(PyValue value) {
        if (value instanceof PyStr text) {
            return text.value();
        }
        Long whole = wholeNumber(value);
        if (whole != null) {
            return whole;
        } else if (hasIdentity(value)) {
            return new Identity(value);
        }
        return new Text(textOf(value));
    }

    private static boolean hasIdentity(PyValue value) {
        return value instanceof TensorValue
                || value instanceof PyObject
                || value instanceof PyStorage
                || (value instanceof PySet set && set.isFrozen());
    }

    private static @Nullable Long wholeNumber(PyValue value) {
        if (value instanceof PyInt number) {
            return number.fitsLong() ? number.longValue() : null;
        } else if (value instanceof PyBool flag) {
            return flag.value() ? 1L : 0L;
        } else if (value instanceof PyFloat number) {
            double d = number.value();
            return d == Math.rint(d) && Math.abs(d) < LONG_LIMIT ? (Long) (long) d : null;
        }
        return null;
    }

    private static String textOf(PyValue root) {
        var text = new StringBuilder();
        Deque<Object> open = new ArrayDeque<>();
        open.push(root);
        for (int nodes = 0; !open.isEmpty(); nodes++) {
            if (nodes > ReadLimits.DEFAULT.maxKeyNodes()) {
                throw new UnhashableException("a key holds more values than the maximum allowed ("
                        + ReadLimits.DEFAULT.maxKeyNodes() + ", from ReadLimits.maxKeyNodes())");
            }
            Object next = open.pop();
            if (next instanceof PyTuple tuple) {
                text.append('(');
                open.push(")");
                for (int i = tuple.size() - 1; i >= 0; i--) {
                    open.push(tuple.get(i));
                }
            } else if (next instanceof PyValue value) {
                appendScalar(text, value);
            } else {
                text.append(next);
            }
        }
        return text.toString();
    }

    private static void appendScalar(StringBuilder text, PyValue value) {
        Long whole = wholeNumber(value);
        if (whole != null) {
            text.append('i').append((long) whole);
        } else if (value instanceof PyStr str) {
            text.append('s').append(str.value().length()).append(':').append(str.value());
        } else if (value instanceof PyInt number) {
            text.append('I').append(number.bigValue().toString(HEX));
        } else if (value instanceof PyBytes bytes && !bytes.isByteArray()) {
            text.append('b').append(bytes.toHex());
        } else if (hasIdentity(value)) {
            text.append('o').append(System.identityHashCode(value));
        } else if (value instanceof PyList
                || value instanceof PyDict
                || value instanceof PySet
                || value instanceof PyBytes) {
            throw new UnhashableException("unhashable type: '" + PyPrinter.typeName(value) + "' cannot be a key");
        } else {
            text.append('x').append(value.getClass().getSimpleName()).append(value);
        }
        text.append(';');
    }
}
