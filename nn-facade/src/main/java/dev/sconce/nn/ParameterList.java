package dev.sconce.nn;

import dev.sconce.torch.Slice;
import dev.sconce.torch.Tensor;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/**
 * A list of parameters that is registered as one. Plain tensors become parameters.
 *
 * <p>Negative positions count from the end. {@link #asList()} is a view for what Java does with lists.
 */
public class ParameterList extends Module implements Iterable<Parameter> {
    /**
     * Makes a list.
     *
     * @param values the parameters in order
     */
    public ParameterList(Tensor... values) {
        this(Arrays.asList(values));
    }

    /**
     * Makes a list.
     *
     * @param values the parameters in order
     */
    public ParameterList(Iterable<? extends Tensor> values) {
        extend(values);
    }

    static Parameter toParameter(Tensor value) {
        return value instanceof Parameter parameter ? parameter : new Parameter(value);
    }

    private String key(int index) {
        int size = size();
        if (index < -size || index >= size) {
            throw new IndexOutOfBoundsException("index " + index + " is out of range");
        }
        return Integer.toString(index < 0 ? index + size : index);
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
     * A parameter by its position.
     *
     * @param index its position
     * @return the parameter
     * @throws IndexOutOfBoundsException if there is none
     */
    public final Parameter get(int index) {
        return Attributes.parameter(this, key(index));
    }

    /**
     * Puts a parameter in place of another.
     *
     * @param index its position
     * @param value the parameter, or what becomes one
     * @throws IndexOutOfBoundsException if there is none
     */
    public final void set(int index, Tensor value) {
        registerParameter(key(index), toParameter(value));
    }

    /**
     * Adds a parameter at the end.
     *
     * @param value the parameter, or what becomes one
     * @return this
     */
    public final ParameterList append(Tensor value) {
        registerParameter(Integer.toString(size()), toParameter(value));
        return this;
    }

    /**
     * Adds parameters at the end.
     *
     * @param values the parameters, or what becomes them
     * @return this
     */
    public final ParameterList extend(Iterable<? extends Tensor> values) {
        values.forEach(this::append);
        return this;
    }

    /**
     * Some of the parameters ({@code list[start:stop]}).
     *
     * @param start the first position
     * @param stop the position after the last
     * @return a new list
     */
    public final ParameterList slice(int start, int stop) {
        return slice(start, stop, 1);
    }

    /**
     * Some of the parameters ({@code list[start:stop:step]}).
     *
     * @param start the first position
     * @param stop the position after the last
     * @param step the distance of positions; below 0 for the other direction
     * @return a new list
     * @throws IllegalArgumentException if the step is 0
     */
    public final ParameterList slice(int start, int stop, int step) {
        return part(IndexedModules.positions(size(), start, stop, step));
    }

    /**
     * Some of the parameters: {@code list.get(slice(1, null))} is {@code list[1:]}.
     *
     * @param slice which, as {@code Torch.slice} makes it
     * @return a new list
     */
    public final ParameterList get(Slice slice) {
        return part(IndexedModules.positions(size(), slice));
    }

    private ParameterList part(List<Integer> positions) {
        ParameterList part = new ParameterList(List.of());
        positions.forEach(position -> part.append(get(position)));
        return part;
    }

    /**
     * This list in Java's form.
     *
     * @return a live view that can be read and set
     */
    public final List<Parameter> asList() {
        return new AbstractList<>() {
            @Override
            public Parameter get(int index) {
                return ParameterList.this.get(Objects.checkIndex(index, size()));
            }

            @Override
            public int size() {
                return ParameterList.this.size();
            }

            @Override
            public Parameter set(int index, Parameter parameter) {
                Parameter before = get(index);
                ParameterList.this.set(index, parameter);
                return before;
            }
        };
    }

    @Override
    public final Iterator<Parameter> iterator() {
        return asList().iterator();
    }

    @Override
    public String extraRepr() {
        List<String> lines = new ArrayList<>();
        for (Registry.Entry entry : registry().entries()) {
            lines.add(ParameterText.line(entry.name, entry.parameter(), false));
        }
        return String.join("\n", lines);
    }
}
