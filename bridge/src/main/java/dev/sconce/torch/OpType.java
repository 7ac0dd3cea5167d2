package dev.sconce.torch;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The type of an operator's argument or result, as the dispatcher prints it: {@code Tensor?}, {@code SymInt[]} and so on.
 *
 * @param text the type as printed
 * @param kind what it is a type of; of a list, its elements
 * @param list whether it is a list
 * @param optional whether it may be None
 * @param optionalElements whether elements of the list may be None
 * @param length the fixed length of a list for which one number may stand, or 0
 */
record OpType(String text, Kind kind, boolean list, boolean optional, boolean optionalElements, int length) {
    private static final Pattern FORM = Pattern.compile("(\\w+)(\\?)?(\\[\\d*])?(\\?)?");

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("Tensor", Kind.TENSOR),
            Map.entry("int", Kind.INT),
            Map.entry("SymInt", Kind.INT),
            Map.entry("float", Kind.FLOAT),
            Map.entry("SymFloat", Kind.FLOAT),
            Map.entry("bool", Kind.BOOL),
            Map.entry("SymBool", Kind.BOOL),
            Map.entry("Scalar", Kind.SCALAR),
            Map.entry("number", Kind.SCALAR),
            Map.entry("str", Kind.STRING),
            Map.entry("ScalarType", Kind.DTYPE),
            Map.entry("Layout", Kind.LAYOUT),
            Map.entry("MemoryFormat", Kind.MEMORY_FORMAT),
            Map.entry("Device", Kind.DEVICE),
            Map.entry("Generator", Kind.GENERATOR));

    /** What Java values there are for it. */
    enum Kind {
        TENSOR(Tensor.class),
        INT(Number.class),
        FLOAT(Number.class),
        BOOL(Boolean.class),
        SCALAR(Number.class),
        STRING(String.class),
        DTYPE(DType.class),
        LAYOUT(Layout.class),
        MEMORY_FORMAT(MemoryFormat.class),
        DEVICE(Device.class),
        GENERATOR(Generator.class),
        /** Anything that Java has no values for. */
        OTHER(Void.class);

        private final Class<?> javaClass;

        Kind(Class<?> javaClass) {
            this.javaClass = javaClass;
        }
    }

    static OpType parse(String text, int length) {
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            return new OpType(text, Kind.OTHER, false, text.endsWith("?"), false, 0);
        }
        Kind kind = KINDS.getOrDefault(m.group(1), Kind.OTHER);
        boolean list = m.group(3) != null;
        boolean inner = m.group(2) != null;
        return new OpType(text, kind, list, list ? m.group(4) != null : inner, list && inner, list ? length : 0);
    }

    /** How far a value is from this type: 0 if it is of the type, 1 if it converts, -1 if it is no value of it. */
    int distance(@Nullable Object value) {
        if (value == null) {
            return optional ? 0 : -1;
        }
        return list ? listDistance(value) : singleDistance(value);
    }

    private int singleDistance(Object value) {
        if (kind == Kind.SCALAR && value instanceof Boolean) {
            return 1;
        }
        if (!kind.javaClass.isInstance(value)) {
            return -1;
        }
        return switch (kind) {
            case INT -> Marshal.isIntegral((Number) value) ? 0 : -1;
            case FLOAT -> value instanceof Complex ? -1 : Marshal.isIntegral((Number) value) ? 1 : 0;
            case SCALAR -> 1;
            default -> 0;
        };
    }

    private int listDistance(Object value) {
        if (value instanceof long[]) {
            return kind == Kind.INT ? 0 : kind == Kind.FLOAT || kind == Kind.SCALAR ? 1 : -1;
        }
        if (value instanceof int[]) {
            return kind == Kind.INT ? 0 : -1;
        }
        if (value instanceof double[]) {
            return kind == Kind.FLOAT ? 0 : kind == Kind.SCALAR ? 1 : -1;
        }
        if (value instanceof boolean[]) {
            return kind == Kind.BOOL ? 0 : -1;
        }
        if (value instanceof Number && length > 0) {
            return singleDistance(value) < 0 ? -1 : 1;
        }
        return elementsDistance(value);
    }

    private int elementsDistance(Object value) {
        if (!(value instanceof List<?>) && !(value instanceof Tensor[])) {
            return -1;
        }
        List<?> elements = value instanceof Tensor[] tensors ? java.util.Arrays.asList(tensors) : (List<?>) value;
        int worst = 0;
        for (Object element : elements) {
            int distance = element == null ? (optionalElements ? 0 : -1) : singleDistance(element);
            if (distance < 0) {
                return -1;
            }
            worst = Math.max(worst, distance);
        }
        return worst;
    }

    @Override
    public String toString() {
        return text;
    }
}
