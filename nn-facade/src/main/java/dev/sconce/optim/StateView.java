package dev.sconce.optim;

import dev.sconce.torch.Device;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a parameter as Python's dict has it, live: numbers that are kept as such appear as tensors, and what
 * is put here lives on when the scope of a step ends.
 */
final class StateView extends AbstractMap<String, @Nullable Object> {
    private final OptimizerState state;
    private final Tensor param;
    private final Set<String> scalars;

    /**
     * Views what is remembered of a parameter; nothing is remembered yet is an empty map.
     *
     * @param scalars the names of tensors that are computed with as numbers
     */
    StateView(OptimizerState state, Tensor param, Set<String> scalars) {
        this.state = state;
        this.param = param;
        this.scalars = scalars;
    }

    private Map<String, @Nullable Object> remembered() {
        ParamState known = state.find(param);
        return known == null ? Map.of() : known.values();
    }

    private static @Nullable Object shown(@Nullable Object value) {
        return value instanceof ScalarState scalar ? scalar.tensorToChange() : value;
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
        return shown(remembered().get(name));
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return remembered().containsKey(name);
    }

    @Override
    public @Nullable Object put(String name, @Nullable Object value) {
        Object before = get(name);
        keep(value);
        state.of(param).put(name, scalars.contains(name) ? scalar(value) : OptionValues.normalize(value));
        return before;
    }

    private static @Nullable Object scalar(@Nullable Object value) {
        if (value instanceof Tensor tensor) {
            ScalarState shown = ScalarState.shownBy(tensor);
            if (shown != null) {
                return shown;
            }
            try (var none = TensorScope.none()) {
                return new ScalarState(tensor.detach());
            }
        }
        return value instanceof Number number
                ? new ScalarState(number.doubleValue(), ScalarState.dtype(false), Device.CPU)
                : value;
    }

    /** Takes tensors out of the scope in which they were made, as a step's is. */
    private static void keep(@Nullable Object value) {
        if (value instanceof Tensor tensor) {
            try (var none = TensorScope.none()) {
                none.keep(tensor);
            }
        } else if (value instanceof List<?> items) {
            items.forEach(StateView::keep);
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(StateView::keep);
        }
    }

    @Override
    public Set<Entry<String, @Nullable Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, @Nullable Object>> iterator() {
                return entries();
            }

            @Override
            public int size() {
                return remembered().size();
            }
        };
    }

    private Iterator<Entry<String, @Nullable Object>> entries() {
        Iterator<Entry<String, @Nullable Object>> entries =
                remembered().entrySet().iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public Entry<String, @Nullable Object> next() {
                String name = entries.next().getKey();
                return new SimpleEntry<>(name, get(name)) {
                    @Override
                    public @Nullable Object setValue(@Nullable Object value) {
                        return put(name, value);
                    }
                };
            }

            @Override
            public void remove() {
                entries.remove();
            }
        };
    }
}
