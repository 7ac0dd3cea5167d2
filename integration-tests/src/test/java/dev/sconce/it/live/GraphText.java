package dev.sconce.it.live;

import dev.sconce.checkpoint.core.ReadLimits;
import dev.sconce.checkpoint.model.HostTensor;
import dev.sconce.checkpoint.model.PyDict;
import dev.sconce.checkpoint.model.PyFloat;
import dev.sconce.checkpoint.model.PyList;
import dev.sconce.checkpoint.model.PySet;
import dev.sconce.checkpoint.model.PyTree;
import dev.sconce.checkpoint.model.PyTuple;
import dev.sconce.checkpoint.model.PyValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Says all there is about a tree of values, a line for each: two trees are alike if their lines are, what is shared included. */
final class GraphText {
    private final List<String> lines = new ArrayList<>();
    /** Objects that can stand in several places, numbered as they are met. */
    private final IdentityHashMap<Object, Integer> numbers = new IdentityHashMap<>();

    private GraphText() {}

    static List<String> of(PyValue root) throws IOException {
        var text = new GraphText();
        var values = new ArrayList<Map.Entry<String, PyValue>>();
        PyTree.walk(root, ReadLimits.DEFAULT, (path, value) -> values.add(Map.entry(path, value)));
        for (Map.Entry<String, PyValue> value : values) {
            text.lines.add(value.getKey() + " = " + text.describe(value.getValue()));
        }
        return text.lines;
    }

    private String describe(PyValue value) throws IOException {
        if (value instanceof PyDict dict) {
            return dict.kind() + " of " + dict.size() + number(dict);
        } else if (value instanceof PyList list) {
            return "list of " + list.size() + number(list);
        } else if (value instanceof PyTuple tuple) {
            // Python has one empty tuple; others are one object where they were one.
            return "tuple of " + tuple.size() + (tuple.size() == 0 ? "" : number(tuple));
        } else if (value instanceof PySet set) {
            return "set" + set.items().stream().map(PyValue::toString).sorted().toList() + number(set);
        } else if (value instanceof HostTensor tensor) {
            return tensor(tensor);
        } else if (value instanceof PyFloat number) {
            return Long.toHexString(Double.doubleToLongBits(number.value()));
        }
        return value.getClass().getSimpleName() + " " + value;
    }

    private String tensor(HostTensor tensor) throws IOException {
        return tensor.dtype() + Arrays.toString(tensor.shape()) + " strides "
                + Arrays.toString(tensor.stridesElements())
                + " offset " + tensor.offsetElements() + " of "
                + tensor.storage().lengthBytes() + number(tensor.storage())
                + (tensor.requiresGrad() ? " grad" : "") + (tensor.isParameter() ? " parameter" : "") + " "
                + tensor.data().sha256() + number(tensor);
    }

    private String number(Object object) {
        return " #" + numbers.computeIfAbsent(object, unseen -> numbers.size());
    }
}
