package dev.sconce.checkpoint.model;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Python's {@code dict}, or one of its kin, in the order of insertion. May hold itself as a value. */
public final class PyDict implements PyValue {
    /** Which class of dictionary. */
    public enum Kind {
        /** {@code dict}. */
        DICT("dict"),
        /** {@code collections.OrderedDict}, which may have attributes such as a state dict's {@code _metadata}. */
        ORDERED_DICT("OrderedDict"),
        /** {@code collections.Counter}. */
        COUNTER("Counter");

        private final String className;

        Kind(String className) {
            this.className = className;
        }

        /** The class's name in Python, without its module. */
        public String className() {
            return className;
        }
    }

    /**
     * A key and its value.
     *
     * @param key the key, as it was first inserted
     * @param value the value, as it was last set
     */
    public record Entry(PyValue key, PyValue value) {}

    private final Kind kind;
    private @Nullable Map<Object, Entry> entries;
    private @Nullable PyDict attributes;

    private PyDict(Kind kind) {
        this.kind = kind;
    }

    /** An empty {@code dict}. */
    public static PyDict dict() {
        return new PyDict(Kind.DICT);
    }

    /** An empty {@code collections.OrderedDict}. */
    public static PyDict orderedDict() {
        return new PyDict(Kind.ORDERED_DICT);
    }

    /** An empty {@code collections.Counter}. */
    public static PyDict counter() {
        return new PyDict(Kind.COUNTER);
    }

    /** Which class of dictionary. */
    public Kind kind() {
        return kind;
    }

    /**
     * Sets a value; a key that is there already keeps its place and its object, as in Python.
     *
     * @return this
     * @throws UnhashableException if Python could not hash the key either
     */
    public PyDict put(PyValue key, PyValue value) {
        if (entries == null) {
            entries = new LinkedHashMap<>();
        }
        entries.merge(KeyForm.of(key), new Entry(key, value), (old, fresh) -> new Entry(old.key(), fresh.value()));
        return this;
    }

    /** Sets a value under a string, by the rule of {@link PyValue#of}; returns this. */
    public PyDict put(String key, @Nullable Object value) {
        return put(new PyStr(key), PyValue.of(value));
    }

    /** The value of a key. */
    public Optional<PyValue> get(PyValue key) {
        Entry entry = entries == null ? null : entries.get(KeyForm.of(key));
        return entry == null ? Optional.empty() : Optional.of(entry.value());
    }

    /** The value of a string key. */
    public Optional<PyValue> get(String key) {
        Entry entry = entries == null ? null : entries.get(key);
        return entry == null ? Optional.empty() : Optional.of(entry.value());
    }

    /** Keys and values, in order, read-only. */
    public Collection<Entry> entries() {
        return entries == null ? java.util.List.of() : Collections.unmodifiableCollection(entries.values());
    }

    /** How many. */
    public int size() {
        return entries == null ? 0 : entries.size();
    }

    /** The instance attributes of an {@code OrderedDict}: a state dict's {@code _metadata}. */
    public Optional<PyDict> attributes() {
        return Optional.ofNullable(attributes);
    }

    /**
     * Sets an instance attribute; returns this.
     *
     * @throws IllegalStateException unless this is an {@code OrderedDict}; Python's plain dicts have none
     */
    public PyDict setAttribute(PyValue name, PyValue value) {
        if (kind != Kind.ORDERED_DICT) {
            throw new IllegalStateException("only an OrderedDict has attributes, but this is a " + kind.className());
        }
        if (attributes == null) {
            attributes = dict();
        }
        attributes.put(name, value);
        return this;
    }

    @Override
    public String toString() {
        return PyPrinter.print(this);
    }
}
