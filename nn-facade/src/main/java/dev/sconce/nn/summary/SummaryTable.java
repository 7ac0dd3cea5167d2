package dev.sconce.nn.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints a {@link Summary} in the form of torchinfo. */
final class SummaryTable {
    private static final int LEAST_NAME_WIDTH = 40;
    private static final int INDENT = 5;

    private final Summary summary;
    private final SummaryOptions options;
    private final List<SummaryRow> shown;
    private final int nameWidth;

    SummaryTable(Summary summary, SummaryOptions options) {
        this.summary = summary;
        this.options = options;
        this.shown = summary.rows().stream()
                .filter(row -> row.depth() <= options.depth && !(options.hideRecursiveLayers && row.isRecursive()))
                .toList();
        int widest = summary.rows().stream()
                .mapToInt(row -> title(row).length() + INDENT * row.depth() + 1)
                .max()
                .orElse(0);
        this.nameWidth = widest < LEAST_NAME_WIDTH ? LEAST_NAME_WIDTH : (widest + INDENT - 1) / INDENT * INDENT;
    }

    String text() {
        String line = "=".repeat(nameWidth + options.columnWidth * options.columns.size());
        List<String> lines = new ArrayList<>();
        lines.add(line);
        lines.add(row(
                header(), options.columns.stream().map(column -> column.title).toList()));
        lines.add(line);
        for (SummaryRow row : shown) {
            boolean childrenHidden = row.depth() == options.depth;
            lines.add(row(
                    layer(row),
                    options.columns.stream()
                            .map(column -> column.of(row, childrenHidden, summary.totalParams()))
                            .toList()));
        }
        lines.add(line);
        lines.add("Total params: " + Column.grouped(summary.totalParams()));
        lines.add("Trainable params: " + Column.grouped(summary.trainableParams()));
        lines.add("Non-trainable params: " + Column.grouped(summary.totalParams() - summary.trainableParams()));
        lines.add("Total mult-adds" + readable(summary.totalMultAdds()));
        lines.add(line);
        long total = summary.inputBytes() + summary.forwardBackwardBytes() + summary.paramBytes();
        lines.add("Input size (MB): " + megabytes(summary.inputBytes()));
        lines.add("Forward/backward pass size (MB): " + megabytes(summary.forwardBackwardBytes()));
        lines.add("Params size (MB): " + megabytes(summary.paramBytes()));
        lines.add("Estimated Total Size (MB): " + megabytes(total));
        lines.add(line);
        return String.join("\n", lines);
    }

    private String header() {
        return options.varNames ? "Layer (type (var_name):depth-idx)" : "Layer (type:depth-idx)";
    }

    // Such as "│    └─Conv2d: 2-1"
    private String layer(SummaryRow row) {
        if (row.depth() == 0) {
            return title(row);
        }
        String bar = options.asciiOnly ? "|    " : "│    ";
        String end = options.asciiOnly ? "+ " : row.depth() == 1 ? "├─" : "└─";
        return bar.repeat(row.depth() - 1) + end + title(row);
    }

    private String title(SummaryRow row) {
        return row.type()
                + (options.varNames ? " (" + row.name() + ")" : "")
                + (row.depth() == 0 ? "" : ": " + row.depth() + "-" + row.index());
    }

    private String row(String layer, List<String> cells) {
        StringBuilder row = new StringBuilder(pad(layer, nameWidth));
        cells.forEach(cell -> row.append(pad(cell, options.columnWidth)));
        return row.toString().stripTrailing();
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length())) + " ";
    }

    private static String readable(long number) {
        double[] sizes = {1e12, 1e9, 1e6, 1e3};
        String[] units = {"T", "G", "M", "k"};
        for (int i = 0; i < sizes.length; i++) {
            if (number >= sizes[i]) {
                return " (" + units[i] + "): " + String.format(Locale.ROOT, "%.2f", number / sizes[i]);
            }
        }
        return ": " + number;
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.2f", bytes / 1e6);
    }
}
