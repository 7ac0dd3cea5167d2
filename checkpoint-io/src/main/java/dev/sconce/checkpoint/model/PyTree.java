package dev.sconce.checkpoint.model;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.ReadLimits;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
    private final Deque<Open> open = new ArrayDeque<>();
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

    /** A container whose inside is walked, and what of it is still to come. */
    private record Open(PyValue value, Iterator<Node> children) {}

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
        enter(new Node("", root));
        while (!open.isEmpty()) {
            Open container = open.peek();
            if (container.children().hasNext()) {
                enter(container.children().next());
            } else {
                entered.remove(open.pop().value());
            }
        }
    }

    private void enter(Node node) throws CheckpointFormatException {
        requireWithinLimits();
        PyValue value = node.value();
        visitor.visit(node.path(), value);
        if (entered.contains(value)) {
            return;
        }
        Iterator<Node> children = children(node).iterator();
        if (children.hasNext()) {
            entered.add(value);
            distinct += known.add(value) ? children(node).count() : 0;
            open.push(new Open(value, children));
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

    /** What is inside a value, one after the other: the paths of a long list are not made before they are wanted. */
    private static Stream<Node> children(Node node) {
        String prefix = node.path().isEmpty() ? "" : node.path() + "/";
        PyValue value = node.value();
        if (value instanceof PyDict dict) {
            return Stream.concat(
                    dict.entries().stream().map(entry -> new Node(prefix + PathSegment.of(entry.key()), entry.value())),
                    optional(prefix + "@attrs", dict.attributes()));
        } else if (value instanceof PyList list) {
            return items(prefix, list.items());
        } else if (value instanceof PyTuple tuple) {
            return items(prefix, tuple.items());
        } else if (value instanceof PyObject object) {
            return parts(prefix, object);
        } else if (value instanceof SparseTensor sparse) {
            return sparse.parts().stream().map(part -> new Node(prefix + "@" + part.name(), part.tensor()));
        } else if (value instanceof NestedTensor nested) {
            return Stream.of(
                    new Node(prefix + "@buffer", nested.buffer()),
                    new Node(prefix + "@sizes", nested.sizes()),
                    new Node(prefix + "@strides", nested.strides()),
                    new Node(prefix + "@offsets", nested.offsets()));
        } else if (value instanceof HostTensor tensor) {
            return optional(prefix + "@state", tensor.attributes());
        }
        return Stream.empty();
    }

    private static Stream<Node> items(String prefix, List<PyValue> items) {
        return IntStream.range(0, items.size()).mapToObj(i -> new Node(prefix + "[" + i + "]", items.get(i)));
    }

    private static Stream<Node> optional(String path, Optional<? extends PyValue> value) {
        return value.stream().map(there -> new Node(path, there));
    }

    private static Stream<Node> parts(String prefix, PyObject object) {
        return Stream.of(
                        items(prefix + "@args/", object.arguments()),
                        optional(prefix + "@kwargs", object.keywords().filter(keywords -> keywords.size() > 0)),
                        optional(prefix + "@state", object.state()),
                        items(prefix + "@items/", object.items()),
                        object.pairs().stream()
                                .map(pair -> new Node(prefix + "@dict/" + PathSegment.of(pair.key()), pair.value())))
                .reduce(Stream.empty(), Stream::concat);
    }
}
