package dev.sconce.torch.codegen;

import java.util.Set;
import javax.lang.model.SourceVersion;

/** Python's names in Java: camel case, with the trailing underscore of in-place ops kept. */
final class JavaName {
    /** Methods without arguments that every Java object has and no class may redefine. */
    private static final Set<String> FINAL_IN_OBJECT = Set.of("wait", "notify", "notifyAll", "getClass");

    private JavaName() {}

    /** {@code index_add_} becomes {@code indexAdd_}; what Java does not allow gets {@code Value} at its end. */
    static String ofMember(String python) {
        boolean inPlace = python.endsWith("_");
        String name = camel(inPlace ? python.substring(0, python.length() - 1) : python);
        if (SourceVersion.isKeyword(name) || FINAL_IN_OBJECT.contains(name)) {
            name += "Value";
        }
        return inPlace ? name + "_" : name;
    }

    /** {@code scale_grad_by_freq} becomes {@code scaleGradByFreq}, {@code LU} becomes {@code lu}. */
    static String ofVariable(String python) {
        String name = camel(python);
        if (name.chars().allMatch(Character::isUpperCase)) {
            name = name.toLowerCase(java.util.Locale.ROOT);
        }
        name = Character.toLowerCase(name.charAt(0)) + name.substring(1);
        return SourceVersion.isKeyword(name) ? name + "Value" : name;
    }

    static String capitalized(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /** {@code index_add.out} becomes {@code INDEX_ADD__OUT}. */
    static String ofConstant(String schemaName) {
        return schemaName.replace(".", "__").toUpperCase(java.util.Locale.ROOT);
    }

    private static String camel(String python) {
        StringBuilder name = new StringBuilder();
        boolean upper = false;
        for (int i = 0; i < python.length(); i++) {
            char c = python.charAt(i);
            if (c == '_') {
                upper = name.length() > 0;
            } else {
                name.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return name.toString();
    }
}
