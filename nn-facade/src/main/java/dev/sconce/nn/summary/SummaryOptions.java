package dev.sconce.nn.summary;

import dev.sconce.torch.DType;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Options of {@link Summary}. */
public final class SummaryOptions {
    int depth = 3;
    int columnWidth = 25;
    boolean varNames = false;
    boolean asciiOnly = false;
    boolean hideRecursiveLayers = false;
    List<Column> columns = List.of(Column.OUTPUT_SIZE, Column.NUM_PARAMS);
    DType dtype = DType.FLOAT32;

    private SummaryOptions() {}

    static SummaryOptions of(Consumer<SummaryOptions> options) {
        SummaryOptions chosen = new SummaryOptions();
        options.accept(chosen);
        return chosen;
    }

    /**
     * How deep to print; what is deeper counts in the sums all the same.
     *
     * @param depth 3 by default, 1 or more
     * @return this
     */
    public SummaryOptions depth(int depth) {
        this.depth = depth;
        return this;
    }

    /**
     * How wide the columns after the first are.
     *
     * @param columnWidth 25 characters by default
     * @return this
     */
    public SummaryOptions columnWidth(int columnWidth) {
        this.columnWidth = columnWidth;
        return this;
    }

    /**
     * Whether the names that layers have in their parents are printed too.
     *
     * @param varNames false by default
     * @return this
     */
    public SummaryOptions varNames(boolean varNames) {
        this.varNames = varNames;
        return this;
    }

    /**
     * Whether the tree is drawn with characters of ASCII.
     *
     * @param asciiOnly false by default
     * @return this
     */
    public SummaryOptions asciiOnly(boolean asciiOnly) {
        this.asciiOnly = asciiOnly;
        return this;
    }

    /**
     * Whether a layer that was called before has no row.
     *
     * @param hideRecursiveLayers false by default
     * @return this
     */
    public SummaryOptions hideRecursiveLayers(boolean hideRecursiveLayers) {
        this.hideRecursiveLayers = hideRecursiveLayers;
        return this;
    }

    /**
     * What is printed of each layer.
     *
     * @param columns output size and parameters by default
     * @return this
     */
    public SummaryOptions columns(Column... columns) {
        this.columns = List.copyOf(Arrays.asList(columns));
        return this;
    }

    /**
     * The dtype of the inputs that are made from shapes.
     *
     * @param dtype float32 by default; an integer type for a model that begins with an embedding
     * @return this
     */
    public SummaryOptions dtype(DType dtype) {
        this.dtype = dtype;
        return this;
    }
}
