package dev.sconce.it.conformance.check;

import dev.sconce.torch.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values in failures. */
final class PyText {
    private static final int LIMIT = 400;

    private PyText() {}

    /** A short text with the type, where the type may be what is wrong. */
    static String of(@Nullable Object value) {
        String text = plain(value);
        return text.length() <= LIMIT ? text : text.substring(0, LIMIT) + "...";
    }

    private static String plain(@Nullable Object value) {
        if (value instanceof String text) {
            return '"' + text + '"';
        }
        if (value instanceof Tensor tensor) {
            return "tensor " + tensor.dtype() + Arrays.toString(tensor.shape());
        }
        if (value instanceof List<?> list) {
            return list.stream().map(PyText::plain).collect(Collectors.joining(", ", "[", "]"));
        }
        return Objects.toString(value, "None");
    }
}
