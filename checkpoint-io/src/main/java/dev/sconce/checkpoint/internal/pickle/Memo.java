package dev.sconce.checkpoint.internal.pickle;

import dev.sconce.checkpoint.model.PyObject;
import dev.sconce.checkpoint.model.PyValue;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values by number. Numbers that a pickler counts up lie in an array; a hostile file's stray ones in a map. */
final class Memo {
    private static final int SLACK = 4096;

    private @Nullable PyValue[] dense = new PyValue[256];
    private final Map<Integer, PyValue> sparse = new HashMap<>();
    /** Where the objects stand that a later BUILD may put something else in the place of. */
    private final IdentityHashMap<PyObject, Integer> objects = new IdentityHashMap<>();

    private int count;

    void put(int index, PyValue value) {
        if (value instanceof PyObject object) {
            objects.put(object, index);
        }
        if (index >= dense.length && index - SLACK <= 2L * count && index >= 0) {
            dense = Arrays.copyOf(dense, Math.max(index + 1, dense.length * 2));
        }
        if (index >= 0 && index < dense.length && !sparse.containsKey(index)) {
            count += dense[index] == null ? 1 : 0;
            dense[index] = value;
        } else {
            count += sparse.put(index, value) == null ? 1 : 0;
        }
    }

    @Nullable
    PyValue get(int index) {
        PyValue value = index >= 0 && index < dense.length ? dense[index] : null;
        return value == null ? sparse.get(index) : value;
    }

    /** How many are known: the number that {@code MEMOIZE} gives to the next one. */
    int size() {
        return count;
    }

    /** Puts another value where this object stands; does nothing if it was not remembered. */
    void replace(PyObject old, PyValue fresh) {
        Integer index = objects.remove(old);
        if (index != null) {
            put(index, fresh);
        }
    }
}
