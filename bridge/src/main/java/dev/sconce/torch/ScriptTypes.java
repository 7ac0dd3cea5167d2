package dev.sconce.torch;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Type;
import org.jspecify.annotations.Nullable;

/** Which Java values TorchScript's types take, what Python calls their types, and how it writes them. */
final class ScriptTypes {
    private ScriptTypes() {}

    /** Whether a value can be passed where a type is declared; what is not known here is left to TorchScript. */
    static boolean fits(Type type, @Nullable Object value) {
        return switch (type.kind().intern()) { // what comes from the native side is not yet one of the constants
            case OptionalType -> value == null || fits(type.containedType(0).get(), value);
            case TensorType -> value == null || value instanceof Tensor;
            case FloatType -> (value instanceof Number && !(value instanceof Complex)) || value instanceof Boolean;
            case IntType -> value instanceof Boolean || (value instanceof Number number && Marshal.isIntegral(number));
            case BoolType -> value instanceof Boolean;
            case StringType -> value instanceof String;
            case NoneType -> value == null;
            case ListType -> fitsList(type, value);
            case DictType -> value instanceof Map<?, ?> map && fitsMap(type, map);
            case TupleType -> value instanceof List<?> items && fitsTuple(type, items);
            default -> true;
        };
    }

    private static boolean fitsList(Type type, @Nullable Object value) {
        if (value == null || !ScriptValues.isSequence(value)) {
            return false;
        }
        Type element = type.containedType(0).get();
        return ScriptValues.elements(value).stream().allMatch(item -> fits(element, item));
    }

    private static boolean fitsMap(Type type, Map<?, ?> map) {
        Type key = type.containedType(0).get();
        Type element = type.containedType(1).get();
        return map.entrySet().stream().allMatch(entry -> fits(key, entry.getKey()) && fits(element, entry.getValue()));
    }

    private static boolean fitsTuple(Type type, List<?> items) {
        if (items.size() != type.containedTypeSize()) {
            return false;
        }
        for (int i = 0; i < items.size(); i++) {
            if (!fits(type.containedType(i).get(), items.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** What Python calls the type of a value. */
    static String nameOf(@Nullable Object value) {
        if (value == null) {
            return "NoneType";
        } else if (value instanceof Boolean) {
            return "bool";
        } else if (value instanceof String) {
            return "str";
        } else if (value instanceof Tensor) {
            return "Tensor";
        } else if (value instanceof Complex) {
            return "complex";
        } else if (value instanceof Number number) {
            return Marshal.isIntegral(number) ? "int" : "float";
        } else if (value instanceof Map) {
            return "dict";
        } else if (value instanceof Tuple) {
            return "tuple";
        }
        return value instanceof List || value.getClass().isArray()
                ? "list"
                : value.getClass().getSimpleName();
    }

    /** Python's {@code repr}. */
    static String repr(@Nullable Object value) {
        if (value == null) {
            return "None";
        } else if (value instanceof Boolean truth) {
            return truth ? "True" : "False";
        } else if (value instanceof String text) {
            return "'" + text + "'";
        } else if (value instanceof Number number && !(value instanceof Complex)) {
            return Marshal.isIntegral(number) ? number.toString() : FloatText.repr(number.doubleValue());
        } else if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> repr(entry.getKey()) + ": " + repr(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        } else if (value instanceof Tuple items) {
            return items.stream()
                    .map(ScriptTypes::repr)
                    .collect(Collectors.joining(", ", "(", items.size() == 1 ? ",)" : ")"));
        } else if (value instanceof Tensor || !ScriptValues.isSequence(value)) {
            return value.toString();
        }
        return ScriptValues.elements(value).stream().map(ScriptTypes::repr).collect(Collectors.joining(", ", "[", "]"));
    }
}
