package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.nn.init.Init;
import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A table of which bags of rows are summed, averaged or maximized, without making the rows in between.
 *
 * <p>Arguments of {@code call}: indices {@code (B, N)}, or {@code (N)} with offsets {@code (B)}; offsets or null; factors of
 * the indices or null. The output is {@code (B, embeddingDim)}. State: {@code weight} of shape
 * {@code (numEmbeddings, embeddingDim)}.
 */
public class EmbeddingBag extends Module3<Tensor, @Nullable Tensor, @Nullable Tensor, Tensor> {
    /** The number of rows. */
    public final long numEmbeddings;

    /** The length of a row. */
    public final long embeddingDim;

    /** The norm to which longer rows are shortened, or null. */
    public @Nullable Double maxNorm;

    /** The norm. */
    public double normType;

    /** Whether gradients are divided by how often a row occurs in the batch. */
    public boolean scaleGradByFreq;

    /** What becomes of a bag. */
    public String mode;

    /** Whether the gradient of the table is a sparse tensor. */
    public boolean sparse;

    /** Whether the offsets end with the number of indices. */
    public boolean includeLastOffset;

    /** The row that does not count, or null. */
    public final @Nullable Long paddingIdx;

    /** The table. */
    public Parameter weight;

    /**
     * Makes a table.
     *
     * @param numEmbeddings the number of rows
     * @param embeddingDim the length of a row
     */
    public EmbeddingBag(long numEmbeddings, long embeddingDim) {
        this(numEmbeddings, embeddingDim, options -> {});
    }

    /**
     * Makes a table.
     *
     * @param numEmbeddings the number of rows
     * @param embeddingDim the length of a row
     * @param options maxNorm, normType, scaleGradByFreq, mode, sparse, includeLastOffset, paddingIdx, weight, dtype, device
     */
    public EmbeddingBag(long numEmbeddings, long embeddingDim, Consumer<Options> options) {
        Options chosen = new Options();
        options.accept(chosen);
        this.numEmbeddings = numEmbeddings;
        this.embeddingDim = embeddingDim;
        this.maxNorm = chosen.maxNorm;
        this.normType = chosen.normType;
        this.scaleGradByFreq = chosen.scaleGradByFreq;
        this.paddingIdx = Embedding.position(chosen.paddingIdx, numEmbeddings, "padding_idx");
        this.mode = chosen.mode;
        this.sparse = chosen.sparse;
        this.includeLastOffset = chosen.includeLastOffset;
        Tensor given = chosen.weight;
        if (given == null) {
            weight = chosen.factory().parameter(numEmbeddings, embeddingDim);
            resetParameters();
        } else {
            Embedding.checkTable(given, numEmbeddings, embeddingDim);
            weight = new Parameter(given);
        }
    }

    /** Draws the table from the standard normal distribution, with the padding row zero. */
    public void resetParameters() {
        Init.normal_(weight);
        Embedding.clearPadding(weight, paddingIdx);
    }

    /**
     * Runs the forward pass on bags of one size.
     *
     * @param input indices of shape {@code (B, N)}
     * @return the bags
     */
    public final Tensor call(Tensor input) {
        return Untyped.cast(callAny(Arguments.of(input)));
    }

    /**
     * Runs the forward pass on bags of any size.
     *
     * @param input indices of shape {@code (N)}
     * @param offsets where each bag begins
     * @return the bags
     */
    public final Tensor call(Tensor input, @Nullable Tensor offsets) {
        return Untyped.cast(callAny(Arguments.of(input, offsets)));
    }

    @Override
    protected Tensor forward(Tensor input, @Nullable Tensor offsets, @Nullable Tensor perSampleWeights) {
        return F.embeddingBag(
                input,
                weight,
                offsets,
                maxNorm,
                normType,
                scaleGradByFreq,
                mode,
                sparse,
                perSampleWeights,
                includeLastOffset,
                paddingIdx);
    }

    @Override
    @Nullable
    Object forwardAny(Arguments arguments) {
        return forward(
                arguments.get(0, "input", null),
                arguments.get(1, "offsets", null),
                arguments.get(2, "per_sample_weights", null));
    }

    @Override
    public String extraRepr() {
        return numEmbeddings + ", " + embeddingDim
                + (maxNorm != null ? ", max_norm=" + PyText.repr(maxNorm) : "")
                + (normType != 2 ? ", norm_type=" + PyText.repr(normType) : "")
                + (scaleGradByFreq ? ", scale_grad_by_freq=True" : "") + ", mode=" + PyText.repr(mode)
                + (paddingIdx != null ? ", padding_idx=" + paddingIdx : "");
    }

    /** Options of a table. */
    public static final class Options extends FactoryOptions<Options> {
        @Nullable
        Double maxNorm;

        double normType = 2;
        boolean scaleGradByFreq = false;
        String mode = "mean";
        boolean sparse = false;
        boolean includeLastOffset = false;

        @Nullable
        Long paddingIdx;

        @Nullable
        Tensor weight;

        private Options() {}

        /**
         * The norm to which longer rows are shortened when they are used.
         *
         * @param maxNorm the value; null by default
         * @return this
         */
        public Options maxNorm(double maxNorm) {
            return maxNorm((Double) maxNorm);
        }

        /**
         * The norm to which longer rows are shortened when they are used.
         *
         * @param maxNorm the value; null by default
         * @return this
         */
        public Options maxNorm(@Nullable Double maxNorm) {
            this.maxNorm = maxNorm;
            return this;
        }

        /**
         * The norm.
         *
         * @param normType the value; {@code 2} by default
         * @return this
         */
        public Options normType(double normType) {
            this.normType = normType;
            return this;
        }

        /**
         * Whether gradients are divided by how often a row occurs in the batch.
         *
         * @param scaleGradByFreq the value; {@code false} by default
         * @return this
         */
        public Options scaleGradByFreq(boolean scaleGradByFreq) {
            this.scaleGradByFreq = scaleGradByFreq;
            return this;
        }

        /**
         * What becomes of a bag.
         *
         * @param mode {@code mean} (default), {@code sum} or {@code max}
         * @return this
         */
        public Options mode(String mode) {
            this.mode = mode;
            return this;
        }

        /**
         * Whether the gradient of the table is a sparse tensor.
         *
         * @param sparse the value; {@code false} by default
         * @return this
         */
        public Options sparse(boolean sparse) {
            this.sparse = sparse;
            return this;
        }

        /**
         * Whether the offsets end with the number of indices.
         *
         * @param includeLastOffset the value; {@code false} by default
         * @return this
         */
        public Options includeLastOffset(boolean includeLastOffset) {
            this.includeLastOffset = includeLastOffset;
            return this;
        }

        /**
         * The row that does not count and gets no gradient.
         *
         * @param paddingIdx the value; null by default
         * @return this
         */
        public Options paddingIdx(long paddingIdx) {
            return paddingIdx((Long) paddingIdx);
        }

        /**
         * The row that does not count and gets no gradient.
         *
         * @param paddingIdx the value; null by default
         * @return this
         */
        public Options paddingIdx(@Nullable Long paddingIdx) {
            this.paddingIdx = paddingIdx;
            return this;
        }

        /**
         * The table itself, for one that is not drawn.
         *
         * @param weight the value; null by default
         * @return this
         */
        public Options weight(@Nullable Tensor weight) {
            this.weight = weight;
            return this;
        }
    }
}
