package dev.sconce.optim;

import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import dev.sconce.torch.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values that options may have, as Java objects of Python's types. */
final class OptionValues {
    private OptionValues() {}

    /** The value that stands for this one in Python: {@code int} is a Long, {@code float} a Double. */
    static @Nullable Object normalize(@Nullable Object value) {
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        return value instanceof Float number ? (Object) number.doubleValue() : value;
    }

    /** A deep copy, whose tensors belong to no scope. */
    static @Nullable Object copy(@Nullable Object value) {
        if (value instanceof Tensor tensor) {
            try (var none = TensorScope.none();
                    var noGrad = Torch.noGrad()) {
                return tensor.clone().requiresGrad_(tensor.requiresGrad());
            }
        }
        if (value instanceof Tuple tuple) {
            return Tuple.copyOf(tuple.stream().map(OptionValues::copy).toList());
        }
        if (value instanceof List<?> items) {
            List<@Nullable Object> copied = new ArrayList<>(items.size());
            items.forEach(item -> copied.add(copy(item)));
            return copied;
        }
        return normalize(value);
    }

    /** An option that is a tuple or a list of numbers, of a certain length. */
    static double[] numbers(String name, @Nullable Object value, int length) {
        if (value instanceof List<?> items && items.size() == length) {
            return items.stream().mapToDouble(item -> number(name, item)).toArray();
        }
        throw new IllegalArgumentException(
                "Option '" + name + "' should be a tuple of " + length + " numbers, but is " + text(value));
    }

    /** An item of an option that is a tuple or a list. */
    static @Nullable Object item(@Nullable Object value, int index) {
        if (value instanceof List<?> items) {
            return items.get(index);
        }
        throw new IllegalArgumentException("Expected a tuple, but got " + text(value));
    }

    static double number(String name, @Nullable Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof Tensor tensor) {
            return tensor.item();
        }
        throw new IllegalArgumentException("Option '" + name + "' should be a number, but is " + text(value));
    }

    /** A value as Python formats it into a text; a tensor of no dimensions is a number then. */
    static String text(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Tensor tensor && tensor.dim() == 0) {
            return PyText.repr(tensor.item());
        }
        return value instanceof Tuple tuple ? PyText.tuple(tuple) : PyText.repr(value);
    }
}
