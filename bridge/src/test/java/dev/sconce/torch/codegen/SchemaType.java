package dev.sconce.torch.codegen;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A type of the schema language, such as {@code Tensor(a!)}, {@code SymInt[2]?} or {@code Tensor?[]}.
 *
 * @param base the name, {@code SymInt} read as {@code int}: Java has no symbolic numbers
 * @param list whether it is a list of the base type
 * @param length the length that a list must have, where a single number stands for that many; 0 if any
 * @param optional whether None is allowed in its place
 * @param optionalElements whether None is allowed in a list
 * @param written whether the callee writes to it
 */
record SchemaType(String base, boolean list, int length, boolean optional, boolean optionalElements, boolean written) {
    private static final Pattern FORM = Pattern.compile("(\\w+)(\\([^)]*\\))?(\\?)?(\\[(\\d*)\\])?(\\?)?");

    static SchemaType parse(String text) {
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException("Not a schema type: " + text);
        }
        String base = m.group(1).equals("SymInt") ? "int" : m.group(1);
        boolean list = m.group(4) != null;
        int length = list && !m.group(5).isEmpty() ? Integer.parseInt(m.group(5)) : 0;
        boolean inner = m.group(3) != null;
        boolean written = m.group(2) != null && m.group(2).contains("!");
        return new SchemaType(base, list, length, list ? m.group(6) != null : inner, list && inner, written);
    }

    boolean is(String name) {
        return base.equals(name) && !list;
    }

    boolean isList(String name) {
        return base.equals(name) && list;
    }
}
