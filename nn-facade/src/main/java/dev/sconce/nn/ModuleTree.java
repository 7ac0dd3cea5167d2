package dev.sconce.nn;

import dev.sconce.nn.Registry.Entry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Walks through modules, in Python's order. */
final class ModuleTree {
    private ModuleTree() {}

    private static <T> Set<T> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    /** As {@link #members}, without the names: this is what optimizers and zeroGrad ask for at every step. */
    static List<Parameter> parameters(Module root, boolean recurse) {
        List<Parameter> found = new ArrayList<>();
        addParameters(root, recurse, identitySet(), identitySet(), found);
        return found;
    }

    private static void addParameters(
            Module module, boolean recurse, Set<Module> visited, Set<Parameter> seen, List<Parameter> found) {
        if (!visited.add(module)) {
            return;
        }
        for (Entry entry : module.registry().entries()) {
            Parameter parameter = entry.parameter();
            if (parameter != null && seen.add(parameter)) {
                found.add(parameter);
            }
        }
        if (recurse) {
            for (Entry entry : module.registry().entries()) {
                Module child = entry.module();
                if (child != null) {
                    addParameters(child, true, visited, seen, found);
                }
            }
        }
    }

    static <T> Map<String, T> members(
            Module root, String prefix, boolean recurse, boolean removeDuplicate, Function<Entry, @Nullable T> member) {
        Map<String, T> found = new LinkedHashMap<>();
        Set<T> seen = identitySet();
        Map<String, Module> modules = recurse ? modules(root, prefix, removeDuplicate) : Map.of(prefix, root);
        modules.forEach((path, module) -> {
            for (Entry entry : module.registry().entries()) {
                T value = member.apply(entry);
                if (value != null && (!removeDuplicate || seen.add(value))) {
                    found.put(join(path, entry.name), value);
                }
            }
        });
        return found;
    }

    static Map<String, Module> children(Module parent) {
        Map<String, Module> found = new LinkedHashMap<>();
        Set<Module> seen = identitySet();
        for (Entry entry : parent.registry().entries()) {
            Module child = entry.module();
            if (child != null && seen.add(child)) {
                found.put(entry.name, child);
            }
        }
        return found;
    }

    static Map<String, Module> modules(Module root, String prefix, boolean removeDuplicate) {
        Map<String, Module> found = new LinkedHashMap<>();
        addModules(root, prefix, removeDuplicate ? identitySet() : null, found);
        return found;
    }

    private static void addModules(Module module, String path, @Nullable Set<Module> seen, Map<String, Module> found) {
        if (seen != null && !seen.add(module)) {
            return;
        }
        found.put(path, module);
        for (Entry entry : module.registry().entries()) {
            Module child = entry.module();
            if (child != null) {
                addModules(child, join(path, entry.name), seen, found);
            }
        }
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
