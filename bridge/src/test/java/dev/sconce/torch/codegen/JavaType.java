package dev.sconce.torch.codegen;

/** The Java type in which a parameter or result is written, and how its default is. */
final class JavaType {
    private JavaType() {}

    /** How the numbers and lists of a form are declared. */
    enum Style {
        /** Lists are arrays, optional numbers are boxed and may be null. */
        CANONICAL,
        /** Optional numbers are primitive: {@code argmax(1)} would not compile with a {@code Long}. */
        PRIMITIVE,
        /** Besides, a single number stands for a list. */
        SINGLE,
        /** Truth values stand for numbers that are elements: {@code x.add(true)}, {@code full(size, true)}. */
        TRUTH;

        /** Whether optional numbers are primitive. */
        boolean primitive() {
            return this == PRIMITIVE || this == SINGLE;
        }
    }

    /** The type of a parameter; {@code last} allows varargs. */
    static String of(Param param, Style style, boolean last) {
        if (param.options()) {
            return "Consumer<TensorOptions>";
        }
        SchemaType type = param.type();
        if (type.list()) {
            return ofList(param, style, last);
        }
        if (style == Style.TRUTH && param.isElement()) {
            return "boolean";
        }
        if (style.primitive() && type.optional() && (type.is("int") || type.is("float"))) {
            return type.is("int") ? "long" : "double";
        }
        String plain = ofSingle(type.base(), type.optional());
        return type.optional() ? "@Nullable " + plain : plain;
    }

    private static String ofList(Param param, Style style, boolean last) {
        SchemaType type = param.type();
        String array = last ? "..." : "[]";
        return switch (type.base()) {
            case "int" -> {
                if (style == Style.SINGLE && param.takesSingle()) {
                    yield "long";
                }
                yield type.optional() ? "long @Nullable " + array : "long" + array;
            }
            case "float" -> type.optional() ? "double @Nullable " + array : "double" + array;
            case "bool" -> "boolean" + array;
            case "Tensor" -> type.optionalElements() ? "List<? extends @Nullable Tensor>" : "List<? extends Tensor>";
            case "Scalar" -> "List<? extends Number>";
            default -> throw new IllegalArgumentException("No Java type for a list of " + type.base());
        };
    }

    static String ofSingle(String base, boolean boxed) {
        return switch (base) {
            case "Tensor" -> "Tensor";
            case "int" -> boxed ? "Long" : "long";
            case "float" -> boxed ? "Double" : "double";
            case "bool" -> boxed ? "Boolean" : "boolean";
            case "Scalar" -> "Number";
            case "ScalarType" -> "DType";
            case "str" -> "String";
            case "Device", "Generator", "Layout", "MemoryFormat" -> base;
            default -> throw new IllegalArgumentException("No Java type for " + base);
        };
    }

    /** What the JVM sees of a declared type, for finding methods with the same signature. */
    static String erased(String declared) {
        return declared.replaceAll("<.*>", "")
                .replace("@Nullable ", "")
                .replace("...", "[]")
                .replace(" ", "");
    }

    /** The default as a Java expression of the canonical type. */
    static String literal(Schema.Argument argument) {
        String text = argument.fallback();
        SchemaType type = argument.type();
        if (text.equals("None")) {
            return "null";
        }
        if (type.list()) {
            boolean many = text.startsWith("[");
            String items = many ? text.substring(1, text.length() - 1).replace(",", ", ") : repeated(text, type);
            return "new " + (type.base().equals("float") ? "double" : "long") + "[] {" + items + "}";
        }
        return switch (type.base()) {
            case "int" -> text.equals("Mean") ? "1" : text;
            case "float" -> text.equals("inf") ? "Double.POSITIVE_INFINITY" : text;
            case "bool" -> text.toLowerCase(java.util.Locale.ROOT);
            case "str" -> '"' + text.substring(1, text.length() - 1) + '"';
            case "ScalarType" -> "DType." + dtype(text);
            case "MemoryFormat" -> "MemoryFormat." + text.replace("_format", "").toUpperCase(java.util.Locale.ROOT);
            default -> scalar(text);
        };
    }

    /** What one number means for a list. */
    static String repeated(String item, SchemaType type) {
        return String.join(", ", java.util.Collections.nCopies(Math.max(1, type.length()), item));
    }

    private static String scalar(String text) {
        return text.equals("True") || text.equals("False") ? (text.equals("True") ? "1" : "0") : text;
    }

    static String dtype(String text) {
        return switch (text) {
            case "long" -> "INT64";
            case "float" -> "FLOAT32";
            default -> throw new IllegalArgumentException("No dtype for the default " + text);
        };
    }
}
