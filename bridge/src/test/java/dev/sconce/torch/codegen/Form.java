package dev.sconce.torch.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        String name = method || schema.inPython() ? schema.base() : owner.withoutPrefix(schema.base());
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

    /** Whether it has every parameter of the schema, as the schema declares them. */
    boolean isComplete() {
        List<Param> all = new ArrayList<>(Param.of(schema));
        all.removeIf(param -> method && param.self());
        return style == JavaType.Style.CANONICAL && order == Order.PLAIN && params.equals(all);
    }

    String declaredType(Param param) {
        List<Param> ordered = declared();
        int i = ordered.indexOf(param);
        boolean last = order != Order.LAMBDA && i == ordered.size() - 1;
        return JavaType.of(param, style, last && mayBeVarargs(i == 0 ? null : ordered.get(i - 1), param));
    }

    /**
     * Whether single numbers may be given for a list: not where they could be meant for a parameter before or after it.
     *
     * @param before the parameter before, or null
     */
    private boolean mayBeVarargs(Param before, Param param) {
        // f(int high, int... size) beside f(int low, int high, int... size) could not be called.
        boolean afterNumber = before != null
                && !before.type().list()
                && List.of("int", "float", "Scalar").contains(before.type().base());
        // max_pool3d(x, 3, 2, 1) means a kernel, a stride and a padding.
        boolean sized = param.type().length() > 0 && !param.isDims();
        boolean moreMayFollow = Param.of(schema).stream().anyMatch(other -> !other.required() && !other.options());
        return !afterNumber && !(sized && moreMayFollow);
    }

    /** Whether a call of this form could be meant otherwise: std(0, 1) would be read as two dimensions. */
    boolean misleading() {
        List<Param> ordered = declared();
        for (int i = 0; i + 1 < ordered.size(); i++) {
            boolean single = style == JavaType.Style.SINGLE && ordered.get(i).isDims();
            if (single
                    && List.of("int", "float", "Scalar")
                            .contains(ordered.get(i + 1).type().base())) {
                return true;
            }
        }
        return order == Order.OPTIONS_FIRST
                && !declaredType(ordered.get(ordered.size() - 1)).endsWith("...");
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
    String signature() {
        Stream<String> types = declared().stream().map(param -> JavaType.erased(declaredType(param)));
        Stream<String> lambda = order == Order.LAMBDA ? Stream.of("Consumer") : Stream.of();
        return javaName() + Stream.concat(types, lambda).collect(Collectors.joining(",", "(", ")"));
    }
}
