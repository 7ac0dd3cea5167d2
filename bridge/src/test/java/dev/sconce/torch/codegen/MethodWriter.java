package dev.sconce.torch.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes the Java method of a {@link Form}. */
final class MethodWriter {
    private final Bindings bindings;
    private final ResultRecords results;
    private final OptionsClasses options;
    private final Map<String, String> boxed = new TreeMap<>();

    MethodWriter(Bindings bindings, ResultRecords results, OptionsClasses options) {
        this.bindings = bindings;
        this.results = results;
        this.options = options;
    }

    /** The ops that no preset serves: the names of their constants in BoxedOps, and of the ops. */
    Map<String, String> boxed() {
        return boxed;
    }

    String write(Form form, String doc) {
        Schema schema = form.schema();
        Returns returns = Returns.of(schema);
        String optionsClass = form.order() == Form.Order.LAMBDA ? options.of(schema) : "";
        String type = returns.kind() == Returns.Kind.RECORD ? results.of(schema) : returns.java();
        StringBuilder out = new StringBuilder(Javadoc.of(schema, doc));
        out.append("    public ")
                .append(form.method() ? "" : "static ")
                .append(type)
                .append(" ");
        out.append(form.javaName())
                .append("(")
                .append(form.declaration(optionsClass))
                .append(") {\n");
        out.append(prelude(form, optionsClass));
        List<Value> values = values(form);
        if (schema.inPython()) {
            return out.append("        return TorchFunctional.")
                    .append(form.owner().pythonFunction(form.javaName()))
                    .append(values.stream()
                            .map(MethodWriter::plain)
                            .collect(Collectors.joining(", ", "(", ");\n    }\n")))
                    .toString();
        }
        Optional<Bindings.Call> call = bindings.find(schema, values, given(form));
        boolean slots = call.isPresent() && call.get().usesSlots();
        if (slots) {
            out.append("        Slots slots = Slots.current();\n        long mark = slots.mark();\n");
        }
        String body =
                call.map(c -> native_(form, returns, type, c)).orElseGet(() -> boxed(form, returns, type, values));
        out.append("        try {\n").append(body).append("        } catch (RuntimeException e) {\n");
        out.append("            throw TorchException.from(e);\n");
        out.append(slots ? "        } finally {\n            slots.release(mark);\n        }\n" : "        }\n");
        return out.append("    }\n").toString();
    }

    private static String plain(Value value) {
        return value.java().equals("this") ? "(Tensor) this" : value.java();
    }

    private static List<Param> given(Form form) {
        List<Param> given = new ArrayList<>(form.params());
        if (form.method()) {
            Param.of(form.schema()).stream().filter(Param::self).forEach(given::add);
        }
        // The lambda may have set any of them.
        return form.order() == Form.Order.LAMBDA ? Param.of(form.schema()) : given;
    }

    private static String prelude(Form form, String optionsClass) {
        if (form.order() == Form.Order.LAMBDA) {
            return "        OpOptions." + optionsClass + " o = new OpOptions." + optionsClass + "();\n"
                    + "        options.accept(o);\n";
        }
        for (Param param : form.params()) {
            if (param.options()) {
                String dtype = param.argument().fallback();
                boolean none = dtype == null || dtype.equals("None");
                return "        TensorOptions tensorOptions = new TensorOptions("
                        + (none ? "null" : "DType." + JavaType.dtype(dtype)) + ");\n"
                        + "        options.accept(tensorOptions);\n";
            }
        }
        return "";
    }

    private static List<Value> values(Form form) {
        List<Value> values = new ArrayList<>();
        for (Param param : Param.of(form.schema())) {
            if (form.method() && param.self()) {
                values.add(new Value(param, "this", false));
            } else if (form.params().contains(param)) {
                values.add(Value.given(param, param.javaName(), form.style()));
            } else if (form.order() == Form.Order.LAMBDA) {
                values.add(Value.given(param, "o." + param.javaName(), JavaType.Style.CANONICAL));
            } else {
                values.add(Value.byDefault(param));
            }
        }
        return values;
    }

    private static String native_(Form form, Returns returns, String type, Bindings.Call call) {
        String java = call.java();
        boolean branches = java.contains(" == null ? ");
        return switch (returns.kind()) {
            case VOID -> statement(java, branches, "");
            case SELF -> statement(java, branches, "            return " + self(form) + ";\n");
            case OUT -> statement(java, branches, "            return " + out(form) + ";\n");
            case TENSOR -> "            return " + created(form, "Tensor.own(" + java + ")") + ";\n";
            case TENSORS -> "            return Marshal.list(" + java + ");\n";
            case RECORD -> "            return " + type + ".of(" + java + ");\n";
            case VALUE ->
                switch (returns.java()) {
                    case "Number" -> "            return Marshal.number(" + java + ");\n";
                    case "DType" -> "            return DType.of(" + java + ");\n";
                    default -> "            return " + java + ";\n";
                };
        };
    }

    private static String statement(String java, boolean branches, String then) {
        if (!branches) {
            return "            " + java + ";\n" + then;
        }
        String condition = java.substring(0, java.indexOf(" ? "));
        String[] sides = java.substring(java.indexOf(" ? ") + 3).split(" : ", 2);
        return "            if (" + condition + ") {\n                " + sides[0] + ";\n            } else {\n"
                + "                " + sides[1] + ";\n            }\n" + then;
    }

    private static String created(Form form, String tensor) {
        return form.params().stream().anyMatch(Param::options) ? "tensorOptions.finish(" + tensor + ")" : tensor;
    }

    private static String self(Form form) {
        if (form.method()) {
            return "(Tensor) this";
        }
        return Param.of(form.schema()).stream()
                .filter(param -> param.type().written())
                .findFirst()
                .orElseThrow()
                .javaName();
    }

    private static String out(Form form) {
        return form.params().stream()
                .filter(param -> param.argument().out())
                .findFirst()
                .orElseThrow()
                .javaName();
    }

    private String boxed(Form form, Returns returns, String type, List<Value> values) {
        String constant = JavaName.ofConstant(form.schema().name());
        boxed.put(constant, form.schema().name());
        List<String> arguments = new ArrayList<>();
        for (Value value : values) {
            arguments.add(boxed(value));
        }
        String call = "BoxedOps." + constant + ".call(" + arguments.stream().collect(Collectors.joining(", ")) + ")";
        return switch (returns.kind()) {
            case VOID -> "            " + call + ";\n";
            case SELF -> "            " + call + ";\n            return " + self(form) + ";\n";
            case OUT -> "            " + call + ";\n            return " + out(form) + ";\n";
            case TENSOR -> "            return " + created(form, "(Tensor) " + call) + ";\n";
            case TENSORS -> "            return Marshal.tensors(" + call + ");\n";
            case RECORD -> "            return " + type + ".of((List<?>) " + call + ");\n";
            case VALUE -> "            return (" + type + ") " + call + ";\n";
        };
    }

    private static String boxed(Value value) {
        if (value.param().options()) {
            return value.isNull()
                    ? "null, null, null, null"
                    : "tensorOptions.dtype, tensorOptions.layout, tensorOptions.device, tensorOptions.pinMemory";
        }
        SchemaType type = value.param().type();
        // One argument that is null, and not no arguments.
        if (value.isNull()) {
            return "(Object) null";
        }
        return value.param().takesSingle() && !value.maybeNull()
                ? Marshalling.expanded(value)
                : boxedNumber(type, value);
    }

    /** Numbers are boxed as the type of the schema, whatever literal stands for them. */
    private static String boxedNumber(SchemaType type, Value value) {
        if (type.is("int") && value.java().matches("-?\\d+")) {
            return value.java() + "L";
        }
        return value.java();
    }
}
