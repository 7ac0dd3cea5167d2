package dev.sconce.nn;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;

/**
 * The modules of a container as a live list.
 *
 * @param <M> their class
 */
final class ModulesView<M extends Module> extends AbstractList<M> {
    private final IndexedModules modules;

    ModulesView(Module container) {
        modules = new IndexedModules(container);
    }

    @Override
    public M get(int index) {
        return Untyped.cast(modules.get(Objects.checkIndex(index, size())));
    }

    @Override
    public int size() {
        return modules.size();
    }

    @Override
    public M set(int index, M module) {
        M before = get(index);
        modules.set(index, module);
        return before;
    }

    @Override
    public void add(int index, M module) {
        modules.insert(Objects.checkIndex(index, size() + 1), module);
    }

    @Override
    public M remove(int index) {
        M removed = get(index);
        modules.delete(List.of(index));
        return removed;
    }
}
