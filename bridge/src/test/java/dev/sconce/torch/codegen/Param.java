package dev.sconce.torch.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A parameter of a Java form: an argument of the schema, or the four of {@code dtype, layout, device, pin_memory} as one.
 *
 * @param argument the argument; of an options parameter, its dtype
 * @param options whether this stands for the four arguments of tensor options
 */
record Param(Schema.Argument argument, String javaName, boolean options) {
    private static final List<String> TENSOR_OPTIONS = List.of("dtype", "layout", "device", "pin_memory");

    private static final Set<String> ELEMENTS = Set.of(
            "self",
            "other",
            "value",
            "fill_value",
            "exponent",
            "element",
            "test_element",
            "s",
            "scalar",
            "scalar1",
            "scalar2");

    static List<Param> of(Schema schema) {
        List<Schema.Argument> arguments = schema.arguments();
        boolean takesInput =
                arguments.stream().anyMatch(argument -> argument.name().equals("input"));
        List<Param> params = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            Schema.Argument argument = arguments.get(i);
            if (optionsBeginAt(arguments, i)) {
                params.add(new Param(argument, "options", true));
                i += TENSOR_OPTIONS.size() - 1;
            } else {
                // Python's documentation calls the first argument of a function "input".
                boolean renamed = argument.name().equals("self") && !takesInput;
                params.add(new Param(argument, renamed ? "input" : JavaName.ofVariable(argument.name()), false));
            }
        }
        return params;
    }

    private static boolean optionsBeginAt(List<Schema.Argument> arguments, int i) {
        if (i + TENSOR_OPTIONS.size() > arguments.size()) {
            return false;
        }
        return arguments.subList(i, i + TENSOR_OPTIONS.size()).stream()
                .map(Schema.Argument::name)
                .toList()
                .equals(TENSOR_OPTIONS);
    }

    SchemaType type() {
        return argument.type();
    }

    boolean required() {
        return !options && argument.required();
    }

    /** Whether it is a list of dimensions. */
    boolean isDims() {
        return type().isList("int")
                && (argument.name().equals("dim") || argument.name().equals("dims"));
    }

    /** Whether a single number may stand for a list of them, as in Python; several dimensions must differ. */
    boolean takesSingle() {
        return type().isList("int") && type().length() > 0 && !(isDims() && type().length() > 1);
    }

    /** Whether it is a number that must be given and stands for an element, so that a truth value may be one, too. */
    boolean isElement() {
        return required() && type().is("Scalar") && !type().optional() && ELEMENTS.contains(argument.name());
    }

    boolean self() {
        return argument.name().equals("self");
    }
}
