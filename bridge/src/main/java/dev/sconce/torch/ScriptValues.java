package dev.sconce.torch;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.CompilationUnit;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Java values as arguments of TorchScript, by the types that it declares: a list of numbers is a {@code List[float]} or a
 * {@code List[int]}, a list may be a tuple. A value that does not fit is passed as what it looks like, so that TorchScript
 * refuses it in its own words.
 */
final class ScriptValues {

    /** Compiled functions that make dictionaries, by the types of key and value: the presets have no way to fill one. */
    private static final ConcurrentMap<String, CompilationUnit> DICTIONARIES = new ConcurrentHashMap<>();

    /** What a dispatcher's schema calls the types of values that are not numbers. */
    private static final Map<Class<?>, String> NAMES = Map.of(
            Tensor.class, "Tensor",
            Boolean.class, "bool",
            String.class, "str",
            Device.class, "Device",
            DType.class, "ScalarType");

    private ScriptValues() {}

    /**
     * Boxes a value.
     *
     * @param type the declared type
     * @param temporaries take over what must be freed after the call, the result too
     * @throws IllegalArgumentException if TorchScript has nothing like the value
     */
    static IValue toNative(Type type, @Nullable Object value, Temporaries temporaries) {
        if (value == null) {
            return temporaries.add(new IValue());
        }
        return switch (type.kind().intern()) { // what comes from the native side is not yet one of the constants
            case OptionalType -> toNative(contained(type, 0, temporaries), value, temporaries);
            case ListType ->
                isSequence(value)
                        ? list(type.containedType(0), elements(value), temporaries)
                        : byLooks(value, temporaries);
            case TupleType ->
                value instanceof List<?> items && items.size() == type.containedTypeSize()
                        ? tuple(type, items, temporaries)
                        : byLooks(value, temporaries);
            case DictType ->
                value instanceof Map<?, ?> map ? dictionary(type, map, temporaries) : byLooks(value, temporaries);
            case FloatType ->
                value instanceof Number || value instanceof Boolean
                        ? temporaries.add(new IValue(number(value).doubleValue()))
                        : byLooks(value, temporaries);
            case IntType ->
                value instanceof Boolean
                        ? temporaries.add(new IValue(number(value).longValue()))
                        : byLooks(value, temporaries);
            default -> byLooks(value, temporaries);
        };
    }

    /** A truth value is a number in Python. */
    private static Number number(Object value) {
        return value instanceof Boolean truth ? (truth ? 1 : 0) : (Number) value;
    }

    private static Type contained(Type type, long i, Temporaries temporaries) {
        return temporaries.add(type.containedType(i)).get();
    }

    static boolean isSequence(Object value) {
        return value instanceof List<?> || value.getClass().isArray();
    }

    static List<?> elements(Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        if (value instanceof long[] longs) {
            return LongStream.of(longs).boxed().toList();
        }
        if (value instanceof int[] ints) {
            return Arrays.stream(ints).boxed().toList();
        }
        if (value instanceof double[] doubles) {
            return Arrays.stream(doubles).boxed().toList();
        }
        if (value instanceof Object[] objects) {
            return Arrays.asList(objects);
        }
        throw new IllegalArgumentException("TorchScript takes lists, long[], int[] and double[], but not "
                + value.getClass().getSimpleName());
    }

    private static IValue list(Type.TypePtr element, Iterable<?> items, Temporaries temporaries) {
        temporaries.add(element);
        GenericList list = temporaries.add(new GenericList(element));
        items.forEach(item -> list.push_back(toNative(element.get(), item, temporaries)));
        return temporaries.add(new IValue(list));
    }

    private static IValue tuple(Type type, List<?> items, Temporaries temporaries) {
        IValueVector elements = temporaries.add(new IValueVector(items.size()));
        for (int i = 0; i < items.size(); i++) {
            elements.put(i, toNative(contained(type, i, temporaries), items.get(i), temporaries));
        }
        return temporaries.add(new IValue(temporaries.add(org.bytedeco.pytorch.Tuple.create(elements))));
    }

    private static IValue dictionary(Type type, Map<?, ?> map, Temporaries temporaries) {
        Type keyType = contained(type, 0, temporaries);
        Type valueType = contained(type, 1, temporaries);
        CompilationUnit maker = DICTIONARIES.computeIfAbsent(
                keyType.annotation_str().getString() + ", "
                        + valueType.annotation_str().getString(),
                types -> Marshal.kept(compileMaker(types, keyType, valueType)));
        IValueVector arguments = temporaries.add(new IValueVector(2));
        arguments.put(0, list(type.containedType(0), map.keySet(), temporaries));
        arguments.put(1, list(type.containedType(1), map.values(), temporaries));
        return temporaries.add(
                maker.get_function(temporaries.add(new QualifiedName("make"))).apply(arguments));
    }

    private static CompilationUnit compileMaker(String types, Type keyType, Type valueType) {
        return torch.compile("def make(keys: List[" + keyType.annotation_str().getString() + "], values: List["
                + valueType.annotation_str().getString() + "]) -> Dict[" + types + "]:\n"
                + "    result: Dict[" + types + "] = {}\n"
                + "    for i in range(len(keys)):\n"
                + "        result[keys[i]] = values[i]\n"
                + "    return result\n");
    }

    /** Boxes a value of whose type nothing is declared. */
    static IValue ofUnknownType(@Nullable Object value, Temporaries temporaries) {
        return value == null ? temporaries.add(new IValue()) : byLooks(value, temporaries);
    }

    /** A value of whose type nothing is known, or that is not of the type that is wanted. */
    private static IValue byLooks(Object value, Temporaries temporaries) {
        if (value instanceof Number number) {
            return temporaries.add(
                    Marshal.isIntegral(number) ? new IValue(number.longValue()) : new IValue(number.doubleValue()));
        }
        OpType type = typeOf(value);
        if (type == null || type.distance(value) < 0) {
            throw new IllegalArgumentException("TorchScript has no value like "
                    + value.getClass().getSimpleName() + " " + OpValues.describe(value));
        }
        return OpValues.toNative(type, value, temporaries);
    }

    private static @Nullable OpType typeOf(Object value) {
        if (isSequence(value)) {
            List<?> items = elements(value);
            OpType element = items.isEmpty() ? OpType.parse("Tensor", 0) : typeOf(items.get(0));
            return element == null || element.list() ? null : OpType.parse(element.text() + "[]", 0);
        }
        String name = nameOfType(value);
        return name == null ? null : OpType.parse(name, 0);
    }

    private static @Nullable String nameOfType(Object value) {
        if (value instanceof Number number) {
            return Marshal.isIntegral(number) ? "int" : "float";
        }
        return NAMES.entrySet().stream()
                .filter(entry -> entry.getKey().isInstance(value))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
