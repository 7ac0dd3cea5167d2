package dev.sconce.torch;

import java.util.ArrayList;
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
            OperatorHandle handle;
            try {
                handle = OpIndex.handle(name);
            } catch (IllegalArgumentException e) {
                RESOLVED.remove(name, this); // names of nothing are not kept
                throw e;
            }
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
    @Nullable
    Object call(@Nullable Object... arguments) {
        Resolved op = resolve();
        OpArguments matched = OpArguments.of(op.schema(), arguments);
        if (matched.problem() != null) {
            throw new IllegalArgumentException(
                    op.schema().name() + "(): " + matched.problem() + "; its schema is " + op.schema());
        }
        return invoke(op, matched);
    }

    /** How far the arguments are from the schema: -1 if they do not fit, else the number of conversions. */
    int distance(@Nullable Object... arguments) {
        return OpArguments.of(schema(), arguments).distance();
    }

    private static @Nullable Object invoke(Resolved op, OpArguments arguments) {
        OpSchema schema = op.schema();
        try (Temporaries temporaries = new Temporaries()) {
            IValueVector stack = temporaries.add(new IValueVector(arguments.size()));
            for (int i = 0; i < arguments.size(); i++) {
                OpSchema.Argument argument = schema.arguments().get(i);
                IValue boxed = arguments.isDefault(i)
                        ? Objects.requireNonNull(argument.fallback())
                        : OpValues.toNative(argument.type(), arguments.get(i), temporaries);
                stack.put(i, boxed);
            }
            op.handle().callBoxed(stack);
            return results(schema, arguments, stack);
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    private static @Nullable Object results(OpSchema schema, OpArguments arguments, IValueVector stack) {
        List<@Nullable Object> results = new ArrayList<>();
        for (int i = 0; i < schema.returns().size(); i++) {
            results.add(result(schema, schema.returns().get(i), arguments, stack.get(i)));
        }
        return switch (results.size()) {
            case 0 -> null;
            case 1 -> results.get(0);
            default -> results;
        };
    }

    private static @Nullable Object result(OpSchema schema, OpType type, OpArguments arguments, IValue boxed) {
        if (type.kind() == OpType.Kind.DTYPE && !type.list()) {
            return DType.ofCode(boxed.toInt());
        }
        if (boxed.isTensor()) {
            for (int i = 0; i < arguments.size(); i++) {
                // What an operator wrote to, it returns as the tensor that the caller gave.
                if (schema.arguments().get(i).written()
                        && arguments.get(i) instanceof Tensor given
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
