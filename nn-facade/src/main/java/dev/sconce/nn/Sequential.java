package dev.sconce.nn;

import dev.sconce.torch.Slice;
import dev.sconce.torch.Tensor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs layers one after another, each with the output of the one before.
 *
 * <p>The layers are named by their position, or by the names that they are given:
 *
 * <pre>{@code
 * var net = new Sequential(new Conv2d(1, 20, 5), new ReLU(), new Conv2d(20, 64, 5), new ReLU());
 *
 * var layers = new LinkedHashMap<String, Module>();
 * layers.put("conv1", new Conv2d(1, 20, 5));
 * layers.put("relu1", new ReLU());
 * var named = new Sequential(layers);
 * }</pre>
 *
 * <p>Negative positions count from the end. A layer may be any module of one argument that takes what the one before it
 * returns; {@link #call(Object, Class)} is for a last layer that returns no tensor.
 */
public class Sequential extends Layer implements Iterable<Module> {
    /** Whether a subclass has a forward pass of its own. */
    private static final ClassValue<Boolean> OVERRIDES_FORWARD = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            for (Class<?> c = type; c != Sequential.class; c = c.getSuperclass()) {
                for (Method method : c.getDeclaredMethods()) {
                    if (method.getName().equals("forward") && method.getParameterCount() == 1) {
                        return true;
                    }
                }
            }
            return false;
        }
    };

    /**
     * Makes a container.
     *
     * @param modules the layers in order
     */
    public Sequential(Module... modules) {
        for (int i = 0; i < modules.length; i++) {
            addModule(Integer.toString(i), modules[i]);
        }
    }

    /**
     * Makes a container of a list.
     *
     * @param modules the layers in order
     */
    public Sequential(List<? extends Module> modules) {
        this(modules.toArray(new Module[0]));
    }

    /**
     * Makes a container of named layers.
     *
     * @param modules the layers in order, such as a {@code LinkedHashMap}
     */
    public Sequential(Map<String, ? extends Module> modules) {
        modules.forEach(this::addModule);
    }

    @Override
    protected Tensor forward(Tensor input) {
        return typed(forwardThrough(input), Tensor.class);
    }

    /**
     * Runs the hooks and the layers for values of any kind: where the first layer takes, or the last one returns, something
     * else than a tensor.
     *
     * <pre>{@code
     * var net = new Sequential(new Linear(8, 4), new LSTM(4, 3));
     * RecurrentOutput<Tensor, LSTMState> result = net.call(x, RecurrentOutput.class);
     * }</pre>
     *
     * @param input what the first layer takes
     * @param type the class of what the last layer returns; its type arguments are the caller's word
     * @param <R> its type
     * @return what the last layer returns
     * @throws ClassCastException if it returns something else, or a layer does not take what the one before it returns
     */
    public final <R> R call(@Nullable Object input, Class<? super R> type) {
        return Untyped.cast(typed(callWith(input), type));
    }

    private <R> R typed(@Nullable Object output, Class<R> type) {
        if (type.isInstance(output)) {
            return type.cast(output);
        }
        String returned = output == null ? "null" : output.getClass().getSimpleName();
        throw new ClassCastException("The last layer of " + getName() + " returned " + returned + " and no "
                + type.getSimpleName() + "; call(input, " + returned + ".class) takes it");
    }

    @Override
    @Nullable
    Object callWith(@Nullable Object input) {
        return hasHooks() || OVERRIDES_FORWARD.get(getClass()) ? super.callWith(input) : forwardThrough(input);
    }

    @Override
    @Nullable
    Object forwardAny(Arguments arguments) {
        if (OVERRIDES_FORWARD.get(getClass())) {
            return super.forwardAny(arguments);
        }
        arguments.requirePositional(getName(), 1);
        return forwardThrough(arguments.args().get(0));
    }

    private @Nullable Object forwardThrough(@Nullable Object input) {
        @Nullable Object output = input;
        for (Registry.Entry entry : registry().entries()) {
            Module module = entry.module();
            if (module != null) {
                output = module.callWith(output);
            } else if (entry.kind == Registry.Kind.MODULE) {
                throw new IllegalStateException(
                        "'NoneType' object is not callable: there is no layer at " + entry.name);
            }
        }
        return output;
    }

    /** Not kept in a field: a copied container must not work on the original. */
    private IndexedModules indexed() {
        return new IndexedModules(this);
    }

    /**
     * The number of layers ({@code len}).
     *
     * @return 0 or more
     */
    public final int size() {
        return indexed().size();
    }

    /**
     * A layer by its position.
     *
     * @param index its position
     * @return the layer
     * @throws IndexOutOfBoundsException if there is none
     */
    public final Module get(int index) {
        return indexed().get(index);
    }

    /**
     * A layer by its position, of a known class: {@code net.get(0, Linear.class).weight}.
     *
     * @param index its position
     * @param type its class
     * @param <M> its class
     * @return the layer
     * @throws IndexOutOfBoundsException if there is none
     * @throws ClassCastException if it is of another class
     */
    public final <M extends Module> M get(int index, Class<M> type) {
        return type.cast(indexed().get(index));
    }

    /**
     * A layer by its name.
     *
     * @param name its name
     * @return the layer
     * @throws IllegalArgumentException if there is none
     */
    public final Module get(String name) {
        return Attributes.submodule(this, name);
    }

    /**
     * A layer by its name, of a known class: {@code net.get("conv", Conv2d.class).weight}.
     *
     * @param name its name
     * @param type its class
     * @param <M> its class
     * @return the layer
     * @throws IllegalArgumentException if there is none
     * @throws ClassCastException if it is of another class
     */
    public final <M extends Module> M get(String name, Class<M> type) {
        return type.cast(get(name));
    }

    /**
     * Some of the layers, under their names ({@code net[start:stop]}).
     *
     * @param start the first position
     * @param stop the position after the last
     * @return a new container
     */
    public final Sequential slice(int start, int stop) {
        return slice(start, stop, 1);
    }

    /**
     * Some of the layers, under their names ({@code net[start:stop:step]}).
     *
     * @param start the first position
     * @param stop the position after the last
     * @param step the distance of positions; below 0 for the other direction
     * @return a new container
     * @throws IllegalArgumentException if the step is 0
     */
    public final Sequential slice(int start, int stop, int step) {
        return part(indexed().positions(start, stop, step));
    }

    /**
     * Some of the layers, under their names: {@code net.get(slice(1, null))} is {@code net[1:]}.
     *
     * @param slice which, as {@code Torch.slice} makes it
     * @return a new container
     */
    public final Sequential get(Slice slice) {
        return part(indexed().positions(slice));
    }

    private Sequential part(List<Integer> positions) {
        List<String> keys = indexed().keys();
        Sequential part = new Sequential();
        for (int position : positions) {
            part.addModule(keys.get(position), get(position));
        }
        return part;
    }

    /**
     * Puts a layer in place of another, under its name.
     *
     * @param index its position
     * @param module the layer
     * @throws IndexOutOfBoundsException if there is none
     */
    public final void set(int index, Module module) {
        indexed().set(index, module);
    }

    /**
     * Adds a layer at the end.
     *
     * @param module the layer
     * @return this
     */
    public final Sequential append(Module module) {
        indexed().append(module);
        return this;
    }

    /**
     * Adds layers at the end; another container's too ({@code +=}).
     *
     * @param modules the layers
     * @return this
     */
    public final Sequential extend(Iterable<? extends Module> modules) {
        List<Module> added = new ArrayList<>();
        modules.forEach(added::add);
        added.forEach(indexed()::append);
        return this;
    }

    /**
     * Adds a layer at a position.
     *
     * @param index the position
     * @param module the layer
     * @return this
     * @throws IndexOutOfBoundsException if the position is beyond the end
     */
    public final Sequential insert(int index, Module module) {
        int size = size();
        if (index < -size || index > size) {
            throw new IndexOutOfBoundsException("Index out of range: " + index);
        }
        indexed().insert(index < 0 ? index + size : index, module);
        return this;
    }

    /**
     * Removes a layer; those that stay are named by their positions.
     *
     * @param index its position
     * @throws IndexOutOfBoundsException if there is none
     */
    public final void delete(int index) {
        indexed().pop(index);
    }

    /**
     * Removes layers; those that stay are named by their positions ({@code del net[start:stop]}).
     *
     * @param start the first position
     * @param stop the position after the last
     */
    public final void delete(int start, int stop) {
        indexed().delete(indexed().positions(start, stop, 1));
    }

    /**
     * Removes layers; those that stay are named by their positions ({@code del net[start:stop:step]}).
     *
     * @param slice which, as {@code Torch.slice} makes it
     */
    public final void delete(Slice slice) {
        indexed().delete(indexed().positions(slice));
    }

    /**
     * Removes layers and returns them under the names that they had.
     *
     * @param slice which, as {@code Torch.slice} makes it
     * @return a new container
     */
    public final Sequential pop(Slice slice) {
        Sequential popped = get(slice);
        delete(slice);
        return popped;
    }

    /**
     * Removes a layer and returns it.
     *
     * @param index its position
     * @return the layer
     * @throws IndexOutOfBoundsException if there is none
     */
    public final Module pop(int index) {
        return indexed().pop(index);
    }

    /**
     * The layers of both ({@code net + other}).
     *
     * @param other another container
     * @return a new container
     */
    public final Sequential plus(Sequential other) {
        return new Sequential().extend(this).extend(other);
    }

    /**
     * The same layers several times ({@code net * times}).
     *
     * @param times how often, at least 1
     * @return a new container
     * @throws IllegalArgumentException if it is less
     */
    public final Sequential times(int times) {
        if (times <= 0) {
            throw new IllegalArgumentException("Non-positive multiplication factor " + times
                    + " for <class 'torch.nn.modules.container.Sequential'>");
        }
        Sequential combined = new Sequential();
        for (int i = 0; i < times; i++) {
            combined.extend(this);
        }
        return combined;
    }

    /**
     * This container in Java's form.
     *
     * @return a live view that can be read, set, added to and removed from
     */
    public final List<Module> asList() {
        return new ModulesView<>(this);
    }

    /** The layers in order. */
    @Override
    public final Iterator<Module> iterator() {
        List<Module> modules = new ArrayList<>();
        indexed().all().forEach(module -> modules.add(Objects.requireNonNull(module)));
        return modules.iterator();
    }
}
