package dev.sconce.torch.codegen;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The records for ops with several results; ops whose results have the same names share one. */
final class ResultRecords {
    private final Map<String, List<String>> names;
    private final Map<String, List<Returns.Component>> records = new TreeMap<>();
    private final Map<String, Returns> tuples = new TreeMap<>();

    ResultRecords(Map<String, List<String>> names) {
        this.names = names;
    }

    /** The record of an op, made if it is new. */
    String of(Schema schema) {
        Returns returns = Returns.of(schema);
        List<String> given = names.get(schema.base());
        boolean unnamed = returns.components().get(0).name().isEmpty();
        if (unnamed && (given == null || given.size() != returns.components().size())) {
            throw new IllegalArgumentException("result_names.tsv must name the results of " + schema.text());
        }
        List<Returns.Component> components = returns.named(given);
        String name = components.stream()
                .map(component -> JavaName.capitalized(component.java()) + (component.isList() ? "List" : ""))
                .collect(Collectors.joining());
        List<Returns.Component> before = records.putIfAbsent(name, components);
        if (before != null && !before.equals(components)) {
            throw new IllegalArgumentException("Two records of the name " + name);
        }
        tuples.putIfAbsent(name, returns);
        return "Results." + name;
    }

    /** The source of the holder class. */
    String source() {
        StringBuilder out = new StringBuilder();
        out.append("/** The results of operations that have several, with the names that Python gives them. */\n");
        out.append("@Generated(\"dev.sconce.torch.codegen.GenerateOps\")\n");
        out.append("public final class Results {\n    private Results() {}\n");
        records.forEach((name, components) -> out.append(record(name, components, tuples.get(name))));
        return out.append("}\n").toString();
    }

    private static String record(String name, List<Returns.Component> components, Returns returns) {
        StringBuilder out = new StringBuilder("\n    /**\n     * Several results.\n     *\n");
        for (Returns.Component component : components) {
            out.append("     * @param ").append(component.java());
            out.append(" Python's {@code ").append(component.python()).append("}\n");
        }
        String list = components.stream()
                .map(component -> component.type() + " " + component.java())
                .collect(Collectors.joining(", "));
        out.append("     */\n    public record ")
                .append(name)
                .append("(")
                .append(list)
                .append(") {\n");
        out.append(ofTuple(name, components, returns.presetTuple()));
        out.append(ofBoxed(name, components));
        return out.append("    }\n").toString();
    }

    private static String ofTuple(String name, List<Returns.Component> components, String tuple) {
        if (!tuple.matches("T_(Tensor)+(Vector)?_T") || components.size() == 6) {
            return "";
        }
        StringBuilder taken = new StringBuilder();
        for (int i = 0; i < components.size(); i++) {
            taken.append(i > 0 ? ", " : "")
                    .append(components.get(i).isList() ? "Marshal.copiesOf" : "Marshal.copyOf")
                    .append("(tuple.get")
                    .append(i)
                    .append("())");
        }
        return """
                        static %s of(org.bytedeco.pytorch.%s tuple) {
                            try (tuple) {
                                return new %s(%s);
                            }
                        }

                """.formatted(name, tuple, name, taken).indent(-8);
    }

    private static String ofBoxed(String name, List<Returns.Component> components) {
        StringBuilder taken = new StringBuilder();
        for (int i = 0; i < components.size(); i++) {
            Returns.Component component = components.get(i);
            String value = "results.get(" + i + ")";
            taken.append(i > 0 ? ", " : "")
                    .append(
                            component.isList()
                                    ? "Marshal.tensors(" + value + ")"
                                    : "(" + component.type() + ") " + value);
        }
        return """
                        static %s of(List<?> results) {
                            return new %s(%s);
                        }
                """.formatted(name, name, taken).indent(-8);
    }
}
