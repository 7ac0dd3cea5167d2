package dev.sconce.checkpoint.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** Python's {@code list}. May hold itself. */
public final class PyList implements PyValue, Iterable<PyValue> {
    private final ArrayList<PyValue> items = new ArrayList<>(0);

    /** An empty list. */
    public PyList() {
        // Items come by add.
    }

    /** A list of these Java values, each by the rule of {@link PyValue#of}. */
    public static PyList of(Object... values) {
        var list = new PyList();
        for (Object value : values) {
            list.add(PyValue.of(value));
        }
        return list;
    }

    /** Appends. */
    public void add(PyValue value) {
        items.add(value);
    }

    /** The item at an index from 0 on. */
    public PyValue get(int index) {
        return items.get(index);
    }

    /** Sets the item at an index that is there. */
    public void set(int index, PyValue value) {
        items.set(index, value);
    }

    /** How many. */
    public int size() {
        return items.size();
    }

    /** The items, read-only, seen live. */
    public List<PyValue> items() {
        return Collections.unmodifiableList(items);
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
