package dev.sconce.nn.summary;

import dev.sconce.nn.Module;
import dev.sconce.nn.Parameter;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * A module in a drawing.
 *
 * @param id a number for each module, the same in all its places
 * @param name its name in its parent; empty for the model
 * @param type the name of its class, with what it prints of its options
 * @param params the number of its parameters and of those in it
 * @param isShared whether it was drawn before
 * @param children what is in it; nothing where it was drawn before
 */
record ModuleNode(int id, String name, String type, long params, boolean isShared, List<ModuleNode> children) {
    private static final int LONGEST_TEXT = 60;

    static ModuleNode of(Module model) {
        return of("", model, new IdentityHashMap<>());
    }

    private static ModuleNode of(String name, Module module, IdentityHashMap<Module, Integer> ids) {
        Integer known = ids.get(module);
        int id = known == null ? ids.size() : known;
        ids.put(module, id);
        List<ModuleNode> children = new ArrayList<>();
        if (known == null) {
            module.namedModules("", false).forEach((path, child) -> {
                if (!path.isEmpty() && path.indexOf('.') < 0) {
                    children.add(of(path, child, ids));
                }
            });
        }
        long params = module.parameters().stream().mapToLong(Parameter::numel).sum();
        return new ModuleNode(id, name, typeOf(module), params, known != null, children);
    }

    /** A module without children is printed on one line with its options; of another, the first line has its class. */
    private static String typeOf(Module module) {
        String text = module.toString();
        if (text.indexOf('\n') < 0 && text.length() <= LONGEST_TEXT) {
            return text;
        }
        return text.substring(0, Math.max(0, text.indexOf('(')));
    }

    /** The name and the class, as in Python's text: {@code (fc): Linear(...)}. */
    String label() {
        return name.isEmpty() ? type : "(" + name + "): " + type;
    }

    String paramsLabel() {
        return params == 0 ? "" : Column.grouped(params) + " params";
    }
}
