package dev.sconce.checkpoint.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a pickle says of an instance of a class that is not known: the class's name, the arguments, the state. It is inert:
 * nothing was imported, nothing was called.
 */
public final class PyObject implements PyValue {
    /** How Python would have made it. */
    public enum Construction {
        /** By calling the function or class. */
        CALL,
        /** By the class's {@code __new__}, without {@code __init__}. */
        NEW
    }

    private final PyGlobal type;
    private final List<PyValue> arguments;
    private final @Nullable PyDict keywords;
    private final Construction construction;
    private @Nullable PyValue state;
    private final List<PyValue> items = new ArrayList<>(0);
    private final List<PyDict.Entry> pairs = new ArrayList<>(0);

    /**
     * An instance without a state so far.
     *
     * @param type the class, or the function that makes it
     * @param arguments positional arguments
     * @param keywords keyword arguments, where there are any
     * @param construction how Python would make it
     */
    public PyObject(PyGlobal type, List<PyValue> arguments, @Nullable PyDict keywords, Construction construction) {
        this.construction = construction;
        this.type = type;
        this.arguments = List.copyOf(arguments);
        this.keywords = keywords;
    }

    /** The class, or the function that makes it. */
    public PyGlobal type() {
        return type;
    }

    /** How Python would have made it. */
    public Construction construction() {
        return construction;
    }

    /** Positional arguments. */
    public List<PyValue> arguments() {
        return arguments;
    }

    /** Keyword arguments. */
    public Optional<PyDict> keywords() {
        return Optional.ofNullable(keywords);
    }

    /** What {@code __setstate__} would have got; mostly the attributes, as a dict. */
    public Optional<PyValue> state() {
        return Optional.ofNullable(state);
    }

    /** Sets the state. */
    public void setState(PyValue value) {
        state = value;
    }

    /** What would have been appended, or added, to it. Read-only, seen live. */
    public List<PyValue> items() {
        return Collections.unmodifiableList(items);
    }

    /** Appends an item. */
    public void addItem(PyValue item) {
        items.add(item);
    }

    /** What would have been set by key. Read-only, seen live. */
    public List<PyDict.Entry> pairs() {
        return Collections.unmodifiableList(pairs);
    }

    /** Sets an item by key. */
    public void addPair(PyValue key, PyValue value) {
        pairs.add(new PyDict.Entry(key, value));
    }

    /** An attribute out of the state, where the state is a dict that has it. */
    public Optional<PyValue> attribute(String name) {
        return state instanceof PyDict dict ? dict.get(name) : Optional.empty();
    }

    @Override
    public String toString() {
        return PyPrinter.print(this);
    }
}
