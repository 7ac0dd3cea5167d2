package dev.sconce.it.live;

import dev.sconce.checkpoint.model.ElementType;
import dev.sconce.checkpoint.model.HostStorage;
import dev.sconce.checkpoint.model.HostTensor;
import dev.sconce.checkpoint.model.PyBytes;
import dev.sconce.checkpoint.model.PyComplex;
import dev.sconce.checkpoint.model.PyDType;
import dev.sconce.checkpoint.model.PyDevice;
import dev.sconce.checkpoint.model.PyDict;
import dev.sconce.checkpoint.model.PyFloat;
import dev.sconce.checkpoint.model.PyInt;
import dev.sconce.checkpoint.model.PyList;
import dev.sconce.checkpoint.model.PySet;
import dev.sconce.checkpoint.model.PySize;
import dev.sconce.checkpoint.model.PyStr;
import dev.sconce.checkpoint.model.PyTuple;
import dev.sconce.checkpoint.model.PyValue;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;

/** A random value, the same for the same seed, of everything that Python's strict mode loads; parts of it stand in several places. */
final class RandomGraph {
    private static final int MAX_DEPTH = 5;
    private static final int MAX_ITEMS = 5;
    private static final int STORAGE_ELEMENTS = 64;

    private static final List<ElementType> DTYPES = List.of(
            ElementType.FLOAT32,
            ElementType.FLOAT64,
            ElementType.FLOAT16,
            ElementType.BFLOAT16,
            ElementType.INT64,
            ElementType.INT32,
            ElementType.INT16,
            ElementType.INT8,
            ElementType.UINT8,
            ElementType.UINT16,
            ElementType.UINT32,
            ElementType.UINT64,
            ElementType.BOOL,
            ElementType.COMPLEX64,
            ElementType.COMPLEX128,
            ElementType.FLOAT8_E4M3FN,
            ElementType.FLOAT8_E5M2);

    private static final double[] SPECIAL_FLOATS = {
        0.0,
        -0.0,
        1.5,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        Double.MAX_VALUE
    };

    private final Random random;
    /** What may stand in a second place. */
    private final List<PyValue> shared = new ArrayList<>();

    private final Map<ElementType, HostStorage> storages = new HashMap<>();

    private RandomGraph(long seed) {
        random = new Random(seed);
    }

    static PyValue of(long seed) {
        var graph = new RandomGraph(seed);
        var root = PyDict.dict();
        for (int i = 0; i < 2 * MAX_ITEMS; i++) {
            root.put("item " + i, graph.value(0));
        }
        return root;
    }

    private PyValue value(int depth) {
        if (!shared.isEmpty() && random.nextInt(8) == 0) {
            return shared.get(random.nextInt(shared.size()));
        }
        int kind = random.nextInt(depth < MAX_DEPTH ? 10 : 6);
        PyValue value =
                switch (kind) {
                    case 0, 1, 2 -> scalar();
                    case 3, 4 -> tensor();
                    case 5 -> set();
                    case 6 -> list(depth);
                    case 7 -> PyTuple.copyOf(values(depth));
                    case 8 -> dict(PyDict.dict(), depth);
                    default -> orderedDict(depth);
                };
        if (kind > 2) {
            shared.add(value);
        }
        return value;
    }

    private List<PyValue> values(int depth) {
        var values = new ArrayList<PyValue>();
        for (int count = random.nextInt(MAX_ITEMS); count > 0; count--) {
            values.add(value(depth + 1));
        }
        return values;
    }

    private PyList list(int depth) {
        var list = new PyList();
        values(depth).forEach(list::add);
        return list;
    }

    private PyDict dict(PyDict dict, int depth) {
        for (PyValue value : values(depth)) {
            dict.put(key(), value);
        }
        return dict;
    }

    private PyDict orderedDict(int depth) {
        PyDict dict = dict(PyDict.orderedDict(), depth);
        if (random.nextBoolean()) {
            dict.setAttribute(new PyStr("_metadata"), dict(PyDict.orderedDict(), depth));
        }
        return dict;
    }

    private PySet set() {
        var set = new PySet(false);
        for (int count = random.nextInt(MAX_ITEMS); count > 0; count--) {
            set.add(random.nextBoolean() ? integer() : text());
        }
        return set;
    }

    private PyValue key() {
        return switch (random.nextInt(4)) {
            case 0 -> integer();
            case 1 -> PyTuple.of(integer(), text());
            default -> text();
        };
    }

    private PyValue scalar() {
        return switch (random.nextInt(12)) {
            case 0 -> PyValue.of(null);
            case 1 -> PyValue.of(random.nextBoolean());
            case 2, 3 -> integer();
            case 4 -> new PyFloat(SPECIAL_FLOATS[random.nextInt(SPECIAL_FLOATS.length)]);
            case 5 -> new PyFloat(random.nextGaussian());
            case 6 -> new PyComplex(random.nextGaussian(), random.nextGaussian());
            case 7 -> PyBytes.of(bytes(1 + random.nextInt(300)));
            case 8 -> PyDType.of(DTYPES.get(random.nextInt(DTYPES.size())));
            case 9 ->
                new PyDevice("cuda", random.nextBoolean() ? OptionalInt.of(random.nextInt(8)) : OptionalInt.empty());
            case 10 -> PySize.of(random.nextInt(1000), random.nextInt(1000));
            default -> text();
        };
    }

    /** Of any length that the strict mode reads. */
    private PyInt integer() {
        var magnitude = new BigInteger(1 << random.nextInt(11), random);
        return PyInt.of(random.nextBoolean() ? magnitude : magnitude.negate());
    }

    private PyStr text() {
        var text = new StringBuilder();
        for (int count = random.nextInt(12); count > 0; count--) {
            int codePoint = random.nextInt(random.nextInt(4) == 0 ? Character.MAX_CODE_POINT : 128);
            boolean surrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
            text.appendCodePoint(surrogate ? 'x' : codePoint);
        }
        return new PyStr(text.toString());
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /** A view of some storage, of which others may be views too; strides of 0 and gaps included. */
    private HostTensor tensor() {
        ElementType dtype = DTYPES.get(random.nextInt(DTYPES.size()));
        HostStorage storage = random.nextInt(3) == 0 ? storage(dtype) : storages.computeIfAbsent(dtype, this::storage);
        long[] shape = new long[random.nextInt(4)];
        long[] strides = new long[shape.length];
        long last = 0;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = random.nextInt(4);
            strides[i] = random.nextInt(6);
            last += Math.max(shape[i] - 1, 0) * strides[i];
        }
        boolean floating = dtype.name().contains("FLOAT") && !dtype.name().contains("FLOAT8");
        return HostTensor.builder(dtype, shape)
                .strides(strides)
                .offset(random.nextInt((int) (STORAGE_ELEMENTS - last)))
                .storage(storage)
                .requiresGrad(floating && random.nextBoolean())
                .parameter(floating && random.nextInt(3) == 0)
                .build();
    }

    private HostStorage storage(ElementType dtype) {
        byte[] bytes = bytes(STORAGE_ELEMENTS * dtype.sizeBytes());
        if (dtype == ElementType.BOOL) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] &= 1;
            }
        }
        return HostStorage.of(bytes);
    }
}
