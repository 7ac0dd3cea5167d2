package dev.sconce.torch;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tensors of a module by name, in order: what {@code Module.state_dict()} returns in Python, an {@code OrderedDict}
 * with an attribute {@code _metadata}.
 *
 * <p>As a map it shows the tensors. A module's extra state may be anything, so that it stands apart in {@link #extra};
 * {@link #all()} has both in their common order.
 */
public final class StateDict extends AbstractMap<String, Tensor> {
    /** The attribute that says which version of each module wrote this. */
    static final String METADATA = "_metadata";

    private final Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> attributes = new LinkedHashMap<>();

    /**
     * The instance attributes of the dictionary, of which Python sets one: {@code _metadata}.
     *
     * @return the live, ordered map
     */
    public Map<String, @Nullable Object> attributes() {
        return attributes;
    }

    /**
     * What each module noted when it wrote its part, by its prefix without the last dot: {@code {"version": n}}.
     *
     * @return the live, ordered map; an empty one is not written to files
     * @throws TorchException if the attribute {@code _metadata} of the file is something else
     */
    @SuppressWarnings("unchecked") // checked one by one
    public Map<String, Map<String, @Nullable Object>> metadata() {
        Object all = attributes.computeIfAbsent(METADATA, absent -> new OrderedDict());
        if (all instanceof Map<?, ?> map && map.entrySet().stream().allMatch(StateDict::isLocalMetadata)) {
            return (Map<String, Map<String, @Nullable Object>>) map;
        }
        throw new TorchException(
                "The _metadata of this state dict must be a dictionary of dictionaries, but is " + all);
    }

    private static boolean isLocalMetadata(Entry<?, ?> entry) {
        return entry.getKey() instanceof String && entry.getValue() instanceof Map<?, ?>;
    }

    /**
     * Adds or replaces a tensor.
     *
     * @param key its name, such as {@code features.0.weight}
     * @param tensor the tensor
     * @return the tensor that it replaces, or null
     */
    @Override
    public @Nullable Tensor put(String key, Tensor tensor) {
        return asTensor(entries.put(key, Objects.requireNonNull(tensor, key)));
    }

    /**
     * Adds or replaces a value of any kind: a module's extra state, under {@code prefix._extra_state}.
     *
     * @param key its name
     * @param value the value, of the kinds that a checkpoint can hold
     */
    public void putExtra(String key, @Nullable Object value) {
        entries.put(key, value);
    }

    /**
     * A value that is no tensor.
     *
     * @param key its name
     * @return the value, or null
     */
    public @Nullable Object extra(String key) {
        Object value = entries.get(key);
        return value instanceof Tensor ? null : value;
    }

    /**
     * Takes a value that is no tensor out.
     *
     * @param key its name
     * @return the value, or null
     */
    public @Nullable Object removeExtra(String key) {
        return entries.get(key) instanceof Tensor ? null : entries.remove(key);
    }

    /**
     * Everything in order: tensors and extra state.
     *
     * @return a read-only view
     */
    public Map<String, @Nullable Object> all() {
        return Collections.unmodifiableMap(entries);
    }

    @Override
    public @Nullable Tensor get(@Nullable Object key) {
        return asTensor(entries.get(key));
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return entries.get(key) instanceof Tensor;
    }

    /**
     * Takes a tensor out; extra state is taken out by {@link #removeExtra}.
     *
     * @param key its name
     * @return the tensor, or null if there is none of that name
     */
    @Override
    public @Nullable Tensor remove(@Nullable Object key) {
        return containsKey(key) ? asTensor(entries.remove(key)) : null;
    }

    @Override
    public Set<Entry<String, Tensor>> entrySet() {
        return new TensorEntries();
    }

    private static @Nullable Tensor asTensor(@Nullable Object value) {
        return value instanceof Tensor tensor ? tensor : null;
    }

    private final class TensorEntries extends AbstractSet<Entry<String, Tensor>> {
        @Override
        public Iterator<Entry<String, Tensor>> iterator() {
            return new TensorIterator(entries.entrySet().iterator());
        }

        @Override
        public int size() {
            return (int)
                    entries.values().stream().filter(Tensor.class::isInstance).count();
        }
    }

    /** Passes over what is no tensor; its entries write through, so that {@link #replaceAll} works. */
    private static final class TensorIterator implements Iterator<Entry<String, Tensor>> {
        private final Iterator<Entry<String, @Nullable Object>> all;
        private @Nullable Entry<String, @Nullable Object> next;

        TensorIterator(Iterator<Entry<String, @Nullable Object>> all) {
            this.all = all;
        }

        @Override
        public boolean hasNext() {
            while (next == null && all.hasNext()) {
                Entry<String, @Nullable Object> candidate = all.next();
                next = candidate.getValue() instanceof Tensor ? candidate : null;
            }
            return next != null;
        }

        @Override
        public Entry<String, Tensor> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Entry<String, @Nullable Object> entry = Objects.requireNonNull(next);
            next = null;
            return new TensorEntry(entry);
        }

        @Override
        public void remove() {
            if (next != null) { // the underlying one stands before the next entry already
                throw new IllegalStateException("remove() has to be called before hasNext()");
            }
            all.remove();
        }
    }

    private static final class TensorEntry extends SimpleEntry<String, Tensor> {
        private static final long serialVersionUID = 1;

        private final transient Entry<String, @Nullable Object> entry;

        TensorEntry(Entry<String, @Nullable Object> entry) {
            super(entry.getKey(), (Tensor) Objects.requireNonNull(entry.getValue()));
            this.entry = entry;
        }

        @Override
        public Tensor setValue(Tensor tensor) {
            entry.setValue(Objects.requireNonNull(tensor, getKey()));
            return super.setValue(tensor);
        }
    }
}
