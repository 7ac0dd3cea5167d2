package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.nn.init.Init;
import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A table whose rows are looked up by their numbers: an input of any shape {@code (*)} of integers becomes
 * {@code (*, embeddingDim)}.
 *
 * <p>State: {@code weight} of shape {@code (numEmbeddings, embeddingDim)}, drawn from the standard normal distribution.
 */
public class Embedding extends Layer {
    /** The number of rows. */
    public final long numEmbeddings;

    /** The length of a row. */
    public final long embeddingDim;

    /** The row that gets no gradient, or null. */
    public final @Nullable Long paddingIdx;

    /** The norm to which longer rows are shortened, or null. */
    public @Nullable Double maxNorm;

    /** The norm. */
    public double normType;

    /** Whether gradients are divided by how often a row occurs in the batch. */
    public boolean scaleGradByFreq;

    /** Whether the gradient of the table is a sparse tensor. */
    public boolean sparse;

    /** The table. */
    public Parameter weight;

    /**
     * Makes a table.
     *
     * @param numEmbeddings the number of rows
     * @param embeddingDim the length of a row
     */
    public Embedding(long numEmbeddings, long embeddingDim) {
        this(numEmbeddings, embeddingDim, options -> {});
    }

    /**
     * Makes a table.
     *
     * @param numEmbeddings the number of rows
     * @param embeddingDim the length of a row
     * @param options paddingIdx, maxNorm, normType, scaleGradByFreq, sparse, weight, freeze, dtype, device
     */
    public Embedding(long numEmbeddings, long embeddingDim, Consumer<Options> options) {
        Options chosen = new Options();
        options.accept(chosen);
        this.numEmbeddings = numEmbeddings;
        this.embeddingDim = embeddingDim;
        this.paddingIdx = position(chosen.paddingIdx, numEmbeddings, "Padding_idx");
        this.maxNorm = chosen.maxNorm;
        this.normType = chosen.normType;
        this.scaleGradByFreq = chosen.scaleGradByFreq;
        this.sparse = chosen.sparse;
        Tensor given = chosen.weight;
        if (given == null) {
            weight = chosen.factory().parameter(numEmbeddings, embeddingDim).requiresGrad_(!chosen.freeze);
            resetParameters();
        } else {
            checkTable(given, numEmbeddings, embeddingDim);
            weight = new Parameter(given, !chosen.freeze);
        }
    }

    /**
     * Makes a table of given rows, which gets no gradient ({@code from_pretrained}).
     *
     * @param embeddings the rows, of two dimensions
     * @return the layer
     */
    public static Embedding fromPretrained(Tensor embeddings) {
        return fromPretrained(embeddings, options -> {});
    }

    /**
     * Makes a table of given rows ({@code from_pretrained}).
     *
     * @param embeddings the rows, of two dimensions
     * @param options as for the constructor; {@code freeze} is true by default here
     * @return the layer
     */
    public static Embedding fromPretrained(Tensor embeddings, Consumer<Options> options) {
        if (embeddings.dim() != 2) {
            throw new IllegalArgumentException("Embeddings parameter is expected to be 2-dimensional");
        }
        Consumer<Options> defaults = chosen -> chosen.freeze(true).weight(embeddings);
        return new Embedding(embeddings.size(0), embeddings.size(1), defaults.andThen(options));
    }

    static @Nullable Long position(@Nullable Long paddingIdx, long rows, String name) {
        if (paddingIdx == null) {
            return null;
        }
        if (paddingIdx >= rows || paddingIdx < -rows) {
            throw new IllegalArgumentException(name + " must be within num_embeddings");
        }
        return paddingIdx < 0 ? rows + paddingIdx : paddingIdx;
    }

    static void checkTable(Tensor given, long numEmbeddings, long embeddingDim) {
        if (!Arrays.equals(given.shape(), new long[] {numEmbeddings, embeddingDim})) {
            throw new IllegalArgumentException("Shape of weight does not match num_embeddings and embedding_dim");
        }
    }

    /** Draws the table from the standard normal distribution, with the padding row zero. */
    public void resetParameters() {
        Init.normal_(weight);
        clearPadding(weight, paddingIdx);
    }

    static void clearPadding(Parameter weight, @Nullable Long paddingIdx) {
        if (paddingIdx != null) {
            try (var scope = new TensorScope();
                    var noGrad = Torch.noGrad()) {
                weight.select(0, paddingIdx).fill_(0);
            }
        }
    }

    @Override
    protected Tensor forward(Tensor input) {
        return F.embedding(input, weight, paddingIdx, maxNorm, normType, scaleGradByFreq, sparse);
    }

    @Override
    public String extraRepr() {
        return numEmbeddings + ", " + embeddingDim
                + (paddingIdx != null ? ", padding_idx=" + paddingIdx : "")
                + (maxNorm != null ? ", max_norm=" + PyText.repr(maxNorm) : "")
                + (normType != 2 ? ", norm_type=" + PyText.repr(normType) : "")
                + (scaleGradByFreq ? ", scale_grad_by_freq=True" : "")
                + (sparse ? ", sparse=True" : "");
    }

    /** Options of a table. */
    public static final class Options extends FactoryOptions<Options> {
        @Nullable
        Long paddingIdx;

        @Nullable
        Double maxNorm;

        double normType = 2;
        boolean scaleGradByFreq = false;
        boolean sparse = false;

        @Nullable
        Tensor weight;

        boolean freeze = false;

        private Options() {}

        /**
         * The row that gets no gradient and begins as zeros.
         *
         * @param paddingIdx the value; null by default
         * @return this
         */
        public Options paddingIdx(long paddingIdx) {
            return paddingIdx((Long) paddingIdx);
        }

        /**
         * The row that gets no gradient and begins as zeros.
         *
         * @param paddingIdx the value; null by default
         * @return this
         */
        public Options paddingIdx(@Nullable Long paddingIdx) {
            this.paddingIdx = paddingIdx;
            return this;
        }

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
         * The table itself, for one that is not drawn.
         *
         * @param weight the value; null by default
         * @return this
         */
        public Options weight(@Nullable Tensor weight) {
            this.weight = weight;
            return this;
        }

        /**
         * Whether the table gets no gradient.
         *
         * @param freeze the value; {@code false} by default
         * @return this
         */
        public Options freeze(boolean freeze) {
            this.freeze = freeze;
            return this;
        }
    }
}
