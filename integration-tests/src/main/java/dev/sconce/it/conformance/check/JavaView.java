package dev.sconce.it.conformance.check;

import dev.sconce.torch.Tensor;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What Java values stand for in Python: an array or a record is a tuple, an empty {@link Optional} is None. */
final class JavaView {
    /** The parts of a packed sequence, which Python declares as a named tuple. */
    private static final List<String> PACKED = List.of("data", "batchSizes", "sortedIndices", "unsortedIndices");

    private JavaView() {}

    /** The value as a list, a map, a tensor or a scalar. */
    static @Nullable Object of(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof Tensor tensor) {
            return tensor.isDefined() ? tensor : null;
        }
        if (value.getClass().isArray()) {
            return array(value);
        }
        if (value.getClass().isRecord() && !value.getClass().getPackageName().equals("dev.sconce.torch")) {
            return record(value);
        }
        if (isResult(value)) {
            return record(value);
        }
        if (value.getClass().getSimpleName().equals("PackedSequence")) {
            return parts(value, PACKED);
        }
        return optional(value);
    }

    private static boolean isResult(Object value) {
        Class<?> holder = value.getClass().getDeclaringClass();
        return value.getClass().isRecord()
                && holder != null
                && holder.getSimpleName().equals("Results");
    }

    private static List<@Nullable Object> array(Object array) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            list.add(Array.get(array, i));
        }
        return list;
    }

    private static List<@Nullable Object> record(Object value) {
        List<String> names = new ArrayList<>();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            names.add(component.getName());
        }
        return parts(value, names);
    }

    private static List<@Nullable Object> parts(Object value, List<String> accessors) {
        List<@Nullable Object> parts = new ArrayList<>();
        for (String accessor : accessors) {
            try {
                var method = value.getClass().getMethod(accessor);
                method.setAccessible(true);
                parts.add(method.invoke(value));
            } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
                throw new Mismatch(value.getClass().getSimpleName(), "no accessor " + accessor + "()");
            }
        }
        return parts;
    }

    private static @Nullable Object optional(Object value) {
        if (value instanceof Optional<?> any) {
            return any.orElse(null);
        }
        if (value instanceof OptionalLong whole) {
            return whole.isPresent() ? whole.getAsLong() : null;
        }
        if (value instanceof OptionalInt whole) {
            return whole.isPresent() ? whole.getAsInt() : null;
        }
        if (value instanceof OptionalDouble real) {
            return real.isPresent() ? real.getAsDouble() : null;
        }
        return value;
    }
}
