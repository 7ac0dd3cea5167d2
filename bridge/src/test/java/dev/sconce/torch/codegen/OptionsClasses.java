package dev.sconce.torch.codegen;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The classes behind the lambdas of ops with many optional arguments. */
final class OptionsClasses {
    private final Map<String, Schema> classes = new TreeMap<>();

    /** The class for an op, made if it is new. */
    String of(Schema schema) {
        String name = JavaName.capitalized(JavaName.ofMember(schema.base()).replace("_", "InPlace"));
        Schema before = classes.putIfAbsent(name, schema);
        if (before != null && !before.equals(schema)) {
            name += JavaName.capitalized(JavaName.ofVariable(schema.overload()));
            classes.put(name, schema);
        }
        return name;
    }

    /** The source of the holder class. */
    String source() {
        StringBuilder out = new StringBuilder();
        out.append(
                "/** What the lambdas of operations with many optional arguments set; the defaults are Python's. */\n");
        out.append("@Generated(\"dev.sconce.torch.codegen.GenerateOps\")\n");
        out.append("public final class OpOptions {\n    private OpOptions() {}\n");
        classes.forEach((name, schema) -> out.append(optionsClass(name, schema)));
        return out.append("}\n").toString();
    }

    private static String optionsClass(String name, Schema schema) {
        List<Param> params = FormPlanner.optional(Param.of(schema));
        StringBuilder out = new StringBuilder("\n    /** The optional arguments of {@code ");
        out.append(schema.name())
                .append("}. */\n    public static final class ")
                .append(name)
                .append(" {\n");
        for (Param param : params) {
            String type = JavaType.of(param, JavaType.Style.CANONICAL, false);
            out.append("        ").append(type).append(" ").append(param.javaName());
            out.append(" = ").append(JavaType.literal(param.argument())).append(";\n");
        }
        out.append("\n        ").append(name).append("() {}\n");
        for (Param param : params) {
            out.append(setter(name, param));
        }
        return out.append("    }\n").toString();
    }

    private static String setter(String owner, Param param) {
        return """

                        /**
                         * Sets {@code %s}.
                         *
                         * @param %s instead of the default, {@code %s}
                         * @return this
                         */
                        public %s %s(%s %s) {
                            this.%s = %s;
                            return this;
                        }
                """.formatted(
                        param.argument().name(),
                        param.javaName(),
                        param.argument().fallback(),
                        owner,
                        param.javaName(),
                        JavaType.of(param, JavaType.Style.PRIMITIVE, true),
                        param.javaName(),
                        param.javaName(),
                        param.javaName())
                .indent(-8);
    }
}
