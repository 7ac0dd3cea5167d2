package dev.sconce.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The modules of a container by position: what {@link Sequential} and {@link ModuleList} share. */
final class IndexedModules {
    private final Module owner;

    IndexedModules(Module owner) {
        this.owner = owner;
    }

    int size() {
        return keys().size();
    }

    /** The names in order, of the modules only. */
    List<String> keys() {
        List<String> keys = new ArrayList<>();
        for (Registry.Entry entry : owner.registry().entries()) {
            if (entry.kind == Registry.Kind.MODULE) {
                keys.add(entry.name);
            }
        }
        return keys;
    }

    List<@Nullable Module> all() {
        return owner.registry().modules();
    }

    private String keyAt(int index) {
        List<String> keys = keys();
        return keys.get(position(index, keys.size()));
    }

    private static int position(int index, int size) {
        if (index < -size || index >= size) {
            throw new IndexOutOfBoundsException("index " + index + " is out of range");
        }
        return index < 0 ? index + size : index;
    }

    Module get(int index) {
        List<@Nullable Module> all = all();
        return Objects.requireNonNull(all.get(position(index, all.size())));
    }

    void set(int index, Module module) {
        owner.registry().put(keyAt(index), Registry.Kind.MODULE, module);
    }

    void append(@Nullable Module module) {
        owner.addModule(Integer.toString(size()), module);
    }

    /** Moves what is behind and gives all their position as a name, as Python does for names that are positions. */
    void insert(int index, Module module) {
        List<@Nullable Module> all = all();
        all.add(index, module);
        replaceAll(all);
    }

    /** Removes modules and gives those that stay their position as a name. */
    void delete(List<Integer> positions) {
        List<@Nullable Module> staying = new ArrayList<>();
        List<@Nullable Module> all = all();
        for (int i = 0; i < all.size(); i++) {
            if (!positions.contains(i)) {
                staying.add(all.get(i));
            }
        }
        replaceAll(staying);
    }

    Module pop(int index) {
        Module module = get(index);
        delete(List.of(position(index, size())));
        return module;
    }

    private void replaceAll(List<@Nullable Module> modules) {
        Map<String, @Nullable Module> numbered = new LinkedHashMap<>();
        modules.forEach(module -> numbered.put(Integer.toString(numbered.size()), module));
        owner.registry().replaceAll(Registry.Kind.MODULE, numbered);
    }

    /** The positions of Python's slice {@code start:stop:step}, for a positive step. */
    List<Integer> positions(int start, int stop, int step) {
        if (step < 1) {
            throw new IllegalArgumentException("slice step must be positive, got " + step);
        }
        int size = size();
        int end = clamp(stop, size);
        List<Integer> positions = new ArrayList<>();
        for (int i = clamp(start, size); i < end; i += step) {
            positions.add(i);
        }
        return positions;
    }

    private static int clamp(int index, int size) {
        return Math.max(0, Math.min(size, index < 0 ? index + size : index));
    }
}
