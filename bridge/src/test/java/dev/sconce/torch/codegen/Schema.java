package dev.sconce.torch.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An operator's schema, as {@code native_functions.yaml} writes it.
 *
 * @param base the name without the overload
 * @param overload the overload's name, or an empty text
 * @param arguments in order
 * @param returns in order
 * @param text the schema itself
 */
record Schema(String base, String overload, List<Argument> arguments, List<Result> returns, String text) {
    /**
     * @param fallback the default's text, or null if the argument is required
     * @param out whether it is one of the tensors that the results are written to
     */
    record Argument(SchemaType type, String name, String fallback, boolean out) {
        boolean required() {
            return fallback == null;
        }
    }

    /**
     * @param name an empty text for a result without one
     */
    record Result(SchemaType type, String name) {}

    /** The name with the overload, as in {@code add.Tensor}. */
    String name() {
        return overload.isEmpty() ? base : base + "." + overload;
    }

    /** Whether Python code stands before the op, so that {@code TorchFunctional} has it by hand. */
    boolean inPython() {
        return overload.startsWith("python");
    }

    boolean inPlace() {
        return base.endsWith("_") && !base.endsWith("__");
    }

    boolean hasOut() {
        return arguments.stream().anyMatch(Argument::out);
    }

    static Schema parse(String text) {
        int open = text.indexOf('(');
        int arrow = text.lastIndexOf(" -> ");
        String[] name = text.substring(0, open).split("\\.", 2);
        List<Argument> arguments = new ArrayList<>();
        boolean keywordOnly = false;
        for (String part : split(text.substring(open + 1, arrow - 1))) {
            if (part.equals("*")) {
                keywordOnly = true;
            } else {
                arguments.add(argument(part, keywordOnly));
            }
        }
        String results = text.substring(arrow + 4);
        boolean tuple = results.startsWith("(");
        List<Result> returns = split(tuple ? results.substring(1, results.length() - 1) : results).stream()
                .map(Schema::result)
                .collect(Collectors.toUnmodifiableList());
        return new Schema(name[0], name.length > 1 ? name[1] : "", List.copyOf(arguments), returns, text);
    }

    private static Argument argument(String text, boolean keywordOnly) {
        int equals = text.indexOf('=');
        String declared = equals < 0 ? text : text.substring(0, equals);
        int space = declared.lastIndexOf(' ');
        SchemaType type = SchemaType.parse(declared.substring(0, space));
        String fallback = equals < 0 ? null : text.substring(equals + 1);
        return new Argument(type, declared.substring(space + 1), fallback, keywordOnly && type.written());
    }

    private static Result result(String text) {
        int space = text.indexOf(' ');
        return space < 0
                ? new Result(SchemaType.parse(text), "")
                : new Result(SchemaType.parse(text.substring(0, space)), text.substring(space + 1));
    }

    /** Splits at the commas that are outside brackets and quotes. */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        boolean quoted = false;
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\'') {
                quoted = !quoted;
            } else if (!quoted && (c == '(' || c == '[')) {
                depth++;
            } else if (!quoted && (c == ')' || c == ']')) {
                depth--;
            }
            if (c == ',' && depth == 0 && !quoted) {
                parts.add(part.toString().strip());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        if (!part.toString().isBlank()) {
            parts.add(part.toString().strip());
        }
        return parts;
    }
}
