package dev.sconce.nn.summary;

import dev.sconce.torch.Tensor;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The first tensor in what a module takes or returns, whose shape stands for all of it.
 *
 * @param shape its shape; empty if there is none
 * @param bytes its size
 */
record FirstTensor(List<Long> shape, long bytes) {
    static final FirstTensor NONE = new FirstTensor(List.of(), 0);

    static FirstTensor in(@Nullable Object value) {
        if (value instanceof Tensor tensor) {
            return new FirstTensor(Arrays.stream(tensor.shape()).boxed().toList(), tensor.nbytes());
        }
        if (value instanceof Map<?, ?> map) {
            return first(map.values().iterator());
        }
        if (value instanceof List<?> list) {
            return first(list.iterator());
        }
        return value instanceof Record tuple ? in(firstComponent(tuple)) : NONE;
    }

    private static FirstTensor first(Iterator<?> items) {
        return items.hasNext() ? in(items.next()) : NONE;
    }

    /** Layers of several results return records: the output comes first, as in Python's tuples. */
    private static @Nullable Object firstComponent(Record tuple) {
        var components = tuple.getClass().getRecordComponents();
        if (components.length == 0) {
            return null;
        }
        try {
            return components[0].getAccessor().invoke(tuple);
        } catch (IllegalAccessException | InvocationTargetException e) {
            return null; // a record that is private has no shape to show
        }
    }
}
