package dev.sconce.nn.summary;

import java.util.ArrayList;
import java.util.List;

/** Writes a tree of modules in the language of Graphviz. */
final class DotWriter {
    private final List<String> lines = new ArrayList<>();

    private DotWriter() {}

    static String write(ModuleNode root) {
        DotWriter writer = new DotWriter();
        writer.lines.add("digraph model {");
        writer.lines.add("  rankdir=LR;");
        writer.lines.add("  node [shape=box, fontname=\"sans-serif\", fontsize=10];");
        writer.add(root);
        writer.lines.add("}");
        return String.join("\n", writer.lines) + "\n";
    }

    private void add(ModuleNode node) {
        if (!node.isShared()) {
            String params = node.paramsLabel();
            String label = quoted(node.type()) + (params.isEmpty() ? "" : "\\n" + params);
            lines.add("  m" + node.id() + " [label=\"" + label + "\"];");
        }
        for (ModuleNode child : node.children()) {
            add(child);
            lines.add("  m" + node.id() + " -> m" + child.id() + " [label=\"" + quoted(child.name()) + "\"];");
        }
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
