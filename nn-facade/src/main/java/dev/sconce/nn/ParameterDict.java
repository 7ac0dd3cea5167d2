package dev.sconce.nn;

import dev.sconce.torch.Tensor;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Parameters by name, in the order in which they were added. Plain tensors become parameters.
 *
 * <p>{@link #asMap()} gives them in Java's form.
 */
public class ParameterDict extends Module implements Iterable<String> {
    /** Makes an empty dict. */
    public ParameterDict() {}

    /**
     * Makes a dict.
     *
     * @param parameters the parameters by name; see {@link #update}
     */
    public ParameterDict(Map<String, ? extends @Nullable Tensor> parameters) {
        update(parameters);
    }

    /**
     * A parameter by its name.
     *
     * @param key its name
     * @return the parameter, or null if the place is empty
     * @throws NoSuchElementException if there is no such name
     */
    public final @Nullable Parameter get(String key) {
        Registry.Entry entry = registry().find(key);
        if (entry == null) {
            throw new NoSuchElementException("'" + getName() + "' object has no attribute '" + key + "'");
        }
        return entry.parameter();
    }

    /**
     * A parameter by its name, or something else.
     *
     * @param key its name
     * @param byDefault what to return if there is no such name
     * @return the parameter
     */
    public final @Nullable Parameter getOrDefault(String key, @Nullable Parameter byDefault) {
        return contains(key) ? get(key) : byDefault;
    }

    /**
     * Adds or replaces a parameter.
     *
     * @param key its name, without dots
     * @param value the parameter, what becomes one, or null for an empty place
     */
    public final void put(String key, @Nullable Tensor value) {
        registerParameter(key, value == null ? null : ParameterList.toParameter(value));
    }

    /**
     * Adds a parameter unless there is one of the name.
     *
     * @param key its name, without dots
     * @param byDefault the parameter, what becomes one, or null for an empty place
     * @return what is there now
     */
    public final @Nullable Parameter setDefault(String key, @Nullable Tensor byDefault) {
        if (!contains(key)) {
            put(key, byDefault);
        }
        return get(key);
    }

    /**
     * Adds or replaces parameters: those of a {@link LinkedHashMap} in its order, as those of an {@code OrderedDict}, those
     * of any other map in the order of their names, as those of a {@code dict}.
     *
     * @param parameters the parameters by name
     */
    public final void update(Map<String, ? extends @Nullable Tensor> parameters) {
        (parameters instanceof LinkedHashMap || parameters instanceof RegisteredMap
                        ? parameters
                        : new TreeMap<>(parameters))
                .forEach(this::put);
    }

    /**
     * The parameters of both ({@code dict | other}).
     *
     * @param other more parameters
     * @return a new dict
     */
    public final ParameterDict or(ParameterDict other) {
        ParameterDict both = copy();
        both.update(other.asMap());
        return both;
    }

    /**
     * A dict of the same parameters.
     *
     * @return a new dict
     */
    public final ParameterDict copy() {
        return new ParameterDict(asMap());
    }

    /**
     * A dict of other names, with one parameter under all of them ({@code fromkeys}).
     *
     * @param keys the names, without dots
     * @param byDefault the parameter, what becomes one of its own for each name, or null for empty places
     * @return a new dict
     */
    public final ParameterDict fromKeys(Iterable<String> keys, @Nullable Tensor byDefault) {
        ParameterDict dict = new ParameterDict();
        keys.forEach(key -> dict.put(key, byDefault));
        return dict;
    }

    /**
     * Removes a parameter and returns it.
     *
     * @param key its name
     * @return the parameter, or null if the place was empty
     * @throws NoSuchElementException if there is no such name
     */
    public final @Nullable Parameter pop(String key) {
        Parameter parameter = get(key);
        unregister(key);
        return parameter;
    }

    /**
     * Removes the parameter that was added last.
     *
     * @return its name and itself
     * @throws NoSuchElementException if there is none
     */
    public final Map.Entry<String, @Nullable Parameter> popItem() {
        List<String> keys = keys();
        if (keys.isEmpty()) {
            throw new NoSuchElementException("dictionary is empty");
        }
        String last = keys.get(keys.size() - 1);
        return new AbstractMap.SimpleImmutableEntry<>(last, pop(last));
    }

    /** Removes all parameters. */
    public final void clear() {
        keys().forEach(this::unregister);
    }

    /**
     * The number of parameters.
     *
     * @return 0 or more
     */
    public final int size() {
        return registry().entries().size();
    }

    /**
     * Whether there is a name.
     *
     * @param key the name
     * @return whether there is
     */
    public final boolean contains(String key) {
        return registry().find(key) != null;
    }

    /**
     * The names.
     *
     * @return a new list, in order
     */
    public final List<String> keys() {
        List<String> keys = new ArrayList<>();
        registry().entries().forEach(entry -> keys.add(entry.name));
        return keys;
    }

    /**
     * The parameters.
     *
     * @return a new list, in order, with null for empty places
     */
    public final List<@Nullable Parameter> values() {
        return new ArrayList<>(asMap().values());
    }

    /**
     * The parameters by name in Java's form.
     *
     * @return a live view, in order, that can be read, set, added to and removed from
     */
    public final Map<String, @Nullable Parameter> asMap() {
        return new RegisteredMap<>(this, Registry.Entry::parameter, this::put);
    }

    @Override
    public final Iterator<String> iterator() {
        return keys().iterator();
    }

    @Override
    public String extraRepr() {
        List<String> lines = new ArrayList<>();
        for (Registry.Entry entry : registry().entries()) {
            lines.add(ParameterText.line(entry.name, entry.parameter(), true));
        }
        return String.join("\n", lines);
    }
}
