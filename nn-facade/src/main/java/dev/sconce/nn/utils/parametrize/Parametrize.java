package dev.sconce.nn.utils.parametrize;

import dev.sconce.nn.Arguments;
import dev.sconce.nn.Buffer;
import dev.sconce.nn.DerivedTensors;
import dev.sconce.nn.Module;
import dev.sconce.nn.ModuleDict;
import dev.sconce.nn.Parameter;
import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Registers and removes parametrizations: the functions of {@code torch.nn.utils.parametrize}.
 *
 * <pre>{@code
 * class Symmetric extends Layer {
 *     @Override
 *     protected Tensor forward(Tensor x) {
 *         return x.triu().add(x.triu(1).mT());
 *     }
 * }
 *
 * Linear layer = new Linear(3, 3);
 * registerParametrization(layer, "weight", new Symmetric());
 * layer.call(x);                          // with a symmetric weight
 * get(layer, "weight");                   // the symmetric weight
 * parametrizations(layer, "weight").original();
 * }</pre>
 *
 * <p>A parametrization is a module of one tensor, or of several if it is one of {@link RightInverses}. The field that held
 * the parameter holds the computed tensor: computed again before each forward pass of its module, and by {@link #get}.
 * Python computes it wherever it is read; code that reads the field of a module that it does not call should use
 * {@link #get}.
 */
public final class Parametrize {
    private static final String PARAMETRIZATIONS = "parametrizations";

    private Parametrize() {}

    /**
     * Registers a parametrization of a parameter or buffer, or a further one that is applied after those that are there.
     *
     * @param module the module
     * @param tensorName the name of the parameter or buffer
     * @param parametrization the parametrization; it takes the module's mode
     * @param <M> the module's class
     * @return {@code module}
     * @throws IllegalArgumentException if there is no such tensor, or the parametrization would change its dtype or shape
     */
    public static <M extends Module> M registerParametrization(M module, String tensorName, Module parametrization) {
        return registerParametrization(module, tensorName, parametrization, false);
    }

    /**
     * Registers a parametrization of a parameter or buffer, or a further one that is applied after those that are there.
     *
     * @param module the module
     * @param tensorName the name of the parameter or buffer
     * @param parametrization the parametrization; it takes the module's mode
     * @param unsafe whether it may change dtype and shape, and is not tried out
     * @param <M> the module's class
     * @return {@code module}
     * @throws IllegalArgumentException if there is no such tensor, or the parametrization would change its dtype or shape
     */
    public static <M extends Module> M registerParametrization(
            M module, String tensorName, Module parametrization, boolean unsafe) {
        parametrization.train(module.isTraining());
        if (isParametrized(module, tensorName)) {
            addTo(module, tensorName, parametrization, unsafe);
            return module;
        }
        Tensor original = DerivedTensors.last(module, tensorName);
        if (original == null || DerivedTensors.derivation(module, tensorName) != null) {
            throw new IllegalArgumentException("Module '" + module
                    + "' does not have a parameter, a buffer, or a parametrized element with name '" + tensorName
                    + "'");
        }
        try (var scope = new TensorScope()) {
            long[] shape = original.shape();
            ParametrizationList list = ParametrizationList.begin(parametrization, original, unsafe);
            Tensor value = list.evaluate();
            list.check(value, original, shape);
            DerivedTensors.derive(module, tensorName, new ParametrizedTensor(tensorName), value);
            ModuleDict<ParametrizationList> lists = lists(module);
            (lists == null ? module.register(PARAMETRIZATIONS, new Lists()) : lists).put(tensorName, list);
        }
        return module;
    }

    private static void addTo(Module module, String tensorName, Module parametrization, boolean unsafe) {
        ParametrizationList list = parametrizations(module, tensorName);
        try (var scope = new TensorScope()) {
            Tensor before = get(module, tensorName);
            Object result = Arguments.of(before).passTo(parametrization);
            if (!unsafe) {
                checkAdded(tensorName, before, ParametrizationList.requireTensor(result), parametrization);
            }
            list.append(parametrization);
            list.allowUnsafe(unsafe);
            Tensor value = ParametrizationList.requireTensor(result);
            DerivedTensors.derive(module, tensorName, new ParametrizedTensor(tensorName), value);
        }
    }

    private static void checkAdded(String tensorName, Tensor before, Tensor after, Module parametrization) {
        String name = "module." + tensorName;
        compare(
                before,
                after,
                "Registering a parametrization may not change the %s of the tensor, unless the `unsafe` flag is enabled.\n"
                        + name + ".%s: %s\nparametrization(" + name + ").%s: %s");
        if (!(parametrization instanceof RightInverse invertible)) {
            return;
        }
        Tensor inverse;
        try {
            inverse = invertible.rightInverse(after);
        } catch (UnsupportedOperationException e) {
            return; // then it cannot be assigned to, which is allowed
        }
        compare(
                before,
                inverse,
                "The tensor returned by parametrization.right_inverse must have the same %s as " + name
                        + ", unless the `unsafe` flag is enabled.\n" + name + ".%s: %s\nreturned %4$s: %5$s");
    }

    private static void compare(Tensor before, Tensor after, String message) {
        if (before.dtype() != after.dtype()) {
            throw new IllegalArgumentException(String.format(
                    message, "dtype", "dtype", "torch." + before.dtype(), "dtype", "torch." + after.dtype()));
        }
        if (!Arrays.equals(before.shape(), after.shape())) {
            throw new IllegalArgumentException(String.format(
                    message, "shape", "shape", PyText.size(before.shape()), "shape", PyText.size(after.shape())));
        }
    }

    /**
     * Whether anything of a module is parametrized.
     *
     * @param module the module itself; what is in it does not count
     * @return whether it has a parametrization
     */
    public static boolean isParametrized(Module module) {
        ModuleDict<ParametrizationList> lists = lists(module);
        return lists != null && lists.size() > 0;
    }

    /**
     * Whether a tensor is parametrized.
     *
     * @param module the module
     * @param tensorName the tensor's name
     * @return whether it has a parametrization
     */
    public static boolean isParametrized(Module module, String tensorName) {
        ModuleDict<ParametrizationList> lists = lists(module);
        return lists != null && lists.contains(tensorName);
    }

    /**
     * The class of a module before anything of it was parametrized. (Python changes the class of the object; a Java object
     * keeps its own, and only goes by another name.)
     *
     * @param module the module
     * @return its class
     */
    public static Class<? extends Module> typeBeforeParametrizations(Module module) {
        return module.getClass();
    }

    /**
     * The parametrizations of a tensor, and what they begin with ({@code module.parametrizations.weight}).
     *
     * @param module the module
     * @param tensorName the tensor's name
     * @return the list
     * @throws IllegalArgumentException if it is not parametrized
     */
    public static ParametrizationList parametrizations(Module module, String tensorName) {
        ModuleDict<ParametrizationList> lists = lists(module);
        if (lists == null || !lists.contains(tensorName)) {
            throw new IllegalArgumentException(
                    "Module " + module + " does not have a parametrization on " + tensorName);
        }
        return lists.get(tensorName);
    }

    private static @Nullable ModuleDict<ParametrizationList> lists(Module module) {
        return module.namedChildren().get(PARAMETRIZATIONS) instanceof Lists lists ? lists : null;
    }

    /**
     * Computes a tensor that is parametrized; any other as it is ({@code module.weight} in Python).
     *
     * @param module the module
     * @param tensorName the tensor's name
     * @return the tensor itself, which belongs to the module, with its history
     * @throws IllegalArgumentException if there is no such tensor
     */
    public static Tensor get(Module module, String tensorName) {
        return DerivedTensors.get(module, tensorName);
    }

    /**
     * Sets the originals of a parametrized tensor so that it gets a value ({@code module.weight = value} in Python). The
     * field shows it from the next forward pass or {@link #get} on.
     *
     * @param module the module
     * @param tensorName the tensor's name
     * @param value the value
     * @throws dev.sconce.torch.TorchException if a parametrization has no right inverse
     */
    public static void assign(Module module, String tensorName, Tensor value) {
        parametrizations(module, tensorName).rightInverse(value);
    }

    /**
     * Keeps parametrized tensors from being computed again until it is closed, for this thread: for one that is used
     * several times in a forward pass, as the weight of a recurrent cell.
     *
     * <pre>{@code
     * try (var cache = Parametrize.cached()) {
     *     output = model.call(inputs);
     * }
     * }</pre>
     *
     * @return what ends it when it is closed
     */
    public static ParametrizationCache cached() {
        return ParametrizationCache.open();
    }

    /**
     * Removes all parametrizations of a tensor, which keeps its computed value.
     *
     * @param module the module
     * @param tensorName the tensor's name
     * @param <M> the module's class
     * @return {@code module}
     * @throws IllegalArgumentException if it is not parametrized
     */
    public static <M extends Module> M removeParametrizations(M module, String tensorName) {
        return removeParametrizations(module, tensorName, true);
    }

    /**
     * Removes all parametrizations of a tensor.
     *
     * @param module the module
     * @param tensorName the tensor's name
     * @param leaveParametrized whether it keeps its computed value; else it becomes the original, of which there must be one
     * @param <M> the module's class
     * @return {@code module}
     * @throws IllegalArgumentException if it is not parametrized, or there are several originals and it should become one
     */
    public static <M extends Module> M removeParametrizations(M module, String tensorName, boolean leaveParametrized) {
        ParametrizationList list = parametrizations(module, tensorName);
        try (var scope = new TensorScope()) {
            settle(
                    module,
                    tensorName,
                    list.isTensor()
                            ? single(module, tensorName, leaveParametrized)
                            : several(module, tensorName, leaveParametrized));
        }
        ModuleDict<ParametrizationList> lists = lists(module);
        if (lists != null) {
            lists.pop(tensorName);
        }
        if (!isParametrized(module)) {
            module.unregister(PARAMETRIZATIONS);
        }
        return module;
    }

    /** The original stays the object that it is, so that an optimizer need not be told. */
    private static Tensor single(Module module, String tensorName, boolean leaveParametrized) {
        Tensor original = parametrizations(module, tensorName).original();
        if (leaveParametrized) {
            try (var noGrad = Torch.noGrad()) {
                original.set_(get(module, tensorName).detach());
            }
        }
        return original;
    }

    private static Tensor several(Module module, String tensorName, boolean leaveParametrized) {
        if (!leaveParametrized) {
            throw new IllegalArgumentException(
                    "Cannot leave unparametrized (`leave_parametrized=False`) a tensor that is"
                            + " parametrized in terms of a sequence of tensors.");
        }
        Tensor value = get(module, tensorName);
        boolean parameter = parametrizations(module, tensorName).originals().get(0) instanceof Parameter;
        return parameter ? new Parameter(value, value.requiresGrad()) : new Buffer(value.detach());
    }

    private static void settle(Module module, String tensorName, Tensor value) {
        if (value instanceof Parameter parameter) {
            DerivedTensors.settle(module, tensorName, parameter);
        } else if (value instanceof Buffer buffer) {
            DerivedTensors.settle(module, tensorName, buffer);
        }
    }

    /**
     * Registers the parametrizations of all tensors of one module with another, which shares the originals from then on.
     *
     * @param from the module that has parametrizations
     * @param to the module that gets them; a tensor that it lacks is made
     * @param <M> its class
     * @return {@code to}
     */
    public static <M extends Module> M transferParametrizationsAndParams(Module from, M to) {
        ModuleDict<ParametrizationList> lists = lists(from);
        if (lists != null) {
            for (String tensorName : List.copyOf(lists.keys())) {
                transferParametrizationsAndParams(from, to, tensorName);
            }
        }
        return to;
    }

    /**
     * Registers the parametrizations of one tensor with another module, which shares the originals from then on.
     *
     * @param from the module that has parametrizations; without any, nothing happens
     * @param to the module that gets them; a tensor that it lacks is made
     * @param tensorName the tensor's name
     * @param <M> its class
     * @return {@code to}
     */
    public static <M extends Module> M transferParametrizationsAndParams(Module from, M to, String tensorName) {
        if (!isParametrized(from)) {
            return to;
        }
        ParametrizationList source = parametrizations(from, tensorName);
        if (DerivedTensors.last(to, tensorName) == null) {
            to.registerParameter(tensorName, new Parameter(get(from, tensorName)));
        }
        for (Module parametrization : source) {
            registerParametrization(to, tensorName, parametrization);
        }
        parametrizations(to, tensorName).share(source);
        return to;
    }

    /** Told from a module dict of the user's own that has the same name. */
    private static final class Lists extends ModuleDict<ParametrizationList> {
        @Override
        protected String getName() {
            return "ModuleDict";
        }
    }
}
