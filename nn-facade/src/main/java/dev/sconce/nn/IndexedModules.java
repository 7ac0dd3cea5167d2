package dev.sconce.nn;

import dev.sconce.torch.Slice;
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

    /** The positions of Python's slice {@code start:stop:step}. */
    List<Integer> positions(int start, int stop, int step) {
        return positions(size(), start, stop, step);
    }

    List<Integer> positions(Slice slice) {
        return positions(size(), slice);
    }

    static List<Integer> positions(int size, Slice slice) {
        Long start = slice.start();
        Long stop = slice.stop();
        Long step = slice.step();
        return positions(size, start == null ? 0 : start, stop == null ? size : stop, step == null ? 1 : step);
    }

    static List<Integer> positions(int size, long start, long stop, long step) {
        if (step == 0) {
            throw new IllegalArgumentException("slice step cannot be zero");
        }
        long lowest = step < 0 ? -1 : 0;
        long highest = step < 0 ? size - 1 : size;
        long end = clamp(stop, size, lowest, highest);
        List<Integer> positions = new ArrayList<>();
        for (long i = clamp(start, size, lowest, highest); step < 0 ? i > end : i < end; i += step) {
            positions.add((int) i);
        }
        return positions;
    }

    private static long clamp(long index, int size, long lowest, long highest) {
        return Math.max(lowest, Math.min(highest, index < 0 ? index + size : index));
    }
}
