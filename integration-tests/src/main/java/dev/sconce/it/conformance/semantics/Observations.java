package dev.sconce.it.conformance.semantics;

import dev.sconce.nn.Module;
import dev.sconce.torch.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a snippet observes, by name and in order; tensors and lists as they were at the time. */
public final class Observations {
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    /** Records a value. A module is recorded as its text. */
    public void out(String name, @Nullable Object value) {
        values.put(name, snapshot(value));
    }

    /** Records numbers that tensors held, so that they are as close as tensors are. */
    public void approximately(String name, List<Double> numbers) {
        values.put(name, new Approximately(List.copyOf(numbers)));
    }

    /**
     * Records what an action throws, or null if it throws nothing.
     *
     * @param action the action
     */
    public void error(String name, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            values.put(name, new Raised(e));
            return;
        }
        values.put(name, null);
    }

    /** Records that Java's compiler finds a mistake: see {@link Refused}. */
    public void refused(String name, String template, String right, String wrong) {
        values.put(name, new Refused(template, right, wrong));
    }

    /** All that was recorded. */
    public Map<String, @Nullable Object> values() {
        return values;
    }

    private static @Nullable Object snapshot(@Nullable Object value) {
        if (value instanceof Tensor tensor) {
            return tensor.detach().clone();
        }
        if (value instanceof Module module) {
            return module.toString();
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(item -> copy.add(snapshot(item)));
            return copy;
        }
        if (value instanceof Map<?, ?> map) {
            Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(key, snapshot(item)));
            return copy;
        }
        return value;
    }
}
