package dev.sconce.nn.summary;

import dev.sconce.nn.Module;

/** The tree of a model's modules as a drawing: each with its class, its name and the number of its parameters. */
public final class ModuleDrawing {
    private ModuleDrawing() {}

    /**
     * The tree in the language of Graphviz, for {@code dot -Tsvg}. A module that is in several places is one node.
     *
     * @param model the model
     * @return a {@code digraph}
     */
    public static String dot(Module model) {
        return DotWriter.write(ModuleNode.of(model));
    }

    /**
     * The tree as a picture: an indented list with lines, which needs no other program. A module that is in several places
     * is drawn in each, and is marked.
     *
     * @param model the model
     * @return an SVG document
     */
    public static String svg(Module model) {
        return SvgWriter.write(ModuleNode.of(model));
    }
}
