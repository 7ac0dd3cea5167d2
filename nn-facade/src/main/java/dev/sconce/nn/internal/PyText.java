package dev.sconce.nn.internal;

import dev.sconce.torch.Tuple;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as Python's {@code repr} writes them, for printed modules and error messages. */
public final class PyText {
    private PyText() {}

    /**
     * Writes a value: {@code None}, {@code True}, {@code 1e-05}, {@code 'text'}, {@code (1, 2)} for arrays and
     * {@code [1, 2]} for lists.
     *
     * @param value null, a Boolean, a number, a string, an array or a list of such; anything else by its own text
     * @return the text
     */
    public static String repr(@Nullable Object value) {
        if (value == null) {
            return "None";
        }
        if (value instanceof Boolean truth) {
            return truth ? "True" : "False";
        }
        if (value instanceof Double || value instanceof Float) {
            return floating(((Number) value).doubleValue());
        }
        if (value instanceof String text) {
            return quoted(text);
        }
        if (value instanceof long[] numbers) {
            return tuple(numbers);
        }
        if (value instanceof Object[] items) {
            return tuple(Arrays.asList(items));
        }
        if (value instanceof Collection<?> items) {
            return items.stream().map(PyText::repr).collect(Collectors.joining(", ", "[", "]"));
        }
        return value.toString();
    }

    /**
     * Writes a tuple.
     *
     * @param items its items
     * @return {@code ()}, {@code (1,)} or {@code (1, 2)}
     */
    public static String tuple(List<?> items) {
        String inner = items.stream().map(PyText::repr).collect(Collectors.joining(", "));
        return items.size() == 1 ? "(" + inner + ",)" : "(" + inner + ")";
    }

    /**
     * Writes a tuple of integers.
     *
     * @param items its items
     * @return {@code ()}, {@code (1,)} or {@code (1, 2)}
     */
    public static String tuple(long... items) {
        return tuple(Arrays.stream(items).boxed().collect(Collectors.toList()));
    }

    /**
     * Writes a shape.
     *
     * @param shape the lengths
     * @return {@code torch.Size([2, 3])}
     */
    public static String size(long... shape) {
        return "torch.Size(" + Arrays.toString(shape) + ")";
    }

    /**
     * The name of the class that a value has in Python.
     *
     * @param value any value
     * @return such as {@code NoneType}, {@code int}, {@code str} or {@code list}; a class of Java's by its simple name
     */
    public static String className(@Nullable Object value) {
        if (value == null) {
            return "NoneType";
        }
        if (value instanceof Boolean) {
            return "bool";
        }
        if (value instanceof String) {
            return "str";
        }
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return "int";
        }
        if (value instanceof Double || value instanceof Float) {
            return "float";
        }
        if (value instanceof Tuple) {
            return "tuple";
        }
        if (value instanceof List<?>) {
            return "list";
        }
        return value instanceof Map<?, ?> ? "dict" : value.getClass().getSimpleName();
    }

    /** The shortest digits that give the same double, in the form of {@code float.__repr__}. */
    private static String floating(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        BigDecimal shortest = shortest(value).stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= -4 && exponent < 16) {
            String plain = shortest.toPlainString();
            return plain.indexOf('.') < 0 ? plain + ".0" : plain;
        }
        String digits = shortest.unscaledValue().abs().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return (value < 0 ? "-" : "")
                + mantissa
                + (exponent < 0 ? "e-" : "e+")
                + (Math.abs(exponent) < 10 ? "0" : "")
                + Math.abs(exponent);
    }

    /** {@link Double#toString} is not always the shortest before JDK 19. */
    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; digits < 17; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                return rounded;
            }
        }
        return exact.round(new MathContext(17, RoundingMode.HALF_EVEN));
    }

    private static String quoted(String text) {
        char quote = text.contains("'") && !text.contains("\"") ? '"' : '\'';
        StringBuilder quoted = new StringBuilder().append(quote);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                default -> {
                    if (c == quote) {
                        quoted.append('\\');
                    }
                    quoted.append(c);
                }
            }
        }
        return quoted.append(quote).toString();
    }
}
