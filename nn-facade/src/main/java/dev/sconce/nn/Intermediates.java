package dev.sconce.nn;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Frees what a forward pass made on its way, as Python's reference counts do when a call returns. What the backward pass
 * needs stays in memory, for autograd holds it, and goes as soon as the backward pass has used it.
 */
final class Intermediates {

    private Intermediates() {}

    /** Runs a call in a scope of its own that hands on the tensors of the result alone. */
    static @Nullable Object freeAfter(Supplier<@Nullable Object> call) {
        try (TensorScope scope = new TensorScope()) {
            Object result = call.get();
            if (!moveOut(result, scope)) {
                scope.moveOutAll();
            }
            return result;
        }
    }

    /** Whether all tensors of the value could be found; they are handed on. */
    private static boolean moveOut(@Nullable Object value, TensorScope scope) {
        if (value == null || value instanceof Number || value instanceof Boolean || value instanceof String) {
            return true;
        }
        if (value instanceof Tensor tensor) {
            scope.moveOut(tensor);
            return true;
        }
        if (value instanceof Iterable<?> values) {
            boolean all = true;
            for (Object element : values) {
                all &= moveOut(element, scope);
            }
            return all;
        }
        if (value instanceof Record tuple) {
            return moveOut(RecordParts.of(tuple), scope);
        }
        return value instanceof Map<?, ?> map && moveOut(map.values(), scope);
    }
}
