package dev.sconce.nn.summary;

import java.util.ArrayList;
import java.util.List;

/** Draws a tree of modules: a line of text for each, lines from parents to children. Lengths are in pixels. */
final class SvgWriter {
    private static final int LINE_HEIGHT = 22;
    private static final int INDENT = 24;
    private static final int MARGIN = 12;
    private static final int TEXT_BASE = 5;

    /** What a character of 13 pixels takes in a sans-serif font, rather too much than too little. */
    private static final double CHARACTER_WIDTH = 7.5;

    private final List<String> lines = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private int rows;
    private double width;

    private SvgWriter() {}

    static String write(ModuleNode root) {
        SvgWriter writer = new SvgWriter();
        writer.add(root, 0);
        long width = Math.round(writer.width + MARGIN);
        long height = (long) writer.rows * LINE_HEIGHT + 2 * MARGIN;
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height
                + "\" font-family=\"sans-serif\" font-size=\"13\">\n"
                + "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
                + "<g stroke=\"#999\" fill=\"none\">\n" + String.join("\n", writer.lines) + "\n</g>\n"
                + String.join("\n", writer.texts) + "\n</svg>\n";
    }

    /** Returns the height of the row's middle. */
    private int add(ModuleNode node, int depth) {
        int y = MARGIN + rows * LINE_HEIGHT + LINE_HEIGHT / 2;
        int x = MARGIN + depth * INDENT;
        rows++;
        String remark = node.isShared() ? "shared" : node.paramsLabel();
        texts.add("<text x=\"" + x + "\" y=\"" + (y + TEXT_BASE) + "\">" + escaped(node.label())
                + (remark.isEmpty() ? "" : " <tspan fill=\"#888\">" + escaped(remark) + "</tspan>") + "</text>");
        width = Math.max(width, x + (node.label().length() + remark.length() + 1) * CHARACTER_WIDTH);
        int stem = x + INDENT / 4;
        for (ModuleNode child : node.children()) {
            int childY = add(child, depth + 1);
            int from = y + LINE_HEIGHT / 2;
            lines.add("<path d=\"M" + stem + " " + from + "V" + childY + "H" + (x + INDENT - 3) + "\"/>");
        }
        return y;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
