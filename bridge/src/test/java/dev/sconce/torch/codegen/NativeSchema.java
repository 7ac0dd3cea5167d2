package dev.sconce.torch.codegen;

import dev.sconce.torch.Torch;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Argument;
import org.bytedeco.pytorch.FunctionSchema;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.OperatorHandle;

/** A schema as the dispatcher of the running libtorch has it, in the words of the schema language. */
final class NativeSchema {
    private NativeSchema() {}

    /** Name, arguments with types and defaults, and types of results. */
    static String describe(String base, String overload) {
        Torch.liveTensors(); // loads libtorch
        OperatorHandle handle =
                org.bytedeco.pytorch.Dispatcher.singleton().findSchemaOrThrow("aten::" + base, overload);
        FunctionSchema schema = handle.schema();
        List<String> arguments = new ArrayList<>();
        for (Argument argument : listed(schema.arguments())) {
            arguments.add(type(argument) + " " + argument.name().getString() + fallback(argument));
        }
        List<String> results =
                listed(schema.returns()).stream().map(NativeSchema::type).toList();
        return base + "." + overload + arguments + results;
    }

    /** What {@link #describe} should say of a schema that the generator read. */
    static String expected(Schema schema) {
        List<String> arguments = new ArrayList<>();
        for (Schema.Argument argument : schema.arguments()) {
            arguments.add(
                    type(argument.type()) + " " + argument.name() + (argument.required() ? "" : "=" + value(argument)));
        }
        List<String> results =
                schema.returns().stream().map(result -> type(result.type())).toList();
        return schema.base() + "." + schema.overload() + arguments + results;
    }

    private static List<Argument> listed(Argument vector) {
        List<Argument> list = new ArrayList<>();
        for (long i = 0; vector != null && i < vector.limit(); i++) {
            list.add(vector.getPointer(i));
        }
        return list;
    }

    private static String type(Argument argument) {
        String text = argument.real_type().get().str().getString().replace("SymInt", "int");
        // The dispatcher keeps the length of a list beside its type.
        int length = argument.N().has_value() ? argument.N().get() : 0;
        return length == 0 ? text : text.replace("[]", "[" + length + "]");
    }

    private static String type(SchemaType type) {
        String list = type.list() ? "[" + (type.length() > 0 ? type.length() : "") + "]" : "";
        return type.base() + (type.optionalElements() ? "?" : "") + list + (type.optional() ? "?" : "");
    }

    private static String fallback(Argument argument) {
        return argument.default_value().has_value()
                ? "=" + value(argument.default_value().get())
                : "";
    }

    private static String value(IValue value) {
        if (value.isNone()) {
            return "null";
        }
        if (value.isInt()) {
            return String.valueOf((double) value.toInt());
        }
        if (value.isDouble()) {
            return String.valueOf(value.toDouble());
        }
        if (value.isBool()) {
            return String.valueOf(value.toBool());
        }
        if (value.isString()) {
            var text = value.toStringRef();
            return '"' + (text == null ? "" : text.getString()) + '"';
        }
        List<String> items = new ArrayList<>();
        for (long i = 0; i < value.toList().size(); i++) {
            items.add(value(value.toList().get(i)));
        }
        return items.toString();
    }

    private static String value(Schema.Argument argument) {
        String java = JavaType.literal(argument);
        if (java.startsWith("new ")) {
            String items = java.substring(java.indexOf('{') + 1, java.length() - 1);
            List<String> list = new ArrayList<>();
            for (String item : items.isEmpty() ? new String[0] : items.split(", ", -1)) {
                list.add(String.valueOf(Double.parseDouble(item)));
            }
            return list.toString();
        }
        if (java.startsWith("DType.")) {
            return String.valueOf((double) (java.equals("DType.INT64") ? 4 : 6));
        }
        if (java.startsWith("MemoryFormat.")) {
            return java.equals("MemoryFormat.CONTIGUOUS") ? "0.0" : java;
        }
        boolean number = java.matches("-?[0-9].*");
        return number ? String.valueOf(Double.parseDouble(java)) : java;
    }
}
