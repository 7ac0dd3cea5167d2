package dev.sconce.nn;

import dev.sconce.torch.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * A list of modules that is registered as one; it cannot be called.
 *
 * <pre>{@code
 * final ModuleList<Linear> layers =
 *         new ModuleList<>(IntStream.range(0, 3).mapToObj(i -> new Linear(10, 10)).toList());
 * }</pre>
 *
 * <p>Negative positions count from the end. {@link #asList()} is a view for what Java does with lists.
 *
 * @param <M> the class of the modules
 */
public class ModuleList<M extends Module> extends Module implements Iterable<M> {
    /**
     * Makes a list.
     *
     * @param modules the modules in order
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public ModuleList(M... modules) {
        this(Arrays.asList(modules));
    }

    /**
     * Makes a list.
     *
     * @param modules the modules in order
     */
    public ModuleList(Iterable<? extends M> modules) {
        modules.forEach(indexed()::append);
    }

    /** Not kept in a field: a copied container must not work on the original. */
    private IndexedModules indexed() {
        return new IndexedModules(this);
    }

    /**
     * The number of modules ({@code len}).
     *
     * @return 0 or more
     */
    public final int size() {
        return indexed().size();
    }

    /**
     * A module by its position.
     *
     * @param index its position
     * @return the module
     * @throws IndexOutOfBoundsException if there is none
     */
    @SuppressWarnings("unchecked") // only M is ever added, unless by the untyped addModule
    public final M get(int index) {
        return (M) indexed().get(index);
    }

    /**
     * Puts a module in place of another.
     *
     * @param index its position
     * @param module the module
     * @throws IndexOutOfBoundsException if there is none
     */
    public final void set(int index, M module) {
        indexed().set(index, module);
    }

    /**
     * Adds a module at the end.
     *
     * @param module the module
     * @return this
     */
    public final ModuleList<M> append(M module) {
        indexed().append(module);
        return this;
    }

    /**
     * Adds modules at the end.
     *
     * @param modules the modules
     * @return this
     */
    public final ModuleList<M> extend(Iterable<? extends M> modules) {
        List<Module> added = new ArrayList<>();
        modules.forEach(added::add);
        added.forEach(indexed()::append);
        return this;
    }

    /**
     * Adds a module at a position.
     *
     * @param index the position
     * @param module the module
     * @throws IndexOutOfBoundsException if the position is beyond the end
     */
    public final void insert(int index, M module) {
        indexed().insert(index, module);
    }

    /**
     * Removes a module and returns it.
     *
     * @param index its position
     * @return the module
     * @throws IndexOutOfBoundsException if there is none
     */
    @SuppressWarnings("unchecked") // as in get
    public final M pop(int index) {
        return (M) indexed().pop(index);
    }

    /**
     * Removes a module.
     *
     * @param index its position
     * @throws IndexOutOfBoundsException if there is none
     */
    public final void delete(int index) {
        indexed().pop(index);
    }

    /**
     * Removes modules ({@code del list[start:stop:step]}).
     *
     * @param slice which, as {@code Torch.slice} makes it
     */
    public final void delete(Slice slice) {
        indexed().delete(indexed().positions(slice));
    }

    /**
     * Removes modules and returns them.
     *
     * @param slice which, as {@code Torch.slice} makes it
     * @return a new list
     */
    public final ModuleList<M> pop(Slice slice) {
        ModuleList<M> popped = get(slice);
        delete(slice);
        return popped;
    }

    /**
     * Some of the modules, numbered from zero ({@code list[start:stop]}).
     *
     * @param start the first position
     * @param stop the position after the last
     * @return a new list
     */
    public final ModuleList<M> slice(int start, int stop) {
        return slice(start, stop, 1);
    }

    /**
     * Some of the modules, numbered from zero ({@code list[start:stop:step]}).
     *
     * @param start the first position
     * @param stop the position after the last
     * @param step the distance of positions; below 0 for the other direction
     * @return a new list
     * @throws IllegalArgumentException if the step is 0
     */
    public final ModuleList<M> slice(int start, int stop, int step) {
        return part(indexed().positions(start, stop, step));
    }

    /**
     * Some of the modules, numbered from zero: {@code list.get(slice(1, null))} is {@code list[1:]}.
     *
     * @param slice which, as {@code Torch.slice} makes it
     * @return a new list
     */
    public final ModuleList<M> get(Slice slice) {
        return part(indexed().positions(slice));
    }

    private ModuleList<M> part(List<Integer> positions) {
        ModuleList<M> part = new ModuleList<>(List.of());
        for (int position : positions) {
            part.append(get(position));
        }
        return part;
    }

    /**
     * The modules of both ({@code list + other}).
     *
     * @param other more modules
     * @return a new list
     */
    public final ModuleList<M> plus(Iterable<? extends M> other) {
        return new ModuleList<M>(this).extend(other);
    }

    /**
     * This list in Java's form.
     *
     * @return a live view that can be read, set, added to and removed from
     */
    public final List<M> asList() {
        return new ModulesView<>(this);
    }

    @Override
    public final Iterator<M> iterator() {
        return asList().iterator();
    }

    /** Returns the text that Python prints: equal neighbours are printed once, with their number. */
    @Override
    public String toString() {
        List<String> texts = indexed().all().stream().map(ModuleText::text).toList();
        List<String> lines = new ArrayList<>();
        int size = texts.size();
        int first = 0;
        while (first < size) {
            String text = texts.get(first);
            int last = first;
            while (last + 1 < size && texts.get(last + 1).equals(text)) {
                last++;
            }
            String line = first == last
                    ? "(" + first + "): " + text
                    : "(" + first + "-" + last + "): " + (last - first + 1) + " x " + text;
            lines.add(line.replace("\n", "\n  ")); // blank lines too, unlike a module's
            first = last + 1;
        }
        return ModuleText.of(getName(), List.of(), lines);
    }
}
