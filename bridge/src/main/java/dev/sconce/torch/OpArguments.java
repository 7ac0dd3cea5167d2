package dev.sconce.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The arguments of a call, matched with a schema: each in its place, or why they do not fit. */
final class OpArguments {
    /** Stands for an argument that was not given. */
    private static final Object DEFAULT = new Object();

    private final List<@Nullable Object> values;
    private final int distance;
    private final @Nullable String problem;

    private OpArguments(List<@Nullable Object> values, int distance, @Nullable String problem) {
        this.values = values;
        this.distance = distance;
        this.problem = problem;
    }

    private static OpArguments refused(String problem) {
        return new OpArguments(Collections.emptyList(), -1, problem);
    }

    /**
     * Matches arguments with a schema.
     *
     * @param arguments in the schema's order; a {@link Map} in the last place gives arguments by name
     */
    static OpArguments of(OpSchema schema, @Nullable Object[] arguments) {
        List<OpSchema.Argument> expected = schema.arguments();
        boolean named = arguments.length > 0 && arguments[arguments.length - 1] instanceof Map<?, ?>;
        int positional = named ? arguments.length - 1 : arguments.length;
        if (positional > expected.size()) {
            return refused("expected at most " + expected.size() + " argument(s) but got " + positional);
        }
        List<@Nullable Object> values = new ArrayList<>(Arrays.asList(arguments).subList(0, positional));
        while (values.size() < expected.size()) {
            values.add(DEFAULT);
        }
        if (named) {
            String problem = byName(expected, (Map<?, ?>) Objects.requireNonNull(arguments[positional]), values);
            if (problem != null) {
                return refused(problem);
            }
        }
        return check(expected, values);
    }

    private static @Nullable String byName(
            List<OpSchema.Argument> expected, Map<?, ?> named, List<@Nullable Object> values) {
        List<String> names = expected.stream().map(OpSchema.Argument::name).toList();
        for (Map.Entry<?, ?> entry : named.entrySet()) {
            int i = names.indexOf(entry.getKey());
            if (i < 0) {
                return "there is no argument '" + entry.getKey() + "'";
            }
            if (values.get(i) != DEFAULT) {
                return "argument '" + entry.getKey() + "' is given twice";
            }
            values.set(i, entry.getValue());
        }
        return null;
    }

    private static OpArguments check(List<OpSchema.Argument> expected, List<@Nullable Object> values) {
        int distance = 0;
        for (int i = 0; i < values.size(); i++) {
            OpSchema.Argument argument = expected.get(i);
            Object value = values.get(i);
            if (value == DEFAULT) {
                if (argument.fallback() == null) {
                    return refused("argument '" + argument.name() + "' is missing");
                }
                continue;
            }
            int step = argument.type().distance(value);
            if (step < 0) {
                return refused("argument '" + argument.name() + "' (position " + (i + 1) + ") must be "
                        + argument.type() + ", not "
                        + (value == null ? "null" : value.getClass().getSimpleName()));
            }
            distance += step;
        }
        return new OpArguments(values, distance, null);
    }

    /** Why they do not fit, or null if they do. */
    @Nullable
    String problem() {
        return problem;
    }

    /** How many of them are converted, to find the overload that fits best; -1 if they do not fit. */
    int distance() {
        return distance;
    }

    /** Whether an argument was left to its default. */
    boolean isDefault(int i) {
        return values.get(i) == DEFAULT;
    }

    @Nullable
    Object get(int i) {
        return values.get(i);
    }

    int size() {
        return values.size();
    }
}
