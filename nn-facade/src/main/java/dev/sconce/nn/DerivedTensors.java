package dev.sconce.nn;

import dev.sconce.nn.Registry.Entry;
import dev.sconce.nn.Registry.Kind;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of modules that are computed from others: where a parameter or buffer was, stands from then on what a
 * {@link Derivation} makes of, say, a direction and a length. {@code dev.sconce.nn.utils} builds parametrizations, weight
 * norm and pruning on this.
 *
 * <p>The value is computed before each forward pass of its module, after the hooks that run before it, so that each pass
 * has a graph of its own; in between, the field holds the value of the last pass. (In Python an attribute may compute
 * itself wherever it is read, which a Java field cannot.) {@link #get} computes it at any time. The attribute is not among
 * the module's parameters, buffers and state.
 */
public final class DerivedTensors {
    private DerivedTensors() {}

    /**
     * Computes an attribute from now on. A parameter or buffer of that name is no longer registered, and the field that
     * held it, if any, holds the computed value; whoever wants to keep the original registers it under another name before.
     *
     * @param module the module
     * @param name the name of the attribute
     * @param derivation how it is computed; it runs at once
     */
    public static void derive(Module module, String name, Derivation derivation) {
        try (var scope = new TensorScope()) {
            Tensor value = derivation.compute(module);
            derive(module, name, derivation, Objects.requireNonNull(value, "the first value cannot be null"));
        }
    }

    /**
     * As {@link #derive(Module, String, Derivation)}, with the first value known.
     *
     * @param module the module
     * @param name the name of the attribute
     * @param derivation how it is computed before the next forward pass
     * @param value what it is until then
     */
    public static void derive(Module module, String name, Derivation derivation, Tensor value) {
        Registry registry = module.registry();
        Entry entry = registry.find(name);
        if (entry != null && entry.value instanceof DerivedTensor derived) {
            derived.replaceBy(value);
        } else {
            boolean buffer = registry.wantsBuffer(name) || (entry != null && entry.buffer() != null);
            Object holder = buffer ? new DerivedBuffer(value) : new DerivedParameter(value);
            entry = registry.replace(name, Kind.DERIVED, holder);
        }
        entry.derivation = derivation;
    }

    /**
     * How an attribute is computed.
     *
     * @param module the module
     * @param name the name of the attribute
     * @return the derivation, or null if it is not computed
     */
    public static @Nullable Derivation derivation(Module module, String name) {
        Entry entry = module.registry().find(name);
        return entry != null && entry.kind == Kind.DERIVED ? entry.derivation : null;
    }

    /**
     * All computed attributes of a module itself.
     *
     * @param module the module
     * @return how they are computed, by name
     */
    public static Map<String, Derivation> derivations(Module module) {
        Map<String, Derivation> derivations = new LinkedHashMap<>();
        for (Entry entry : module.registry().derived()) {
            if (entry.derivation != null) {
                derivations.put(entry.name, entry.derivation);
            }
        }
        return derivations;
    }

    /**
     * A parameter, a buffer, or a computed attribute, which is computed again: {@code module.name} in Python.
     *
     * @param module the module
     * @param name the name of the attribute
     * @return the tensor itself, which belongs to the module
     * @throws IllegalArgumentException if there is no such tensor
     */
    public static Tensor get(Module module, String name) {
        Entry entry = module.registry().find(name);
        if (entry == null || !(entry.value instanceof Tensor tensor)) {
            throw new IllegalArgumentException("'" + module.getName() + "' object has no attribute '" + name + "'");
        }
        refresh(module, entry);
        return tensor;
    }

    /**
     * The value that a computed attribute has without being computed again; any other tensor as it is.
     *
     * @param module the module
     * @param name the name of the attribute
     * @return the tensor itself, which belongs to the module, or null if there is none
     */
    public static @Nullable Tensor last(Module module, String name) {
        Entry entry = module.registry().find(name);
        return entry != null && entry.value instanceof Tensor tensor ? tensor : null;
    }

    /**
     * Registers a parameter in the place of a computed attribute, which is computed no longer.
     *
     * @param module the module
     * @param name the name of the attribute
     * @param parameter the parameter; it comes last in the module's order, as in Python
     */
    public static void settle(Module module, String name, Parameter parameter) {
        module.registry().replace(name, Kind.PARAMETER, parameter);
    }

    /**
     * Registers a buffer in the place of a computed attribute, which is computed no longer.
     *
     * @param module the module
     * @param name the name of the attribute
     * @param buffer the buffer; it comes last in the module's order, as in Python
     */
    public static void settle(Module module, String name, Buffer buffer) {
        module.registry().replace(name, Kind.BUFFER, buffer);
    }

    /** Computes all such attributes of one module again. */
    static void refresh(Module module) {
        for (Entry entry : module.registry().derived()) {
            refresh(module, entry);
        }
    }

    private static void refresh(Module module, Entry entry) {
        Derivation derivation = entry.derivation;
        if (derivation == null || !(entry.value instanceof DerivedTensor derived)) {
            return;
        }
        try (var scope = new TensorScope()) {
            Tensor value = derivation.compute(module);
            if (value != null) {
                derived.replaceBy(value);
            }
        }
    }

    static String namePrefix(Module module) {
        return derivations(module).values().stream()
                .map(Derivation::namePrefix)
                .filter(prefix -> !prefix.isEmpty())
                .findFirst()
                .orElse("");
    }
}
