package dev.sconce.torch.codegen;

import java.util.Optional;

/** How a Java value becomes an argument of a native function: the generator's half of {@code Marshal}. */
final class Marshalling {
    private Marshalling() {}

    /** The expression that passes a value as a parameter of the given preset class, if that is possible. */
    static Optional<String> as(String presetClass, Value value) {
        Param param = value.param();
        if (param.options()) {
            return options(presetClass, value);
        }
        SchemaType type = param.type();
        return Optional.ofNullable(type.list() ? list(presetClass, type, value) : single(presetClass, type, value));
    }

    private static Optional<String> options(String presetClass, Value value) {
        if (!presetClass.equals("TensorOptions")) {
            return Optional.empty();
        }
        if (!value.isNull()) {
            return Optional.of("tensorOptions.toNative()");
        }
        String dtype = value.param().argument().fallback();
        return Optional.of(
                dtype == null || dtype.equals("None")
                        ? "Marshal.NO_OPTIONS"
                        : "new TensorOptions(DType." + JavaType.dtype(dtype) + ").toNative()");
    }

    private static String list(String presetClass, SchemaType type, Value value) {
        String java = value.java();
        return switch (presetClass) {
            case "long[]" -> {
                if (!type.base().equals("int") || value.isNull() || value.maybeNull()) {
                    yield null;
                }
                yield expanded(value);
            }
            case "double[]" -> type.base().equals("float") && !value.isNull() && !value.maybeNull() ? java : null;
            case "LongArrayRefOptional" -> type.base().equals("int") && value.isNull() ? "Marshal.NO_LONGS" : null;
            case "DoubleArrayRefOptional" ->
                type.base().equals("float") && value.isNull() ? "Marshal.NO_DOUBLES" : null;
            case "TensorVector" ->
                type.isList("Tensor") && !type.optionalElements() ? "slots.lend(" + java + ")" : null;
            case "TensorArrayRef" ->
                type.isList("Tensor") && !type.optionalElements() ? "slots.ref(" + java + ")" : null;
            case "TensorOptionalList" -> type.optionalElements() ? "slots.lendOptionals(" + java + ")" : null;
            default -> null;
        };
    }

    /** A list in which one number may stand for all. */
    static String expanded(Value value) {
        int length = value.param().type().length();
        boolean literal = value.java().startsWith("new ");
        return length > 1 && value.param().takesSingle() && !literal
                ? "Marshal.expand(" + value.java() + ", " + length + ")"
                : value.java();
    }

    private static String single(String presetClass, SchemaType type, Value value) {
        String wanted = presetType(type);
        if (presetClass.equals("BytePointer") && wanted.equals("String")) {
            return "new BytePointer(" + value.java() + ")";
        }
        if (!presetClass.equals(wanted)) {
            return null;
        }
        String java = value.java();
        if (type.optional()) {
            if (value.isNull()) {
                return "Marshal.NO_" + nothing(type.base());
            }
            return switch (type.base()) {
                case "Tensor" -> "slots.lend(" + java + ")";
                case "Scalar" -> "Marshal.optionalScalar(" + java + ")";
                default -> "Marshal.optional(" + java + ")";
            };
        }
        return switch (type.base()) {
            case "Tensor" -> java.equals("this") ? "handle()" : java + ".handle()";
            case "Scalar" -> "Marshal.scalar(" + java + ")";
            case "ScalarType" -> java + ".scalarType()";
            case "Device" -> "Marshal.device(" + java + ")";
            case "MemoryFormat", "Layout" -> java + ".toNative()";
            default -> java;
        };
    }

    private static String presetType(SchemaType type) {
        String plain =
                switch (type.base()) {
                    case "int" -> type.optional() ? "Long" : "long";
                    case "float" -> type.optional() ? "Double" : "double";
                    case "bool" -> type.optional() ? "Bool" : "boolean";
                    case "str" -> type.optional() ? "StringView" : "String";
                    default -> type.base();
                };
        return type.optional() ? plain + "Optional" : plain;
    }

    /** The ending of the constant of Marshal that stands for None. */
    private static String nothing(String base) {
        return switch (base) {
            case "int" -> "LONG";
            case "float" -> "DOUBLE";
            case "bool" -> "BOOLEAN";
            case "str" -> "STRING";
            case "ScalarType" -> "DTYPE";
            case "MemoryFormat" -> "MEMORY_FORMAT";
            default -> base.toUpperCase(java.util.Locale.ROOT);
        };
    }
}
