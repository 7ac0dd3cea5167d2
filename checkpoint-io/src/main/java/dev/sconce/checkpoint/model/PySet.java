package dev.sconce.checkpoint.model;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Python's {@code set} or {@code frozenset}, in the order of its file. */
public final class PySet implements PyValue {
    private final Map<Object, PyValue> items = new LinkedHashMap<>(0);
    private final boolean frozen;

    /**
     * An empty set.
     *
     * @param frozen whether it is a {@code frozenset}
     */
    public PySet(boolean frozen) {
        this.frozen = frozen;
    }

    /** A {@code set} of these Java values, each by the rule of {@link PyValue#of}. */
    public static PySet of(Object... values) {
        var set = new PySet(false);
        for (Object value : values) {
            set.add(PyValue.of(value));
        }
        return set;
    }

    /**
     * Adds a member; one that is there already stays.
     *
     * @throws UnhashableException if Python could not hash it either
     */
    public void add(PyValue value) {
        items.putIfAbsent(KeyForm.of(value), value);
    }

    /** Whether an equal value is a member. */
    public boolean contains(PyValue value) {
        return items.containsKey(KeyForm.of(value));
    }

    /** Whether it is a {@code frozenset}. */
    public boolean isFrozen() {
        return frozen;
    }

    /** How many. */
    public int size() {
        return items.size();
    }

    /** The members, read-only. */
    public Collection<PyValue> items() {
        return Collections.unmodifiableCollection(items.values());
    }

    @Override
    public String toString() {
        return PyPrinter.print(this);
    }
}
