package dev.sconce.checkpoint.model;

import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** Python's {@code tuple}. */
public final class PyTuple implements PyValue, Iterable<PyValue> {
    /** The empty tuple. */
    public static final PyTuple EMPTY = new PyTuple(new PyValue[0]);

    private final PyValue[] items;

    private PyTuple(PyValue[] items) {
        this.items = items;
    }

    /** A tuple of these Java values, each by the rule of {@link PyValue#of}. */
    public static PyTuple of(Object... values) {
        return values.length == 0
                ? EMPTY
                : new PyTuple(Arrays.stream(values).map(PyValue::of).toArray(PyValue[]::new));
    }

    /** A tuple of these values. */
    public static PyTuple copyOf(List<? extends PyValue> values) {
        return values.isEmpty() ? EMPTY : new PyTuple(values.toArray(new PyValue[0]));
    }

    /** The item at an index from 0 on. */
    public PyValue get(int index) {
        return items[index];
    }

    /** How many. */
    public int size() {
        return items.length;
    }

    /** The items, read-only. */
    public List<PyValue> items() {
        return Collections.unmodifiableList(Arrays.asList(items));
    }

    @Override
    public Iterator<PyValue> iterator() {
        return items().iterator();
    }

    @Override
    public String toString() {
        return PyPrinter.print(this);
    }
}
