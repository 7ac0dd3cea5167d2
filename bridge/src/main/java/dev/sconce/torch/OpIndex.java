package dev.sconce.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.OperatorHandleOptional;
import org.bytedeco.pytorch.OperatorName;
import org.jspecify.annotations.Nullable;

/** The operators of the running libtorch by their names. */
final class OpIndex {
    static {
        NativeLibrary.load();
    }

    /** The overloads of each name, in alphabetical order; the one without an overload's name is the first. */
    private static final Map<String, List<String>> OVERLOADS = overloads();

    private OpIndex() {}

    /** The names, without overloads. */
    static List<String> names() {
        return OVERLOADS.keySet().stream().sorted().collect(Collectors.toUnmodifiableList());
    }

    /** The overload that the arguments fit best; among equals, the first. */
    static BoxedOp find(String name, @Nullable Object[] arguments) {
        List<String> overloads = OVERLOADS.get(name);
        if (overloads == null) {
            return BoxedOp.of(name);
        }
        List<BoxedOp> candidates = overloads.stream().map(BoxedOp::of).toList();
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        return candidates.stream()
                .filter(op -> op.distance(arguments) >= 0)
                .min(Comparator.comparing(op -> op.distance(arguments)))
                .orElseThrow(() -> new IllegalArgumentException(name + "(): no overload takes ("
                        + Arrays.stream(arguments).map(OpValues::describe).collect(Collectors.joining(", "))
                        + "); there are" + BoxedOp.describe(candidates)));
    }

    /** An operator by its full name. */
    static OperatorHandle handle(String name) {
        int dot = name.indexOf('.', Math.max(0, name.indexOf("::")));
        String base = dot < 0 ? name : name.substring(0, dot);
        try (OperatorName wanted = new OperatorName(base, dot < 0 ? "" : name.substring(dot + 1));
                OperatorHandleOptional found = Dispatcher.singleton().findSchema(wanted)) {
            if (!found.has_value()) {
                throw new IllegalArgumentException("There is no operator " + name
                        + "; names have the form namespace::name or namespace::name.overload, as in aten::add.Tensor");
            }
            return Marshal.kept(new OperatorHandle(found.get()));
        }
    }

    private static Map<String, List<String>> overloads() {
        Map<String, List<String>> overloads = new HashMap<>();
        try (OperatorName all = Dispatcher.singleton().getAllOpNames()) {
            for (long i = 0; i < all.limit(); i++) {
                OperatorName op = all.getPointer(i);
                // An empty text comes back as a null pointer.
                var overload = op.overload_name();
                String name = op.name().getString();
                String full = overload == null || overload.isNull() || overload.limit() == 0
                        ? name
                        : name + "." + overload.getString();
                overloads.computeIfAbsent(name, key -> new ArrayList<>()).add(full);
            }
        }
        overloads.values().forEach(Collections::sort);
        return overloads;
    }
}
