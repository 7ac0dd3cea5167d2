package dev.sconce.checkpoint.cli;

import dev.sconce.checkpoint.internal.json.JsonWriter;
import dev.sconce.checkpoint.model.PyBool;
import dev.sconce.checkpoint.model.PyBytes;
import dev.sconce.checkpoint.model.PyComplex;
import dev.sconce.checkpoint.model.PyDType;
import dev.sconce.checkpoint.model.PyDevice;
import dev.sconce.checkpoint.model.PyFloat;
import dev.sconce.checkpoint.model.PyGlobal;
import dev.sconce.checkpoint.model.PyInt;
import dev.sconce.checkpoint.model.PyLayout;
import dev.sconce.checkpoint.model.PyNone;
import dev.sconce.checkpoint.model.PySet;
import dev.sconce.checkpoint.model.PySize;
import dev.sconce.checkpoint.model.PyStr;
import dev.sconce.checkpoint.model.PyTuple;
import dev.sconce.checkpoint.model.PyValue;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values that are no containers, as JSON: those that JSON lacks as an object with one field that names their kind. */
final class JsonScalars {
    /** Beyond this, a JSON number is not exact in every reader. */
    private static final long MAX_EXACT = 1L << 53;

    private JsonScalars() {}

    static @Nullable Object of(PyValue value) {
        if (value instanceof PyNone) {
            return null;
        } else if (value instanceof PyBool flag) {
            return flag.value();
        } else if (value instanceof PyStr text) {
            return text.value();
        } else if (value instanceof PyInt number) {
            boolean exact = number.fitsLong()
                    && Math.abs(number.longValue()) <= MAX_EXACT
                    && number.longValue() != Long.MIN_VALUE;
            return exact ? (Object) number.longValue() : Map.of("int", number.toString());
        } else if (value instanceof PyFloat number) {
            return Map.of("float", number(number.value()));
        } else if (value instanceof PyComplex number) {
            return Map.of("complex", List.of(number(number.real()), number(number.imaginary())));
        } else if (value instanceof PyBytes bytes) {
            return Map.of(bytes.isByteArray() ? "bytearray" : "bytes", bytes.toHex());
        }
        return ofObject(value);
    }

    private static Object ofObject(PyValue value) {
        if (value instanceof PyDType dtype) {
            return Map.of("dtype", dtype.name());
        } else if (value instanceof PyDevice device) {
            return Map.of("device", device.toString());
        } else if (value instanceof PySize size) {
            return Map.of("size", size.dimensions());
        } else if (value instanceof PyLayout layout) {
            return Map.of("layout", layout.name());
        } else if (value instanceof PyGlobal global) {
            return Map.of("global", global.qualifiedName());
        } else if (value instanceof PySet set) {
            return Map.of(set.isFrozen() ? "frozenset" : "set", members(set));
        }
        return Map.of("value", value.toString());
    }

    private static List<@Nullable Object> members(PySet set) {
        return set.items().stream()
                .map(item -> item instanceof PyTuple tuple
                        ? tuple.items().stream().map(JsonScalars::of).toList()
                        : of(item))
                .sorted(Comparator.comparing(JsonWriter::write))
                .toList();
    }

    /** Python's text of a float, but for those that are no numbers. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        return Double.isInfinite(value) ? (value > 0 ? "Infinity" : "-Infinity") : new PyFloat(value).toString();
    }
}
