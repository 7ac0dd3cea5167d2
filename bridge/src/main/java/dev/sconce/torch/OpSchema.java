package dev.sconce.torch;

import java.util.List;
import java.util.StringJoiner;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.FunctionSchema;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueOptional;
import org.bytedeco.pytorch.IntOptional;
import org.bytedeco.pytorch.OperatorHandle;
import org.jspecify.annotations.Nullable;

/**
 * An operator's schema, read from the dispatcher of the libtorch that runs.
 *
 * @param name with namespace and overload, as in {@code aten::add.Tensor}
 * @param arguments in order
 * @param returns the types of the results
 */
record OpSchema(String name, List<Argument> arguments, List<OpType> returns) {

    /**
     * An argument.
     *
     * @param fallback the default as a native value, or null if the argument is required
     * @param keywordOnly whether Python takes it by name only
     * @param written whether the operator writes to it
     */
    record Argument(String name, OpType type, @Nullable IValue fallback, boolean keywordOnly, boolean written) {
        @Override
        public String toString() {
            return type + " " + name + (fallback == null ? "" : "=" + OpValues.describe(OpValues.toJava(fallback)));
        }
    }

    static OpSchema of(String name, OperatorHandle handle) {
        FunctionSchema schema = handle.schema();
        List<Argument> arguments =
                listed(schema.arguments()).map(OpSchema::argument).toList();
        List<OpType> returns = listed(schema.returns()).map(OpSchema::type).toList();
        return new OpSchema(name, arguments, returns);
    }

    /** An empty vector comes back as a null pointer. */
    private static Stream<org.bytedeco.pytorch.Argument> listed(org.bytedeco.pytorch.@Nullable Argument vector) {
        return vector == null
                ? Stream.of()
                : LongStream.range(0, vector.limit()).mapToObj(vector::getPointer);
    }

    private static Argument argument(org.bytedeco.pytorch.Argument argument) {
        IValueOptional fallback = argument.default_value();
        var alias = argument.alias_info();
        return new Argument(
                argument.name().getString(),
                type(argument),
                fallback.has_value() ? Marshal.kept(new IValue(fallback.get())) : null,
                argument.kwarg_only(),
                alias != null && !alias.isNull() && alias.isWrite());
    }

    private static OpType type(org.bytedeco.pytorch.Argument argument) {
        IntOptional length = argument.N();
        return OpType.parse(argument.real_type().get().str().getString(), length.has_value() ? length.get() : 0);
    }

    /** The schema as PyTorch writes it. */
    @Override
    public String toString() {
        StringJoiner list = new StringJoiner(", ", name + "(", ")");
        boolean star = false;
        for (Argument argument : arguments) {
            if (argument.keywordOnly() && !star) {
                list.add("*");
                star = true;
            }
            list.add(argument.toString());
        }
        StringJoiner results = new StringJoiner(", ", "(", ")");
        returns.forEach(type -> results.add(type.text()));
        return list + " -> " + (returns.size() == 1 ? returns.get(0).text() : results.toString());
    }
}
