package dev.sconce.optim.scheduler;

import dev.sconce.torch.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A scheduler's state dict while it is written or read: Java's values to Python's and back. */
final class SchedulerState {
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    SchedulerState() {}

    SchedulerState(Map<String, ? extends @Nullable Object> values) {
        this.values.putAll(values);
    }

    void put(String name, @Nullable Object value) {
        values.put(name, value);
    }

    void put(String name, double[] numbers) {
        values.put(name, new ArrayList<>(Arrays.stream(numbers).boxed().toList()));
    }

    Map<String, @Nullable Object> toMap() {
        return values;
    }

    @Nullable
    Object get(String name, @Nullable Object otherwise) {
        return values.containsKey(name) ? values.get(name) : otherwise;
    }

    long integer(String name, long otherwise) {
        return (long) number(name, (double) otherwise);
    }

    double number(String name, double otherwise) {
        return toDouble(name, get(name, otherwise));
    }

    boolean flag(String name, boolean otherwise) {
        if (get(name, otherwise) instanceof Boolean flag) {
            return flag;
        }
        throw new IllegalArgumentException("Expected a bool as '" + name + "', but got " + values.get(name));
    }

    String text(String name, String otherwise) {
        if (get(name, otherwise) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("Expected a str as '" + name + "', but got " + values.get(name));
    }

    double[] numbers(String name, double[] otherwise) {
        if (!values.containsKey(name)) {
            return otherwise;
        }
        return list(name).stream().mapToDouble(item -> toDouble(name, item)).toArray();
    }

    List<?> list(String name) {
        if (values.get(name) instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException("Expected a list as '" + name + "', but got " + values.get(name));
    }

    Map<?, ?> map(String name) {
        return asMap(name, values.get(name));
    }

    static Map<?, ?> asMap(String name, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException("Expected a dict as '" + name + "', but got " + value);
    }

    private static double toDouble(String name, @Nullable Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof Tensor tensor) {
            return tensor.item();
        }
        throw new IllegalArgumentException("Expected a number as '" + name + "', but got " + value);
    }
}
