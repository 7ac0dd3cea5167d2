package dev.sconce.it.programs;

import dev.sconce.torch.Tuple;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Java values as Python prints them. */
final class PythonText {
    private PythonText() {}

    /** What {@code print} writes: each value's {@code str}, with blanks between. */
    static String line(@Nullable Object... values) {
        return Arrays.stream(values)
                .map(value -> value instanceof String text ? text : repr(value))
                .collect(Collectors.joining(" "));
    }

    /** {@code repr}; an array of lengths is a {@code torch.Size}. */
    private static String repr(@Nullable Object value) {
        if (value == null) {
            return "None";
        } else if (value instanceof Boolean truth) {
            return truth ? "True" : "False";
        } else if (value instanceof String text) {
            return "'" + text + "'";
        } else if (value instanceof long[] shape) {
            return "torch.Size(" + Arrays.toString(shape) + ")";
        } else if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> repr(entry.getKey()) + ": " + repr(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        } else if (value instanceof Tuple tuple) {
            return tuple.stream().map(PythonText::repr).collect(Collectors.joining(", ", "(", ")"));
        } else if (value instanceof List<?> list) {
            return list.stream().map(PythonText::repr).collect(Collectors.joining(", ", "[", "]"));
        }
        return value.toString();
    }
}
