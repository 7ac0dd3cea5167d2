package dev.sconce.nn;

import dev.sconce.nn.internal.PyText;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;

/**
 * Modules by name, in the order in which they were added; it cannot be called.
 *
 * <p>{@link #asMap()} gives them in Java's form.
 *
 * @param <M> the class of the modules
 */
public class ModuleDict<M extends Module> extends Module implements Iterable<String> {
    /** Makes an empty dict. */
    public ModuleDict() {}

    /**
     * Makes a dict.
     *
     * @param modules the modules by name, in order
     */
    public ModuleDict(Map<String, ? extends M> modules) {
        update(modules);
    }

    /**
     * A module by its name.
     *
     * @param key its name
     * @return the module
     * @throws NoSuchElementException if there is none
     */
    @SuppressWarnings("unchecked") // only M is ever added, unless by the untyped addModule
    public final M get(String key) {
        Registry.Entry entry = registry().find(key);
        if (entry == null) {
            throw new NoSuchElementException(PyText.repr(key));
        }
        return (M) Objects.requireNonNull(entry.module());
    }

    /**
     * Adds or replaces a module.
     *
     * @param key its name, without dots
     * @param module the module
     */
    public final void put(String key, M module) {
        addModule(key, module);
    }

    /**
     * Adds or replaces modules.
     *
     * @param modules the modules by name, in order
     */
    public final void update(Map<String, ? extends M> modules) {
        modules.forEach(this::put);
    }

    /**
     * Removes a module and returns it.
     *
     * @param key its name
     * @return the module
     * @throws NoSuchElementException if there is none
     */
    public final M pop(String key) {
        M module = get(key);
        unregister(key);
        return module;
    }

    /** Removes all modules. */
    public final void clear() {
        keys().forEach(this::unregister);
    }

    /**
     * The number of modules.
     *
     * @return 0 or more
     */
    public final int size() {
        return keys().size();
    }

    /**
     * Whether there is a module of a name.
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
     * The modules.
     *
     * @return a new list, in order
     */
    public final List<M> values() {
        return List.copyOf(asMap().values());
    }

    /**
     * The modules by name in Java's form.
     *
     * @return a live view, in order, that can be read, set, added to and removed from
     */
    public final Map<String, M> asMap() {
        return new RegisteredMap<>(this, entry -> Untyped.cast(entry.module()), this::put);
    }

    @Override
    public final Iterator<String> iterator() {
        return keys().iterator();
    }
}
