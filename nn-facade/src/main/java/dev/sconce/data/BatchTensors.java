package dev.sconce.data;

import dev.sconce.torch.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The tensors in a batch, however it is built of lists, maps, arrays and records. */
final class BatchTensors {
    private final Set<Tensor> found = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean complete = true;

    private BatchTensors() {}

    /**
     * Says which tensors a batch needs.
     *
     * @return true for those in the batch; for all, if it has an object that this cannot look into
     */
    static Predicate<Tensor> neededBy(Object batch) {
        BatchTensors tensors = new BatchTensors();
        tensors.visit(batch);
        return tensor -> !tensors.complete || tensors.found.contains(tensor);
    }

    private void visit(@Nullable Object value) {
        if (value instanceof Tensor tensor) {
            found.add(tensor);
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(this::visit);
        } else if (value instanceof Collection<?> collection) {
            collection.forEach(this::visit);
        } else if (value instanceof Record) {
            RecordBatch.components(value).forEach(this::visit);
        } else if (value instanceof Object[] array) {
            for (Object element : array) {
                visit(element);
            }
        } else if (!isPlain(value)) {
            complete = false;
        }
    }

    /** Whether a value has no tensors. */
    private static boolean isPlain(@Nullable Object value) {
        return value == null
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof CharSequence
                || value instanceof Enum
                || value.getClass().isArray();
    }

    /** The same batch with other tensors, {@code pin_memory} of torch/utils/data/_utils/pin_memory.py. */
    static Object map(Object value, UnaryOperator<Tensor> change) {
        if (value instanceof Tensor tensor) {
            return change.apply(tensor);
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> changed = new LinkedHashMap<>();
            map.forEach((key, element) -> changed.put(key, map(element, change)));
            return changed;
        }
        if (value instanceof List<?> list) {
            List<Object> changed = new ArrayList<>(list.size());
            list.forEach(element -> changed.add(map(element, change)));
            return changed;
        }
        if (value instanceof Record) {
            return RecordBatch.map(value, component -> map(component, change));
        }
        return value;
    }
}
