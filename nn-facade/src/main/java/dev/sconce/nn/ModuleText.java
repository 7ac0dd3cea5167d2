package dev.sconce.nn;

import dev.sconce.nn.Registry.Entry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How modules are printed, as {@code Module.__repr__}. */
final class ModuleText {
    private ModuleText() {}

    static String of(Module module) {
        String extra = module.extraRepr();
        List<String> extraLines = extra.isEmpty() ? List.of() : List.of(extra.split("\n", -1));
        List<String> childLines = new ArrayList<>();
        for (Entry entry : module.registry().entries()) {
            if (entry.kind == Registry.Kind.MODULE) {
                childLines.add("(" + entry.name + "): " + indent(text(entry.module())));
            }
        }
        return of(module.getName(), extraLines, childLines);
    }

    static String text(@Nullable Module module) {
        return module == null ? "None" : module.toString();
    }

    static String of(String name, List<String> extraLines, List<String> childLines) {
        if (extraLines.isEmpty() && childLines.isEmpty()) {
            return name + "()";
        }
        if (extraLines.size() == 1 && childLines.isEmpty()) {
            return name + "(" + extraLines.get(0) + ")";
        }
        List<String> lines = new ArrayList<>(extraLines);
        lines.addAll(childLines);
        return name + "(\n  " + String.join("\n  ", lines) + "\n)";
    }

    /** Moves all lines but the first two spaces to the right; blank ones become empty. */
    private static String indent(String text) {
        String[] lines = text.split("\n", -1);
        for (int i = 1; i < lines.length; i++) {
            lines[i] = lines[i].isBlank() ? "" : "  " + lines[i];
        }
        return String.join("\n", lines);
    }
}
