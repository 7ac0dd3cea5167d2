package dev.sconce.torch.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the Java form of a schema returns.
 *
 * @param java the declared type
 * @param components the results of a record, else none
 */
record Returns(Kind kind, String java, List<Schema.Result> components) {
    /** The shapes of results. */
    enum Kind {
        /** Nothing, also where several given tensors are written to. */
        VOID,
        /** The receiver, or the first argument of a function. */
        SELF,
        /** The given tensor that was written to. */
        OUT,
        /** A new tensor. */
        TENSOR,
        /** A list of new tensors. */
        TENSORS,
        /** Several results as a record. */
        RECORD,
        /** A number, a truth value or a dtype. */
        VALUE
    }

    static Returns of(Schema schema) {
        List<Schema.Result> returns = schema.returns();
        if (schema.hasOut() || returns.isEmpty()) {
            return returns.size() == 1
                    ? new Returns(Kind.OUT, "Tensor", List.of())
                    : new Returns(Kind.VOID, "void", List.of());
        }
        if (returns.size() > 1) {
            return new Returns(Kind.RECORD, null, returns);
        }
        SchemaType type = returns.get(0).type();
        if (type.isList("Tensor")) {
            return new Returns(Kind.TENSORS, "List<Tensor>", List.of());
        }
        if (type.is("Tensor")) {
            return new Returns(type.written() ? Kind.SELF : Kind.TENSOR, "Tensor", List.of());
        }
        return new Returns(Kind.VALUE, JavaType.ofSingle(type.base(), false), List.of());
    }

    /** Whether a binding that returns this class can serve. */
    boolean isBoundAs(String presetClass) {
        return switch (kind) {
            case VOID -> true;
            case SELF, OUT, TENSOR ->
                presetClass.equals("Tensor") || (kind != Kind.TENSOR && presetClass.equals("TensorBase"));
            case TENSORS -> presetClass.equals("TensorVector");
            case RECORD -> presetClass.equals(presetTuple());
            case VALUE ->
                switch (java) {
                    case "Number" -> presetClass.equals("Scalar");
                    case "DType" -> presetClass.equals("ScalarType");
                    case "long" -> presetClass.equals("long") || presetClass.equals("int");
                    default -> presetClass.equals(java);
                };
        };
    }

    /** The presets' name for a tuple of these components. */
    String presetTuple() {
        return components.stream()
                .map(component -> component.type().list() ? "TensorVector" : presetName(component))
                .collect(Collectors.joining("", "T_", "_T"));
    }

    private static String presetName(Schema.Result component) {
        return switch (component.type().base()) {
            case "int" -> "Long";
            case "float" -> "Double";
            default -> component.type().base();
        };
    }

    /** The record's components, with names from outside where the schema has none. */
    List<Component> named(List<String> names) {
        List<Component> named = new ArrayList<>();
        for (int i = 0; i < components.size(); i++) {
            Schema.Result result = components.get(i);
            String python = result.name().isEmpty() ? names.get(i) : result.name();
            named.add(new Component(
                    result.type().list()
                            ? "List<Tensor>"
                            : JavaType.ofSingle(result.type().base(), false),
                    python));
        }
        return named;
    }

    /**
     * A component of a record.
     *
     * @param python its name in the schema
     */
    record Component(String type, String python) {
        boolean isList() {
            return type.startsWith("List");
        }

        String java() {
            return JavaName.ofVariable(python);
        }
    }
}
