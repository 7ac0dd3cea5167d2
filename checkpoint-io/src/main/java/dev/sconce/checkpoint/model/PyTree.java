package dev.sconce.checkpoint.model;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.ReadLimits;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Walks over a tree of values, each under a path: segments joined with {@code /}, the root under the empty path.
 *
 * <p>A dict's item stands under its key ({@code ~} and {@code /} in it written as {@code ~0} and {@code ~1}; keys that are no
 * strings with their type, {@code int:5}), a list's under {@code [0]}, an OrderedDict's attributes under {@code @attrs}, the
 * dense parts of a sparse tensor under {@code @values} and so on, a tensor's attributes under {@code @state}, and an inert
 * object's parts under {@code @args}, {@code @kwargs}, {@code @state}, {@code @items} and {@code @dict}.
 */
public final class PyTree {
    /** Sees each value. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * A value, before the values inside it.
         *
         * @param path where it stands
         * @param value the value; a container that stands inside itself is seen again, but not entered again
         */
        void visit(String path, PyValue value);
    }

    /** How many times over the values of a tree may be visited on average, beyond a start that is free. */
    private static final long MAX_REPEATS = 16;

    private static final long FREE_REPEATS = 20_000;

    private final Visitor visitor;
    private final ReadLimits limits;
    private final Deque<Object> open = new ArrayDeque<>();
    private final Set<PyValue> entered = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<PyValue> known = Collections.newSetFromMap(new IdentityHashMap<>());
    private long nodes;

    /** Values inside containers that were entered for the first time. */
    private long distinct;

    private PyTree(Visitor visitor, ReadLimits limits) {
        this.visitor = visitor;
        this.limits = limits;
    }

    private record Node(String path, PyValue value) {}

    /** A container whose inside has been walked. */
    private record Leave(PyValue value) {}

    /**
     * Shows every value to the visitor, parents first, in order.
     *
     * @param limits how many values are visited, and how deep
     * @throws CheckpointFormatException if there are more, or a few shared containers stand for very many
     */
    public static void walk(PyValue root, ReadLimits limits, Visitor visitor) throws CheckpointFormatException {
        new PyTree(visitor, limits).walk(root);
    }

    private void walk(PyValue root) throws CheckpointFormatException {
        open.push(new Node("", root));
        var children = new ArrayDeque<Node>();
        while (!open.isEmpty()) {
            Object next = open.pop();
            if (next instanceof Leave leave) {
                entered.remove(leave.value());
                continue;
            }
            var node = (Node) next;
            requireWithinLimits();
            visitor.visit(node.path(), node.value());
            if (!entered.add(node.value())) {
                continue;
            }
            addChildren(node, children);
            if (children.isEmpty()) {
                entered.remove(node.value());
                continue;
            }
            if (known.add(node.value())) {
                distinct += children.size();
            }
            open.push(new Leave(node.value()));
            while (!children.isEmpty()) {
                open.push(children.removeLast());
            }
        }
    }

    /** A few kilobytes of containers that hold one another ten times over stand for more values than a memory can hold. */
    private void requireWithinLimits() throws CheckpointFormatException {
        long most = Math.min(limits.maxTreeNodes(), FREE_REPEATS + MAX_REPEATS * distinct);
        if (++nodes > most) {
            throw CheckpointFormatException.limit("the number of values in the tree", nodes, most, "maxTreeNodes");
        }
        if (entered.size() > limits.maxTreeDepth()) {
            throw CheckpointFormatException.limit(
                    "the depth of the tree", entered.size(), limits.maxTreeDepth(), "maxTreeDepth");
        }
    }

    private static void addChildren(Node node, Deque<Node> children) {
        String prefix = node.path().isEmpty() ? "" : node.path() + "/";
        PyValue value = node.value();
        if (value instanceof PyDict dict) {
            dict.entries()
                    .forEach(entry -> children.add(new Node(prefix + PathSegment.of(entry.key()), entry.value())));
            dict.attributes().ifPresent(attributes -> children.add(new Node(prefix + "@attrs", attributes)));
        } else if (value instanceof PyList list) {
            addItems(prefix, list.items(), children);
        } else if (value instanceof PyTuple tuple) {
            addItems(prefix, tuple.items(), children);
        } else if (value instanceof PyObject object) {
            addObject(prefix, object, children);
        } else if (value instanceof SparseTensor sparse) {
            sparse.parts().forEach(part -> children.add(new Node(prefix + "@" + part.name(), part.tensor())));
        } else if (value instanceof NestedTensor nested) {
            children.add(new Node(prefix + "@buffer", nested.buffer()));
            children.add(new Node(prefix + "@sizes", nested.sizes()));
            children.add(new Node(prefix + "@strides", nested.strides()));
            children.add(new Node(prefix + "@offsets", nested.offsets()));
        } else if (value instanceof HostTensor tensor) {
            tensor.attributes().ifPresent(state -> children.add(new Node(prefix + "@state", state)));
        }
    }

    private static void addItems(String prefix, Iterable<PyValue> items, Deque<Node> children) {
        int index = 0;
        for (PyValue item : items) {
            children.add(new Node(prefix + "[" + index++ + "]", item));
        }
    }

    private static void addObject(String prefix, PyObject object, Deque<Node> children) {
        addItems(prefix + "@args/", object.arguments(), children);
        object.keywords()
                .filter(keywords -> keywords.size() > 0)
                .ifPresent(keywords -> children.add(new Node(prefix + "@kwargs", keywords)));
        object.state().ifPresent(state -> children.add(new Node(prefix + "@state", state)));
        addItems(prefix + "@items/", object.items(), children);
        object.pairs()
                .forEach(pair -> children.add(new Node(prefix + "@dict/" + PathSegment.of(pair.key()), pair.value())));
    }
}
