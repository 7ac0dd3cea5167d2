package dev.sconce.torch.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One Java signature of an op.
 *
 * @param schema the op
 * @param owner the class that it stands in
 * @param method whether it is an instance method, so that self is {@code this}
 * @param params the parameters of the schema that the caller gives, without self for a method
 * @param style how they are declared
 * @param order how they are ordered
 */
record Form(Schema schema, Facade owner, boolean method, List<Param> params, JavaType.Style style, Order order) {
    /** Where the options stand. */
    enum Order {
        /** As the schema has it, tensor options last. */
        PLAIN,
        /** Tensor options first, so that the shape can be varargs: {@code zeros(o -> o.dtype(INT64), 2, 3)}. */
        OPTIONS_FIRST,
        /** The required arguments, then a lambda over an options class for all others. */
        LAMBDA
    }

    String javaName() {
        String name = method ? schema.base() : owner.withoutPrefix(schema.base());
        return JavaName.ofMember(schema.hasOut() ? name + "_out" : name);
    }

    /** The parameters in the order of their declaration. */
    List<Param> declared() {
        List<Param> ordered = new ArrayList<>();
        for (Param param : params) {
            if (!param.options()) {
                ordered.add(param);
            }
        }
        // Results that are written to come first, as in C++: the rest may have defaults.
        ordered.sort((a, b) -> Boolean.compare(b.argument().out(), a.argument().out()));
        for (Param param : params) {
            if (param.options()) {
                ordered.add(order == Order.OPTIONS_FIRST ? 0 : ordered.size(), param);
            }
        }
        return ordered;
    }

    String declaredType(Param param) {
        List<Param> ordered = declared();
        int i = ordered.indexOf(param);
        boolean last = order != Order.LAMBDA && i == ordered.size() - 1;
        // f(int high, int... size) beside f(int low, int high, int... size) could not be called.
        boolean afterNumber = i > 0
                && List.of("int", "float", "Scalar")
                        .contains(ordered.get(i - 1).type().base());
        boolean afterList = i > 0 && ordered.get(i - 1).type().list();
        return JavaType.of(param, style, last && (!afterNumber || afterList));
    }

    String declaration(String optionsClass) {
        String list = declared().stream()
                .map(param -> declaredType(param) + " " + param.javaName())
                .collect(Collectors.joining(", "));
        if (order != Order.LAMBDA) {
            return list;
        }
        return (list.isEmpty() ? "" : list + ", ") + "Consumer<OpOptions." + optionsClass + "> options";
    }

    /** The name with the erased types: what must differ between two methods of a class. */
    String signature(String optionsClass) {
        String types = declared().stream()
                .map(param -> JavaType.erased(declaredType(param)))
                .collect(Collectors.joining(","));
        return javaName() + "(" + types + (order == Order.LAMBDA ? ",Consumer" : "") + ")";
    }
}
