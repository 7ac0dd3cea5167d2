package dev.sconce.torch;

import dev.sconce.checkpoint.model.HostTensor;
import dev.sconce.checkpoint.model.PyBool;
import dev.sconce.checkpoint.model.PyBytes;
import dev.sconce.checkpoint.model.PyDType;
import dev.sconce.checkpoint.model.PyDevice;
import dev.sconce.checkpoint.model.PyDict;
import dev.sconce.checkpoint.model.PyFloat;
import dev.sconce.checkpoint.model.PyInt;
import dev.sconce.checkpoint.model.PyList;
import dev.sconce.checkpoint.model.PyNone;
import dev.sconce.checkpoint.model.PyStorage;
import dev.sconce.checkpoint.model.PyStr;
import dev.sconce.checkpoint.model.PyTuple;
import dev.sconce.checkpoint.model.PyValue;
import dev.sconce.checkpoint.model.TensorValue;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The two ways between the values of a checkpoint and Java objects. {@link Torch#load} documents which becomes which; what
 * has no Java form stays a {@link PyValue} and goes back as it came. An object that stands in several places stays one.
 */
final class CheckpointValues {
    /** Deeper trees than Python's own recursion limit allows are not what anyone saved on purpose. */
    private static final int MAX_DEPTH = 1000;

    private CheckpointValues() {}

    /** From a checkpoint to Java. */
    static final class ToJava {
        private final TensorLoader tensors;
        private final IdentityHashMap<PyValue, Object> made = new IdentityHashMap<>();

        ToJava(TensorLoader tensors) {
            this.tensors = tensors;
        }

        @Nullable
        Object convert(PyValue value) throws IOException {
            return convert(value, 0);
        }

        private @Nullable Object convert(PyValue value, int depth) throws IOException {
            checkDepth(depth);
            if (value instanceof PyNone) {
                return null;
            } else if (value instanceof PyBool flag) {
                return flag.value();
            } else if (value instanceof PyInt number) {
                return number.fitsLong() ? (Object) number.longValue() : number.bigValue();
            } else if (value instanceof PyFloat number) {
                return number.value();
            } else if (value instanceof PyStr text) {
                return text.value();
            } else if (value instanceof PyDType dtype) {
                return DType.of(dtype.name());
            } else if (value instanceof PyDevice device) {
                return Device.of(device.toString());
            }
            Object known = made.get(value);
            return known != null ? known : convertShared(value, depth);
        }

        private Object convertShared(PyValue value, int depth) throws IOException {
            if (value instanceof TensorValue tensor) {
                return remember(value, convertTensor(tensor, depth));
            } else if (value instanceof PyStorage storage) {
                DType dtype = TensorLoader.dtype(storage.dtype());
                return remember(value, new Storage(tensors.load(storage.storage()), dtype, storage.typed()));
            } else if (value instanceof PyList list) {
                List<@Nullable Object> items = remember(value, new ArrayList<>(list.size()));
                for (PyValue item : list) {
                    items.add(convert(item, depth + 1));
                }
                return items;
            } else if (value instanceof PyTuple tuple) {
                @Nullable Object[] items = new Object[tuple.size()];
                for (int i = 0; i < items.length; i++) {
                    items[i] = convert(tuple.get(i), depth + 1);
                }
                return remember(value, Tuple.of(items));
            } else if (value instanceof PyDict dict) {
                return convertDict(dict, depth);
            }
            return value;
        }

        private Tensor convertTensor(TensorValue value, int depth) throws IOException {
            Tensor loaded = tensors.load(value);
            if (!(value instanceof HostTensor tensor)
                    || !(tensor.isParameter()
                            || tensor.attributes().isPresent()
                            || tensor.pythonClass().isPresent())) {
                return loaded;
            }
            Object attributes = tensor.attributes().isPresent()
                    ? convert(tensor.attributes().get(), depth + 1)
                    : null;
            try (loaded) {
                return new SavedTensor(
                        loaded,
                        tensor.isParameter(),
                        attributes,
                        tensor.pythonClass().orElse(null));
            }
        }

        private Object convertDict(PyDict dict, int depth) throws IOException {
            if (isStateDict(dict)) {
                return convertStateDict(dict, depth);
            }
            Map<@Nullable Object, @Nullable Object> map = remember(dict, emptyMap(dict.kind()));
            for (PyDict.Entry entry : dict.entries()) {
                map.put(convert(entry.key(), depth + 1), convert(entry.value(), depth + 1));
            }
            if (map instanceof OrderedDict ordered && dict.attributes().isPresent()) {
                convertAttributes(dict.attributes().get(), ordered.attributes(), depth);
            }
            return map;
        }

        private static Map<@Nullable Object, @Nullable Object> emptyMap(PyDict.Kind kind) {
            return switch (kind) {
                case DICT -> new LinkedHashMap<>();
                case ORDERED_DICT -> new OrderedDict();
                case COUNTER -> new Counter();
            };
        }

        private StateDict convertStateDict(PyDict dict, int depth) throws IOException {
            StateDict state = remember(dict, new StateDict());
            for (PyDict.Entry entry : dict.entries()) {
                state.putExtra(((PyStr) entry.key()).value(), convert(entry.value(), depth + 1));
            }
            if (dict.attributes().isPresent()) {
                convertAttributes(dict.attributes().get(), state.attributes(), depth);
            }
            return state;
        }

        private void convertAttributes(PyDict from, Map<String, @Nullable Object> to, int depth) throws IOException {
            for (PyDict.Entry entry : from.entries()) {
                String name = entry.key() instanceof PyStr text
                        ? text.value()
                        : entry.key().toString();
                to.put(name, convert(entry.value(), depth + 1));
            }
        }

        /** An OrderedDict of tensors by name is what {@code Module.state_dict()} made. */
        private static boolean isStateDict(PyDict dict) {
            return dict.kind() == PyDict.Kind.ORDERED_DICT
                    && dict.entries().stream().allMatch(entry -> entry.key() instanceof PyStr)
                    && (dict.entries().stream().anyMatch(entry -> entry.value() instanceof TensorValue)
                            || dict.attributes()
                                    .flatMap(names -> names.get(StateDict.METADATA))
                                    .isPresent());
        }

        private <T> T remember(PyValue value, T object) {
            made.put(value, object);
            return object;
        }
    }

    /** From Java to a checkpoint. */
    static final class ToCheckpoint {
        private final TensorSaver tensors;
        private final IdentityHashMap<Object, PyValue> made = new IdentityHashMap<>();

        ToCheckpoint(TensorSaver tensors) {
            this.tensors = tensors;
        }

        PyValue convert(@Nullable Object object) {
            return convert(object, 0);
        }

        private PyValue convert(@Nullable Object object, int depth) {
            checkDepth(depth);
            if (object == null) {
                return PyNone.NONE;
            } else if (object instanceof PyValue value) {
                return value;
            } else if (object instanceof Boolean flag) {
                return PyBool.of(flag);
            } else if (object instanceof String text) {
                return new PyStr(text);
            } else if (object instanceof Number number) {
                return convertNumber(number);
            } else if (object instanceof DType dtype) {
                return new PyDType(dtype.toString());
            }
            PyValue known = made.get(object);
            return known != null ? known : convertShared(object, depth);
        }

        private static PyValue convertNumber(Number number) {
            if (number instanceof Double || number instanceof Float) {
                return new PyFloat(number.doubleValue());
            } else if (number instanceof BigInteger big) {
                return PyInt.of(big);
            } else if (number instanceof Long
                    || number instanceof Integer
                    || number instanceof Short
                    || number instanceof Byte) {
                return PyInt.of(number.longValue());
            }
            throw unsupported(number);
        }

        private PyValue convertShared(Object object, int depth) {
            if (object instanceof Tensor tensor) {
                return remember(object, convertTensor(tensor, depth));
            } else if (object instanceof Storage storage) {
                return remember(object, tensors.describe(storage));
            } else if (object instanceof StateDict state) {
                PyDict dict = remember(object, PyDict.orderedDict());
                state.all().forEach((key, value) -> dict.put(new PyStr(key), convert(value, depth + 1)));
                setAttributes(dict, state.attributes(), depth);
                return dict;
            } else if (object instanceof OrderedDict ordered) {
                PyDict dict = remember(object, PyDict.orderedDict());
                ordered.forEach((key, value) -> dict.put(convert(key, depth + 1), convert(value, depth + 1)));
                setAttributes(dict, ordered.attributes(), depth);
                return dict;
            } else if (object instanceof Tuple tuple) {
                List<PyValue> items = new ArrayList<>(tuple.size());
                tuple.forEach(item -> items.add(convert(item, depth + 1)));
                return remember(object, PyTuple.copyOf(items));
            } else if (object instanceof Collection<?> items) {
                PyList list = remember(object, new PyList());
                items.forEach(item -> list.add(convert(item, depth + 1)));
                return list;
            } else if (object instanceof Map<?, ?> map) {
                PyDict dict = remember(object, map instanceof Counter ? PyDict.counter() : PyDict.dict());
                map.forEach((key, value) -> dict.put(convert(key, depth + 1), convert(value, depth + 1)));
                return dict;
            } else if (object instanceof byte[] bytes) {
                return remember(object, PyBytes.of(bytes));
            } else if (object instanceof Device device) {
                OptionalInt index = device.index() < 0 ? OptionalInt.empty() : OptionalInt.of(device.index());
                return remember(object, new PyDevice(device.type(), index));
            }
            throw unsupported(object);
        }

        private TensorValue convertTensor(Tensor tensor, int depth) {
            TensorValue described = tensors.describe(tensor);
            if (tensor instanceof SavedTensor saved && described instanceof HostTensor host) {
                Object attributes = saved.attributes();
                return host.toBuilder()
                        .attributes(attributes == null ? null : convert(attributes, depth + 1))
                        .pythonClass(saved.pythonClass())
                        .build();
            }
            return described;
        }

        private void setAttributes(PyDict dict, Map<String, @Nullable Object> attributes, int depth) {
            attributes.forEach((name, value) -> {
                if (!(name.equals(StateDict.METADATA) && value instanceof Map<?, ?> map && map.isEmpty())) {
                    dict.setAttribute(new PyStr(name), convert(value, depth + 1));
                }
            });
        }

        private <T extends PyValue> T remember(Object object, T value) {
            made.put(object, value);
            return value;
        }

        private static IllegalArgumentException unsupported(Object object) {
            return new IllegalArgumentException(
                    "Cannot save a " + object.getClass().getName()
                            + "; allowed are Tensor, Storage, StateDict, Map, List, Tuple, String, Boolean, Long, Integer, BigInteger,"
                            + " Double, Float, byte[], DType, Device, null, and the values of dev.sconce.checkpoint.model");
        }
    }

    private static void checkDepth(int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("The object tree is nested deeper than " + MAX_DEPTH + " levels");
        }
    }
}
