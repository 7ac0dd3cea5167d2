package dev.sconce.nn;

import dev.sconce.nn.Registry.Entry;
import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TorchException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Other tensors in place of a module's parameters and buffers, until it is closed
 * ({@code torch.nn.utils.stateless._reparametrize_module}): what is computed meanwhile is a function of these tensors and
 * has gradients with respect to them. {@code FunctionalCall} of {@code dev.sconce.nn.utils} is the usual way in.
 *
 * <p>A {@link Parameter} stays the object that it is and stands for the other tensor, so that final fields, and whatever
 * else holds it, see the change. In-place operations of the module go to the tensors that were given. A module must not be
 * used by another thread at that time.
 */
public final class Substitution implements AutoCloseable {
    private final Deque<Runnable> undo = new ArrayDeque<>();

    private Substitution() {}

    /**
     * Puts tensors in place; a name that stands for a shared parameter stands for all names of it.
     *
     * @param module the module
     * @param values tensors by the names of parameters, buffers, or computed attributes, which then stand as given
     * @return what puts the original ones back when it is closed
     * @throws IllegalArgumentException if different tensors are given for the names of a shared one, or there is no module
     *     of a name's path
     */
    public static Substitution of(Module module, Map<String, ? extends Tensor> values) {
        return of(module, values, true, false);
    }

    /**
     * Puts tensors in place.
     *
     * @param module the module
     * @param values tensors by the names of parameters, buffers, or computed attributes, which then stand as given
     * @param tieWeights whether a name that stands for a shared parameter stands for all names of it
     * @param strict whether the names must be exactly those of the parameters and buffers; else others are left out
     * @return what puts the original ones back when it is closed
     * @throws IllegalArgumentException if different tensors are given for the names of a shared one, or there is no module
     *     of a name's path
     * @throws TorchException if names are missing or too much, and that is an error
     */
    public static Substitution of(
            Module module, Map<String, ? extends Tensor> values, boolean tieWeights, boolean strict) {
        checkKind(module);
        IdentityHashMap<Tensor, List<String>> names = names(module);
        Map<String, Tensor> all = tieWeights ? tie(values, names) : new LinkedHashMap<>(values);
        if (strict) {
            check(module, all, names);
        }
        Substitution substitution = new Substitution();
        try {
            all.forEach((name, value) -> substitution.put(module, name, value, names));
        } catch (RuntimeException e) {
            substitution.close();
            throw e;
        }
        return substitution;
    }

    /** The names of every parameter and buffer: several where it is shared. */
    private static IdentityHashMap<Tensor, List<String>> names(Module module) {
        IdentityHashMap<Tensor, List<String>> names = new IdentityHashMap<>();
        module.namedParameters("", true, false)
                .forEach((name, tensor) -> names.computeIfAbsent(tensor, first -> new ArrayList<>())
                        .add(name));
        module.namedBuffers("", true, false)
                .forEach((name, tensor) -> names.computeIfAbsent(tensor, first -> new ArrayList<>())
                        .add(name));
        return names;
    }

    private static Map<String, Tensor> tie(
            Map<String, ? extends Tensor> values, IdentityHashMap<Tensor, List<String>> names) {
        Map<String, Tensor> all = new LinkedHashMap<>(values);
        for (List<String> shared : names.values()) {
            List<Tensor> given = new ArrayList<>();
            for (String name : shared) {
                Tensor value = values.get(name);
                if (value != null && given.stream().noneMatch(other -> other == value)) {
                    given.add(value);
                }
            }
            if (given.size() > 1) {
                List<String> sorted = new ArrayList<>(shared);
                Collections.sort(sorted);
                throw new IllegalArgumentException("functional_call got multiple values for keys "
                        + PyText.repr(sorted)
                        + ", which are tied. Consider using tie_weights=False");
            }
            given.forEach(value -> shared.forEach(name -> all.put(name, value)));
        }
        return all;
    }

    private static void checkKind(Module module) {
        if (module instanceof ScriptModule) {
            throw new TorchException("The stateless API can't be used with Jitted modules");
        }
        if (module instanceof DataParallel) {
            throw new TorchException("The stateless API can't be used with nn.DataParallel module");
        }
    }

    private static void check(Module module, Map<String, Tensor> values, IdentityHashMap<Tensor, List<String>> names) {
        Set<String> missing = new TreeSet<>();
        names.values().forEach(missing::addAll);
        Set<String> unexpected = new TreeSet<>(values.keySet());
        unexpected.removeAll(missing);
        missing.removeAll(values.keySet());
        List<String> errors = new ArrayList<>();
        if (!unexpected.isEmpty()) {
            errors.add("Unexpected key(s): " + quoted(unexpected) + ".");
        }
        if (!missing.isEmpty()) {
            errors.add("Missing key(s): " + quoted(missing) + ".");
        }
        if (!errors.isEmpty()) {
            throw new TorchException(
                    "Error(s) in reparametrizing for " + module.getName() + ":\n\t" + String.join("\n\t", errors));
        }
    }

    private static String quoted(Set<String> names) {
        return "'" + String.join("', '", names) + "'";
    }

    private void put(Module root, String path, Tensor value, IdentityHashMap<Tensor, List<String>> names) {
        int dot = path.lastIndexOf('.');
        Module module = root.getSubmodule(path.substring(0, Math.max(0, dot)));
        Entry entry = module.registry().find(path.substring(dot + 1));
        if (entry == null || !(entry.value instanceof Tensor original)) {
            return;
        }
        if (original instanceof DerivedTensor derived) {
            Derivation derivation = entry.derivation;
            entry.derivation = null;
            undo.push(() -> entry.derivation = derivation);
            swap(derived.tensor(), value, derived::replaceBy);
        } else if (names.getOrDefault(original, List.of()).size() > 1) {
            putOneOfSeveral(module, entry, original, value);
        } else if (original instanceof Parameter parameter) {
            swap(parameter, value, parameter::hold);
        } else if (original instanceof Buffer buffer) {
            swap(buffer, value, buffer::adopt);
        }
    }

    /** A shared parameter may get another value for each of its names, so that its object cannot serve. */
    private void putOneOfSeveral(Module module, Entry entry, Tensor original, Tensor value) {
        Tensor standIn = original instanceof Parameter ? new Parameter(new Parameter.AsItIs(value)) : new Buffer(value);
        module.registry().exchange(entry, standIn);
        undo.push(() -> {
            module.registry().exchange(entry, original);
            standIn.close();
        });
    }

    private void swap(Tensor holder, Tensor value, Consumer<Tensor> hold) {
        Buffer saved = new Buffer(holder); // another reference, which belongs to no scope
        undo.push(() -> {
            hold.accept(saved);
            saved.close();
        });
        hold.accept(value);
    }

    /** Puts the original tensors back; closing twice does nothing. */
    @Override
    public void close() {
        @Nullable Runnable next;
        while ((next = undo.poll()) != null) {
            next.run();
        }
    }
}
