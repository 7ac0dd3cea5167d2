package dev.sconce.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.jspecify.annotations.Nullable;

/**
 * One operator of the dispatcher, called by boxed values: for what the presets do not bind. The native side checks
 * neither how many arguments there are nor, for some kernels, their types; this class does, against the schema.
 */
final class BoxedOp {
    private static final ConcurrentMap<String, BoxedOp> RESOLVED = new ConcurrentHashMap<>();

    private final String name;
    private volatile @Nullable Resolved resolved;

    private BoxedOp(String name) {
        this.name = name;
    }

    private record Resolved(OperatorHandle handle, OpSchema schema) {}

    /**
     * An operator by its full name; it is looked up at its first use.
     *
     * @param name namespace, name and overload, as in {@code aten::add.Tensor}
     */
    static BoxedOp of(String name) {
        return RESOLVED.computeIfAbsent(name, BoxedOp::new);
    }

    /**
     * Calls the operator of a name whose overload fits the arguments.
     *
     * @param name with namespace, with or without overload: {@code aten::_fused_adamw_}, {@code aten::add.Tensor}
     * @param arguments in the schema's order; a {@link Map} in the last place gives arguments by name
     * @return null, the result, or a {@link List} of several results
     * @throws IllegalArgumentException if there is no such operator, or its schema does not fit the arguments
     * @throws TorchException if the operator fails
     */
    static @Nullable Object call(String name, @Nullable Object... arguments) {
        return OpIndex.find(name, arguments).call(arguments);
    }

    /** The schema, read from the dispatcher. */
    OpSchema schema() {
        return resolve().schema();
    }

    private Resolved resolve() {
        Resolved found = resolved;
        if (found == null) {
            OperatorHandle handle = OpIndex.handle(name);
            found = new Resolved(handle, OpSchema.of(name, handle));
            resolved = found;
        }
        return found;
    }

    /**
     * Calls this operator; what is not given has its default.
     *
     * @param arguments as for {@link #call(String, Object...)}
     * @return as there
     */
    @Nullable Object call(@Nullable Object... arguments) {
        Resolved op = resolve();
        Binding binding = bind(op.schema(), arguments);
        if (binding.problem() != null) {
            throw new IllegalArgumentException(op.schema().name() + "(): " + binding.problem() + "; its schema is "
                    + op.schema());
        }
        return invoke(op, binding.values());
    }

    /** How far the arguments are from the schema: -1 if they do not fit, else the number of conversions. */
    int distance(@Nullable Object... arguments) {
        Binding binding = bind(schema(), arguments);
        return binding.problem() == null ? binding.distance() : -1;
    }

    /** Stands for an argument that was not given. */
    private static final Object DEFAULT = new Object();

    /**
     * The arguments in the schema's order.
     *
     * @param problem why they do not fit, or null
     */
    private record Binding(@Nullable Object[] values, int distance, @Nullable String problem) {
        static Binding refused(String problem) {
            return new Binding(new Object[0], -1, problem);
        }
    }

    private static Binding bind(OpSchema schema, @Nullable Object[] arguments) {
        List<OpSchema.Argument> expected = schema.arguments();
        boolean named = arguments.length > 0 && arguments[arguments.length - 1] instanceof Map<?, ?>;
        int positional = named ? arguments.length - 1 : arguments.length;
        if (positional > expected.size()) {
            return Binding.refused("expected at most " + expected.size() + " argument(s) but got " + positional);
        }
        @Nullable Object[] values = Arrays.copyOf(arguments, expected.size());
        Arrays.fill(values, positional, values.length, DEFAULT);
        if (named) {
            String problem = byName(expected, (Map<?, ?>) Objects.requireNonNull(arguments[positional]), values);
            if (problem != null) {
                return Binding.refused(problem);
            }
        }
        return check(expected, values);
    }

    private static @Nullable String byName(
            List<OpSchema.Argument> expected, Map<?, ?> named, @Nullable Object[] values) {
        for (Map.Entry<?, ?> entry : named.entrySet()) {
            int i = 0;
            while (i < expected.size() && !expected.get(i).name().equals(entry.getKey())) {
                i++;
            }
            if (i == expected.size()) {
                return "there is no argument '" + entry.getKey() + "'";
            }
            if (values[i] != DEFAULT) {
                return "argument '" + entry.getKey() + "' is given twice";
            }
            values[i] = entry.getValue();
        }
        return null;
    }

    private static Binding check(List<OpSchema.Argument> expected, @Nullable Object[] values) {
        int distance = 0;
        for (int i = 0; i < values.length; i++) {
            OpSchema.Argument argument = expected.get(i);
            if (values[i] == DEFAULT) {
                if (argument.fallback() == null) {
                    return Binding.refused("argument '" + argument.name() + "' is missing");
                }
                continue;
            }
            int step = argument.type().distance(values[i]);
            if (step < 0) {
                return Binding.refused("argument '" + argument.name() + "' (position " + (i + 1) + ") must be "
                        + argument.type() + ", not " + className(values[i]));
            }
            distance += step;
        }
        return new Binding(values, distance, null);
    }

    private static String className(@Nullable Object value) {
        return value == null ? "null" : value.getClass().getSimpleName();
    }

    private static @Nullable Object invoke(Resolved op, @Nullable Object[] values) {
        OpSchema schema = op.schema();
        try (Temporaries temporaries = new Temporaries()) {
            IValueVector stack = temporaries.add(new IValueVector(values.length));
            for (int i = 0; i < values.length; i++) {
                OpSchema.Argument argument = schema.arguments().get(i);
                IValue boxed = values[i] == DEFAULT
                        ? Objects.requireNonNull(argument.fallback())
                        : OpValues.toNative(argument.type(), values[i], temporaries);
                stack.put(i, boxed);
            }
            op.handle().callBoxed(stack);
            return results(schema, values, stack);
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    private static @Nullable Object results(OpSchema schema, @Nullable Object[] values, IValueVector stack) {
        List<@Nullable Object> results = new ArrayList<>();
        for (int i = 0; i < schema.returns().size(); i++) {
            results.add(result(schema, schema.returns().get(i), values, stack.get(i)));
        }
        return switch (results.size()) {
            case 0 -> null;
            case 1 -> results.get(0);
            default -> results;
        };
    }

    private static @Nullable Object result(OpSchema schema, OpType type, @Nullable Object[] values, IValue boxed) {
        if (type.kind() == OpType.Kind.DTYPE && !type.list()) {
            return DType.ofCode(boxed.toInt());
        }
        if (boxed.isTensor()) {
            for (int i = 0; i < values.length; i++) {
                // What an operator wrote to, it returns as the tensor that the caller gave.
                if (schema.arguments().get(i).written()
                        && values[i] instanceof Tensor given
                        && given.handle().is_same(boxed.toTensor())) {
                    return given;
                }
            }
        }
        return OpValues.toJava(boxed);
    }

    /** The overloads, for a message. */
    static String describe(List<BoxedOp> overloads) {
        return overloads.stream().map(op -> "\n  " + op.schema()).collect(Collectors.joining());
    }
}
