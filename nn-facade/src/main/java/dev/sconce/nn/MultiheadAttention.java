package dev.sconce.nn;

import dev.sconce.nn.functional.AttentionOutput;
import dev.sconce.nn.functional.AttentionParameters;
import dev.sconce.nn.functional.F;
import dev.sconce.nn.init.Init;
import dev.sconce.torch.Tensor;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Attention of several heads, with learned projections before and after it.
 *
 * <p>Query {@code (L, N, E)}, keys and values {@code (S, N, E)}, or with the batch first, or without {@code N}. State:
 * {@code in_proj_weight} of shape {@code (3E, E)} (or {@code q_proj_weight}, {@code k_proj_weight} and
 * {@code v_proj_weight} if keys or values have other numbers of features), {@code in_proj_bias}, {@code out_proj.weight},
 * {@code out_proj.bias}, and perhaps {@code bias_k} and {@code bias_v}.
 *
 * <pre>{@code
 * var attention = new MultiheadAttention(16, 4, a -> a.batchFirst(true));
 * Tensor output = attention.call(x, x, x, c -> c.needWeights(false).attnMask(mask)).output();
 * }</pre>
 */
public class MultiheadAttention extends Module {
    /** The number of features. */
    public final long embedDim;

    /** The number of heads. */
    public final long numHeads;

    /** The number of features of a head. */
    public final long headDim;

    /** The number of features of the keys. */
    public final long kdim;

    /** The number of features of the values. */
    public final long vdim;

    /** The probability of dropout of the attention. */
    public double dropout;

    /** Whether the batch comes first. */
    public final boolean batchFirst;

    /** Whether a place of zeros is added. */
    public final boolean addZeroAttn;

    /** The weight of the query's projection, or null if there is one for all. */
    @RegisteredAs("q_proj_weight")
    public @Nullable Parameter qProjWeight;

    /** The weight of the keys' projection, or null if there is one for all. */
    @RegisteredAs("k_proj_weight")
    public @Nullable Parameter kProjWeight;

    /** The weight of the values' projection, or null if there is one for all. */
    @RegisteredAs("v_proj_weight")
    public @Nullable Parameter vProjWeight;

    /** The weight of all three projections, or null. */
    @RegisteredAs("in_proj_weight")
    public @Nullable Parameter inProjWeight;

    /** The bias of all three projections, or null. */
    @RegisteredAs("in_proj_bias")
    public @Nullable Parameter inProjBias;

    /** The last projection. */
    @RegisteredAs("out_proj")
    public Linear outProj;

    /** The learned key, or null. */
    @RegisteredAs("bias_k")
    public @Nullable Parameter biasK;

    /** The learned value, or null. */
    @RegisteredAs("bias_v")
    public @Nullable Parameter biasV;

    /**
     * Makes a layer.
     *
     * @param embedDim the number of features; the number of heads divides it
     * @param numHeads the number of heads
     */
    public MultiheadAttention(long embedDim, long numHeads) {
        this(embedDim, numHeads, options -> {});
    }

    /**
     * Makes a layer.
     *
     * @param embedDim the number of features; the number of heads divides it
     * @param numHeads the number of heads
     * @param options dropout, bias, addBiasKv, addZeroAttn, kdim, vdim, batchFirst, dtype, device
     */
    public MultiheadAttention(long embedDim, long numHeads, Consumer<Options> options) {
        Options chosen = new Options();
        options.accept(chosen);
        if (embedDim <= 0 || numHeads <= 0) {
            throw new IllegalArgumentException("embed_dim and num_heads must be greater than 0, got embed_dim="
                    + embedDim + " and num_heads=" + numHeads + " instead");
        }
        this.embedDim = embedDim;
        this.numHeads = numHeads;
        this.headDim = embedDim / numHeads;
        this.kdim = chosen.kdim == null ? embedDim : chosen.kdim;
        this.vdim = chosen.vdim == null ? embedDim : chosen.vdim;
        this.dropout = chosen.dropout;
        this.batchFirst = chosen.batchFirst;
        this.addZeroAttn = chosen.addZeroAttn;
        if (headDim * numHeads != embedDim) {
            throw new IllegalArgumentException("embed_dim must be divisible by num_heads");
        }
        TensorFactory factory = chosen.factory();
        if (sameDims()) {
            inProjWeight = factory.parameter(3 * embedDim, embedDim);
        } else {
            qProjWeight = factory.parameter(embedDim, embedDim);
            kProjWeight = factory.parameter(embedDim, kdim);
            vProjWeight = factory.parameter(embedDim, vdim);
        }
        if (chosen.bias) {
            inProjBias = factory.parameter(3 * embedDim);
        }
        outProj = new NonDynamicallyQuantizableLinear(embedDim, embedDim, linear -> linear.bias(chosen.bias)
                .device(factory.device())
                .dtype(factory.dtype()));
        if (chosen.addBiasKv) {
            biasK = factory.parameter(1, 1, embedDim);
            biasV = factory.parameter(1, 1, embedDim);
        }
        resetParameters();
    }

    /** Whether keys and values have as many features as the query, so that one weight serves all. */
    final boolean sameDims() {
        return kdim == embedDim && vdim == embedDim;
    }

    /** Draws the parameters again. */
    public final void resetParameters() {
        for (Parameter weight : new Parameter[] {inProjWeight, qProjWeight, kProjWeight, vProjWeight}) {
            if (weight != null) {
                Init.xavierUniform_(weight);
            }
        }
        if (inProjBias != null) {
            Init.constant_(inProjBias, 0.0);
            Init.constant_(Objects.requireNonNull(outProj.bias), 0.0);
        }
        if (biasK != null && biasV != null) {
            Init.xavierNormal_(biasK);
            Init.xavierNormal_(biasV);
        }
    }

    /**
     * Attends without masks, and returns the attention too.
     *
     * @param query the queries
     * @param key the keys
     * @param value the values
     * @return the attended values, and the attention averaged over the heads
     */
    public final AttentionOutput call(Tensor query, Tensor key, Tensor value) {
        return call(query, key, value, options -> {});
    }

    /**
     * Attends.
     *
     * @param query the queries
     * @param key the keys
     * @param value the values
     * @param options keyPaddingMask, needWeights, attnMask, averageAttnWeights, isCausal
     * @return the attended values, and the attention if it is asked for
     */
    public final AttentionOutput call(Tensor query, Tensor key, Tensor value, Consumer<AttentionCallOptions> options) {
        AttentionCallOptions chosen = new AttentionCallOptions();
        options.accept(chosen);
        return Untyped.cast(callAny(new Arguments(List.of(query, key, value), chosen.kwargs())));
    }

    @Override
    Object forwardAny(Arguments arguments) {
        Tensor query = arguments.get(0, "query", null);
        Tensor key = arguments.get(1, "key", null);
        Tensor value = arguments.get(2, "value", null);
        Tensor attnMask = arguments.get(5, "attn_mask", null);
        Tensor paddingMask = arguments.get(3, "key_padding_mask", null);
        boolean needWeights = arguments.<Boolean>get(4, "need_weights", true);
        boolean average = arguments.<Boolean>get(6, "average_attn_weights", true);
        boolean causal = arguments.<Boolean>get(7, "is_causal", false);
        DerivedTensors.refresh(outProj); // its weight is read here and it is never called
        boolean floatMask = (attnMask != null && attnMask.dtype().isFloatingPoint())
                || (paddingMask != null && paddingMask.dtype().isFloatingPoint());
        paddingMask = F.canonicalMask(paddingMask, "key_padding_mask", query.dtype());
        attnMask = F.canonicalMask(attnMask, "attn_mask", query.dtype());
        if (!floatMask && FastPath.serves(this, query, key, value)) {
            return FastPath.attend(this, query, attnMask, paddingMask, needWeights, average);
        }
        boolean swap = batchFirst && query.dim() == 3;
        AttentionParameters parameters = attentionParameters()
                .keyPaddingMask(paddingMask)
                .needWeights(needWeights)
                .attnMask(attnMask)
                .averageAttnWeights(average)
                .isCausal(causal);
        if (!swap) {
            return F.multiHeadAttentionForward(query, key, value, parameters);
        }
        Tensor q = query.transpose(1, 0);
        Tensor k = key == query ? q : key.transpose(1, 0);
        Tensor v = value == key ? k : value.transpose(1, 0);
        AttentionOutput output = F.multiHeadAttentionForward(q, k, v, parameters);
        return new AttentionOutput(output.output().transpose(1, 0), output.weights());
    }

    private AttentionParameters attentionParameters() {
        return new AttentionParameters(embedDim, numHeads, outProj.weight)
                .inProjWeight(inProjWeight)
                .inProjBias(inProjBias)
                .biasK(biasK)
                .biasV(biasV)
                .addZeroAttn(addZeroAttn)
                .dropoutP(dropout)
                .outProjBias(outProj.bias)
                .training(isTraining())
                .useSeparateProjWeight(!sameDims())
                .qProjWeight(qProjWeight)
                .kProjWeight(kProjWeight)
                .vProjWeight(vProjWeight);
    }

    /** Options of an attention. */
    public static final class Options extends FactoryOptions<Options> {
        double dropout = 0;
        boolean bias = true;
        boolean addBiasKv = false;
        boolean addZeroAttn = false;

        @Nullable
        Long kdim;

        @Nullable
        Long vdim;

        boolean batchFirst = false;

        private Options() {}

        /**
         * The probability of dropout of the attention.
         *
         * @param dropout the value; {@code 0} by default
         * @return this
         */
        public Options dropout(double dropout) {
            this.dropout = dropout;
            return this;
        }

        /**
         * Whether the projections add something.
         *
         * @param bias the value; {@code true} by default
         * @return this
         */
        public Options bias(boolean bias) {
            this.bias = bias;
            return this;
        }

        /**
         * Whether a learned place is added to keys and values.
         *
         * @param addBiasKv the value; {@code false} by default
         * @return this
         */
        public Options addBiasKv(boolean addBiasKv) {
            this.addBiasKv = addBiasKv;
            return this;
        }

        /**
         * Whether a place of zeros is added to keys and values.
         *
         * @param addZeroAttn the value; {@code false} by default
         * @return this
         */
        public Options addZeroAttn(boolean addZeroAttn) {
            this.addZeroAttn = addZeroAttn;
            return this;
        }

        /**
         * The number of features of the keys.
         *
         * @param kdim the value; null by default
         * @return this
         */
        public Options kdim(long kdim) {
            return kdim((Long) kdim);
        }

        /**
         * The number of features of the keys.
         *
         * @param kdim the value; null by default
         * @return this
         */
        public Options kdim(@Nullable Long kdim) {
            this.kdim = kdim;
            return this;
        }

        /**
         * The number of features of the values.
         *
         * @param vdim the value; null by default
         * @return this
         */
        public Options vdim(long vdim) {
            return vdim((Long) vdim);
        }

        /**
         * The number of features of the values.
         *
         * @param vdim the value; null by default
         * @return this
         */
        public Options vdim(@Nullable Long vdim) {
            this.vdim = vdim;
            return this;
        }

        /**
         * Whether input and output are of shape {@code (N, L, E)} and not {@code (L, N, E)}.
         *
         * @param batchFirst the value; {@code false} by default
         * @return this
         */
        public Options batchFirst(boolean batchFirst) {
            this.batchFirst = batchFirst;
            return this;
        }
    }
}
