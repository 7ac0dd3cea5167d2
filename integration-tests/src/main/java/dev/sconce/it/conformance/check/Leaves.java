package dev.sconce.it.conformance.check;

import dev.sconce.it.conformance.cases.PyValue;
import dev.sconce.torch.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tensors of nested values by their paths, as the cases name them: {@code [1][0]}, {@code args[0]}, {@code .data}. */
final class Leaves {
    private final Map<String, @Nullable Object> found = new LinkedHashMap<>();

    private Leaves() {}

    /** The leaves of what Python had. */
    static Map<String, @Nullable Object> ofPython(@Nullable Object value) {
        return ofPython("", value);
    }

    /** The leaves of what Python had, below a path. */
    static Map<String, @Nullable Object> ofPython(String path, @Nullable Object value) {
        Leaves leaves = new Leaves();
        leaves.python(path, value);
        return leaves.found;
    }

    private void python(String path, @Nullable Object value) {
        if (value instanceof PyValue.Packed packed) {
            found.put(path + ".data", packed.data());
            found.put(path + ".batch_sizes", packed.batchSizes());
            found.put(path + ".sorted_indices", packed.sortedIndices());
            found.put(path + ".unsorted_indices", packed.unsortedIndices());
        } else if (value instanceof PyValue.NamedTuple tuple) {
            python(path, new ArrayList<>(tuple.fields().values()));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                python(path + "[" + i + "]", list.get(i));
            }
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> python(path + "." + key, item));
        } else {
            found.put(path, value);
        }
    }

    /**
     * The leaves of a Java result under the paths of the Python one. Tensors come in the same order; how they are grouped
     * is Java's: the {@code (output, (h, c))} of an LSTM may be one record of three.
     *
     * @throws Mismatch if there are more or fewer
     */
    static Map<String, @Nullable Object> ofJava(String where, @Nullable Object value, @Nullable Object expected) {
        List<@Nullable Object> flat = new ArrayList<>();
        flatten(value, flat);
        List<String> paths = List.copyOf(ofPython(expected).keySet());
        if (flat.size() != paths.size()) {
            throw new Mismatch(where, PyText.of(flat) + " where Python has " + paths.size() + " values: " + paths);
        }
        Map<String, @Nullable Object> leaves = new LinkedHashMap<>();
        for (int i = 0; i < paths.size(); i++) {
            leaves.put(paths.get(i), flat.get(i));
        }
        return leaves;
    }

    private static void flatten(@Nullable Object value, List<@Nullable Object> into) {
        Object view = JavaView.of(value);
        if (view instanceof List<?> list) {
            list.forEach(item -> flatten(item, into));
        } else if (view instanceof Map<?, ?> map) {
            map.values().forEach(item -> flatten(item, into));
        } else {
            into.add(view);
        }
    }

    /** The tensors among leaves. */
    static Map<String, Tensor> tensors(Map<String, @Nullable Object> leaves) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        leaves.forEach((path, leaf) -> {
            if (leaf instanceof Tensor tensor) {
                tensors.put(path, tensor);
            }
        });
        return tensors;
    }
}
