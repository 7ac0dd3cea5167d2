package dev.sconce.torch.codegen;

/**
 * What a call passes for a parameter.
 *
 * @param param the parameter
 * @param java a Java expression of the declared type
 * @param maybeNull whether the expression may be null when the program runs
 */
record Value(Param param, String java, boolean maybeNull) {
    static Value given(Param param, String variable, JavaType.Style style) {
        SchemaType type = param.type();
        if (style == JavaType.Style.SINGLE && param.takesSingle()) {
            return new Value(param, "new long[] {" + JavaType.repeated(variable, type) + "}", false);
        }
        boolean primitive = style.primitive() && (type.is("int") || type.is("float"));
        return new Value(param, variable, type.optional() && !primitive);
    }

    static Value byDefault(Param param) {
        return new Value(param, param.options() ? "null" : JavaType.literal(param.argument()), false);
    }

    boolean isNull() {
        return java.equals("null");
    }
}
