package dev.sconce.checkpoint.model;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Python value, as data. Nothing here runs, or can run, code out of a file.
 *
 * <p>Scalars are equal by value. Containers, objects and tensors are equal only to themselves, as the same container may
 * stand in several places of a tree, and even inside itself.
 */
public sealed interface PyValue
        permits PyNone,
                PyBool,
                PyInt,
                PyFloat,
                PyComplex,
                PyStr,
                PyBytes,
                PyList,
                PyTuple,
                PyDict,
                PySet,
                PyDType,
                PyDevice,
                PySize,
                PyLayout,
                PyGlobal,
                PyObject,
                PyStorage,
                TensorValue {
    /**
     * Makes a Python value of a Java one: {@code null}, Boolean, Byte to Long and BigInteger, Float and Double, String,
     * {@code byte[]}, {@code int[]}, {@code long[]}, {@code double[]} (lists), Collection (a list), Map (a dict, in the map's order; keys by this
     * same rule), {@link ElementType}, {@link StateDict}, and any PyValue itself.
     *
     * @throws IllegalArgumentException for any other class
     */
    static PyValue of(@Nullable Object value) {
        if (value == null) {
            return PyNone.NONE;
        } else if (value instanceof PyValue py) {
            return py;
        } else if (value instanceof Boolean flag) {
            return PyBool.of(flag);
        } else if (value instanceof BigInteger big) {
            return PyInt.of(big);
        } else if (value instanceof Double || value instanceof Float) {
            return new PyFloat(((Number) value).doubleValue());
        } else if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            return PyInt.of(((Number) value).longValue());
        } else if (value instanceof String text) {
            return new PyStr(text);
        } else if (value instanceof ElementType type) {
            return PyDType.of(type);
        } else if (value instanceof StateDict state) {
            return state.toPyDict();
        } else if (value instanceof Map<?, ?> map) {
            var dict = PyDict.dict();
            map.forEach((key, item) -> dict.put(of(key), of(item)));
            return dict;
        } else if (value instanceof Collection<?> items) {
            var list = new PyList();
            items.forEach(item -> list.add(of(item)));
            return list;
        }
        return ofArray(value);
    }

    private static PyValue ofArray(Object value) {
        if (value instanceof byte[] bytes) {
            return PyBytes.of(bytes);
        }
        var list = new PyList();
        if (value instanceof long[] longs) {
            for (long item : longs) {
                list.add(PyInt.of(item));
            }
        } else if (value instanceof int[] ints) {
            for (int item : ints) {
                list.add(PyInt.of(item));
            }
        } else if (value instanceof double[] doubles) {
            for (double item : doubles) {
                list.add(new PyFloat(item));
            }
        } else {
            throw new IllegalArgumentException("cannot be a Python value: "
                    + value.getClass().getName()
                    + "; allowed are null, Boolean, integers, Float, Double, String, byte[], int[], long[], double[],"
                    + " Collection, Map, ElementType, StateDict and PyValue");
        }
        return list;
    }
}
