package dev.sconce.checkpoint.internal.pickle;

import dev.sconce.checkpoint.model.PyDType;
import dev.sconce.checkpoint.model.PyGlobal;
import dev.sconce.checkpoint.model.PyStr;
import dev.sconce.checkpoint.model.PyValue;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was written already, by identity as in Python: the same object is written once. Classes, functions and dtypes exist
 * once in Python, so they go by name.
 */
final class WriterMemo {
    private final IdentityHashMap<Object, Integer> byIdentity = new IdentityHashMap<>();
    private final Map<String, Integer> byName = new HashMap<>();
    private int size;

    @Nullable
    Integer find(PyValue value) {
        String name = nameOf(value);
        return name == null ? byIdentity.get(identity(value)) : byName.get(name);
    }

    /** Remembers it under the next number, which is returned. A tuple is remembered again each time that it is written. */
    int add(PyValue value) {
        String name = nameOf(value);
        if (name == null) {
            byIdentity.put(identity(value), size);
        } else {
            byName.put(name, size);
        }
        return size++;
    }

    private static @Nullable String nameOf(PyValue value) {
        if (value instanceof PyGlobal global) {
            return global.qualifiedName();
        } else if (value instanceof PyDType dtype) {
            return "torch." + dtype.name();
        }
        return null;
    }

    /** Two equal strings may be two objects in Python; the same object is the same Java String here. */
    private static Object identity(PyValue value) {
        return value instanceof PyStr text ? text.value() : value;
    }
}
