package dev.sconce.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.BooleanList;
import org.bytedeco.pytorch.DoubleList;
import org.bytedeco.pytorch.GenericDict;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.LongList;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorList;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptionalList;
import org.bytedeco.pytorch.Type;
import org.jspecify.annotations.Nullable;

/** Java values to and from the dispatcher's boxed values. */
final class OpValues {
    private OpValues() {}

    /**
     * Boxes a value.
     *
     * @param value a value that the type accepts ({@link OpType#distance} is not negative)
     * @param temporaries take over what must be freed after the call, the result too
     */
    static IValue toNative(OpType type, @Nullable Object value, Temporaries temporaries) {
        if (value == null) {
            return temporaries.add(new IValue());
        }
        if (type.list()) {
            // Every c10::List has the same layout, one pointer; the list itself knows the type of its elements.
            var list = temporaries.add(new GenericList(list(type, value, temporaries)));
            return temporaries.add(new IValue(list));
        }
        return temporaries.add(
                switch (type.kind()) {
                    case TENSOR -> new IValue(((Tensor) value).handle());
                    case INT -> new IValue(((Number) value).longValue());
                    case FLOAT -> new IValue(((Number) value).doubleValue());
                    case BOOL -> new IValue((boolean) value);
                    case SCALAR -> scalar(value);
                    case STRING -> new IValue((String) value);
                    case DTYPE -> new IValue((long) ((DType) value).code());
                    case LAYOUT -> new IValue((long) ((Layout) value).code());
                    case MEMORY_FORMAT -> new IValue((long) ((MemoryFormat) value).code());
                    case DEVICE -> new IValue(Marshal.device((Device) value));
                    case GENERATOR -> new IValue(((Generator) value).handle());
                    case OTHER -> throw new IllegalStateException("no Java value has the type " + type);
                });
    }

    private static IValue scalar(Object value) {
        return value instanceof Boolean flag ? new IValue((boolean) flag) : new IValue(Marshal.scalar((Number) value));
    }

    private static org.bytedeco.javacpp.Pointer list(OpType type, Object value, Temporaries temporaries) {
        return switch (type.kind()) {
            case TENSOR ->
                type.optionalElements()
                        ? optionalTensors(elements(value), temporaries)
                        : tensors(elements(value), temporaries);
            case INT -> {
                LongList list = temporaries.add(new LongList());
                Arrays.stream(longs(value, type.length())).forEach(list::push_back);
                yield list;
            }
            case FLOAT -> {
                DoubleList list = temporaries.add(new DoubleList());
                Arrays.stream(doubles(value, type.length())).forEach(list::push_back);
                yield list;
            }
            case BOOL -> {
                BooleanList list = temporaries.add(new BooleanList());
                booleans(value).forEach(list::push_back);
                yield list;
            }
            case SCALAR -> scalars(elements(value), temporaries);
            default -> throw new IllegalArgumentException("Lists of the type " + type + " have no Java form");
        };
    }

    private static TensorList tensors(List<?> tensors, Temporaries temporaries) {
        TensorList list = temporaries.add(new TensorList());
        list.reserve(tensors.size());
        for (Object tensor : tensors) {
            list.push_back(((Tensor) Objects.requireNonNull(tensor)).handle());
        }
        return list;
    }

    /** The element type {@code Scalar}, which the presets show only as a part of schemas. */
    private static final class ScalarElement {
        static final Type.TypePtr TYPE = Marshal.kept(OpIndex.handle("aten::_foreach_add_.ScalarList")
                .schema()
                .arguments()
                .getPointer(1)
                .type()
                .get()
                .containedType(0));
    }

    private static GenericList scalars(List<?> numbers, Temporaries temporaries) {
        GenericList list = temporaries.add(new GenericList(ScalarElement.TYPE));
        numbers.forEach(number -> list.push_back(temporaries.add(scalar(number))));
        return list;
    }

    private static TensorOptionalList optionalTensors(List<?> tensors, Temporaries temporaries) {
        TensorOptionalList list = temporaries.add(new TensorOptionalList());
        for (Object tensor : tensors) {
            list.push_back(
                    tensor == null
                            ? Marshal.NO_TENSOR
                            : temporaries.add(new TensorOptional(((Tensor) tensor).handle())));
        }
        return list;
    }

    private static List<?> elements(Object value) {
        if (value instanceof long[] longs) {
            return Arrays.stream(longs).boxed().toList();
        }
        if (value instanceof double[] doubles) {
            return Arrays.stream(doubles).boxed().toList();
        }
        return value instanceof Tensor[] tensors ? Arrays.asList(tensors) : (List<?>) value;
    }

    private static long[] longs(Object value, int length) {
        if (value instanceof long[] longs) {
            return longs;
        }
        if (value instanceof int[] ints) {
            return Arrays.stream(ints).asLongStream().toArray();
        }
        List<?> numbers = value instanceof Number ? Collections.nCopies(length, value) : (List<?>) value;
        return numbers.stream()
                .mapToLong(number -> ((Number) number).longValue())
                .toArray();
    }

    private static double[] doubles(Object value, int length) {
        if (value instanceof double[] doubles) {
            return doubles;
        }
        if (value instanceof long[] longs) {
            return Arrays.stream(longs).asDoubleStream().toArray();
        }
        List<?> numbers = value instanceof Number ? Collections.nCopies(length, value) : (List<?>) value;
        return numbers.stream()
                .mapToDouble(number -> ((Number) number).doubleValue())
                .toArray();
    }

    private static List<Boolean> booleans(Object value) {
        if (value instanceof boolean[] flags) {
            List<Boolean> list = new ArrayList<>();
            for (boolean flag : flags) {
                list.add(flag);
            }
            return list;
        }
        return ((List<?>) value).stream().map(Boolean.class::cast).toList();
    }

    /** Unboxes a result; tensors belong to the current scope. None, and a tensor that is undefined, become null. */
    static @Nullable Object toJava(IValue value) {
        if (value.isNone()) {
            return null;
        }
        if (value.isTensor()) {
            return Tensor.copyOf(value.toTensor());
        }
        if (value.isInt()) {
            return value.toInt();
        }
        if (value.isDouble()) {
            return value.toDouble();
        }
        if (value.isBool()) {
            return value.toBool();
        }
        if (value.isString()) {
            return value.toStringRef().getString();
        }
        if (value.isList()) {
            return list(value);
        }
        if (value.isTuple()) {
            return tuple(value);
        }
        if (value.isGenericDict()) {
            return dictionary(value);
        }
        if (value.isDevice()) {
            return Device.of(value.toDevice());
        }
        if (value.isScalar()) {
            return Marshal.number(new Scalar(value.toScalar()));
        }
        throw new TorchException("A result of the type " + value.tagKind().getString() + " has no Java form");
    }

    private static Object list(IValue value) {
        if (value.isIntList()) {
            return longs(generic(value), 0);
        }
        if (value.isDoubleList()) {
            return doubles(generic(value), 0);
        }
        return generic(value);
    }

    /** An unmodifiable list that may hold nulls. */
    private static List<@Nullable Object> generic(IValue value) {
        try (GenericList list = value.toList()) {
            List<@Nullable Object> elements = new ArrayList<>();
            for (long i = 0; i < list.size(); i++) {
                try (IValue element = list.get(i)) {
                    elements.add(toJava(element));
                }
            }
            return Collections.unmodifiableList(elements);
        }
    }

    private static Tuple tuple(IValue value) {
        var elements = value.toTupleRef().elements();
        List<@Nullable Object> items = new ArrayList<>();
        for (long i = 0; i < elements.size(); i++) {
            items.add(toJava(elements.get(i)));
        }
        return Tuple.copyOf(items);
    }

    /** An unmodifiable map in the dictionary's order; values may be null. */
    private static Map<@Nullable Object, @Nullable Object> dictionary(IValue value) {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        try (GenericDict dictionary = value.toGenericDict();
                var it = dictionary.begin()) {
            for (long i = 0; i < dictionary.size(); i++, it.increment()) {
                try (IValue key = it.access().key();
                        IValue element = it.access().value()) {
                    map.put(toJava(key), toJava(element));
                }
            }
        }
        return Collections.unmodifiableMap(map);
    }

    /** A value as it appears in messages. */
    static String describe(@Nullable Object value) {
        if (value == null) {
            return "None";
        }
        if (value instanceof Tensor tensor) {
            return "Tensor" + Arrays.toString(tensor.shape());
        }
        if (value instanceof List<?> list) {
            return list.stream().map(OpValues::describe).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof String text) {
            return '"' + text + '"';
        }
        return value instanceof long[] longs
                ? Arrays.toString(longs)
                : value instanceof double[] doubles ? Arrays.toString(doubles) : String.valueOf(value);
    }
}
