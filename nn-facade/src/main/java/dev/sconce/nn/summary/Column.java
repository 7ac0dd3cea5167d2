package dev.sconce.nn.summary;

import java.util.List;
import java.util.Locale;

/** A column of a {@link Summary} after the layers' names ({@code col_names} of torchinfo). */
public enum Column {
    /** The shape of the first tensor that a layer takes. */
    INPUT_SIZE("Input Shape") {
        @Override
        String of(SummaryRow row, boolean childrenHidden, long totalParams) {
            return shape(row.inputShape());
        }
    },
    /** The shape of the first tensor that a layer returns. */
    OUTPUT_SIZE("Output Shape") {
        @Override
        String of(SummaryRow row, boolean childrenHidden, long totalParams) {
            return shape(row.outputShape());
        }
    },
    /**
     * The number of a layer's parameters: of a container, of those that are in none of its rows. In parentheses if none of
     * them is learned.
     */
    NUM_PARAMS("Param #") {
        @Override
        String of(SummaryRow row, boolean childrenHidden, long totalParams) {
            if (row.params() == 0) {
                return NOTHING;
            }
            if (row.isRecursive()) {
                return "(recursive)";
            }
            long count = counted(row, childrenHidden);
            if (count == 0) {
                return NOTHING;
            }
            return row.trainableParams() == 0 ? "(" + grouped(count) + ")" : grouped(count);
        }
    },
    /** What part of all parameters that is. */
    PARAMS_PERCENT("Param %") {
        @Override
        String of(SummaryRow row, boolean childrenHidden, long totalParams) {
            if (totalParams > 0 && row.isRecursive()) {
                return "(recursive)";
            }
            long count = counted(row, childrenHidden);
            return count == 0 ? "     " + NOTHING : String.format(Locale.ROOT, "%6.2f%%", 100.0 * count / totalParams);
        }
    },
    /** The size of a layer's kernel. */
    KERNEL_SIZE("Kernel Shape") {
        @Override
        String of(SummaryRow row, boolean childrenHidden, long totalParams) {
            return row.kernelSize().isEmpty() ? NOTHING : row.kernelSize();
        }
    },
    /** The multiplications with additions of a layer's call; of a container, where the layers in it are not shown. */
    MULT_ADDS("Mult-Adds") {
        @Override
        String of(SummaryRow row, boolean childrenHidden, long totalParams) {
            long count = childrenHidden ? row.multAddsWithin() : row.multAdds();
            return count == 0 ? NOTHING : grouped(count);
        }
    },
    /** Whether a layer's parameters are learned. */
    TRAINABLE("Trainable") {
        @Override
        String of(SummaryRow row, boolean childrenHidden, long totalParams) {
            if (row.params() == 0) {
                return NOTHING;
            }
            if (row.trainableParams() == 0) {
                return "False";
            }
            return row.trainableParams() == row.params() ? "True" : "Partial";
        }
    };

    private static final String NOTHING = "--";

    final String title;

    Column(String title) {
        this.title = title;
    }

    /** The text of a row; a row whose children are not shown speaks for them too. */
    abstract String of(SummaryRow row, boolean childrenHidden, long totalParams);

    private static long counted(SummaryRow row, boolean childrenHidden) {
        return row.isLeaf() || childrenHidden ? row.params() : row.leftoverParams();
    }

    private static String shape(List<Long> shape) {
        return shape.isEmpty() ? NOTHING : shape.toString();
    }

    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
