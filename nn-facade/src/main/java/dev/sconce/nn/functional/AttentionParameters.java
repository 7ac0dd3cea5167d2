package dev.sconce.nn.functional;

import dev.sconce.torch.Tensor;
import org.jspecify.annotations.Nullable;

/** The weights and options of {@link AttentionFunctions#multiHeadAttentionForward}. */
public final class AttentionParameters {
    final long embedDim;
    final long numHeads;
    final Tensor outProjWeight;

    @Nullable
    Tensor inProjWeight;

    @Nullable
    Tensor inProjBias;

    @Nullable
    Tensor biasK;

    @Nullable
    Tensor biasV;

    boolean addZeroAttn;
    double dropoutP;

    @Nullable
    Tensor outProjBias;

    boolean training = true;

    @Nullable
    Tensor keyPaddingMask;

    boolean needWeights = true;

    @Nullable
    Tensor attnMask;

    boolean useSeparateProjWeight;

    @Nullable
    Tensor qProjWeight;

    @Nullable
    Tensor kProjWeight;

    @Nullable
    Tensor vProjWeight;

    @Nullable
    Tensor staticK;

    @Nullable
    Tensor staticV;

    boolean averageAttnWeights = true;
    boolean isCausal;

    /**
     * Begins with what is required.
     *
     * @param embedDim the number of features that the query must have
     * @param numHeads the number of heads
     * @param outProjWeight the weight of the last projection
     */
    public AttentionParameters(long embedDim, long numHeads, Tensor outProjWeight) {
        this.embedDim = embedDim;
        this.numHeads = numHeads;
        this.outProjWeight = outProjWeight;
    }

    /**
     * The weight of the projections of query, key and value, one below the other.
     *
     * @param inProjWeight null by default
     * @return this
     */
    public AttentionParameters inProjWeight(@Nullable Tensor inProjWeight) {
        this.inProjWeight = inProjWeight;
        return this;
    }

    /**
     * The bias of the projections of query, key and value.
     *
     * @param inProjBias null by default
     * @return this
     */
    public AttentionParameters inProjBias(@Nullable Tensor inProjBias) {
        this.inProjBias = inProjBias;
        return this;
    }

    /**
     * What is added to the keys as one more place.
     *
     * @param biasK null by default
     * @return this
     */
    public AttentionParameters biasK(@Nullable Tensor biasK) {
        this.biasK = biasK;
        return this;
    }

    /**
     * What is added to the values as one more place.
     *
     * @param biasV null by default
     * @return this
     */
    public AttentionParameters biasV(@Nullable Tensor biasV) {
        this.biasV = biasV;
        return this;
    }

    /**
     * Whether a place of zeros is added.
     *
     * @param addZeroAttn false by default
     * @return this
     */
    public AttentionParameters addZeroAttn(boolean addZeroAttn) {
        this.addZeroAttn = addZeroAttn;
        return this;
    }

    /**
     * The probability of dropout of the attention.
     *
     * @param dropoutP 0 by default
     * @return this
     */
    public AttentionParameters dropoutP(double dropoutP) {
        this.dropoutP = dropoutP;
        return this;
    }

    /**
     * The bias of the last projection.
     *
     * @param outProjBias null by default
     * @return this
     */
    public AttentionParameters outProjBias(@Nullable Tensor outProjBias) {
        this.outProjBias = outProjBias;
        return this;
    }

    /**
     * Whether to drop out.
     *
     * @param training true by default
     * @return this
     */
    public AttentionParameters training(boolean training) {
        this.training = training;
        return this;
    }

    /**
     * Which keys do not count.
     *
     * @param keyPaddingMask null by default
     * @return this
     */
    public AttentionParameters keyPaddingMask(@Nullable Tensor keyPaddingMask) {
        this.keyPaddingMask = keyPaddingMask;
        return this;
    }

    /**
     * Whether to return the attention too.
     *
     * @param needWeights true by default
     * @return this
     */
    public AttentionParameters needWeights(boolean needWeights) {
        this.needWeights = needWeights;
        return this;
    }

    /**
     * Which pairs of places do not count.
     *
     * @param attnMask null by default
     * @return this
     */
    public AttentionParameters attnMask(@Nullable Tensor attnMask) {
        this.attnMask = attnMask;
        return this;
    }

    /**
     * Whether the three projections have weights of their own.
     *
     * @param useSeparateProjWeight false by default
     * @return this
     */
    public AttentionParameters useSeparateProjWeight(boolean useSeparateProjWeight) {
        this.useSeparateProjWeight = useSeparateProjWeight;
        return this;
    }

    /**
     * The weight of the query's projection.
     *
     * @param qProjWeight null by default
     * @return this
     */
    public AttentionParameters qProjWeight(@Nullable Tensor qProjWeight) {
        this.qProjWeight = qProjWeight;
        return this;
    }

    /**
     * The weight of the key's projection.
     *
     * @param kProjWeight null by default
     * @return this
     */
    public AttentionParameters kProjWeight(@Nullable Tensor kProjWeight) {
        this.kProjWeight = kProjWeight;
        return this;
    }

    /**
     * The weight of the value's projection.
     *
     * @param vProjWeight null by default
     * @return this
     */
    public AttentionParameters vProjWeight(@Nullable Tensor vProjWeight) {
        this.vProjWeight = vProjWeight;
        return this;
    }

    /**
     * Projected keys, in place of those of the key.
     *
     * @param staticK null by default
     * @return this
     */
    public AttentionParameters staticK(@Nullable Tensor staticK) {
        this.staticK = staticK;
        return this;
    }

    /**
     * Projected values, in place of those of the value.
     *
     * @param staticV null by default
     * @return this
     */
    public AttentionParameters staticV(@Nullable Tensor staticV) {
        this.staticV = staticV;
        return this;
    }

    /**
     * Whether the attention of the heads is averaged.
     *
     * @param averageAttnWeights true by default
     * @return this
     */
    public AttentionParameters averageAttnWeights(boolean averageAttnWeights) {
        this.averageAttnWeights = averageAttnWeights;
        return this;
    }

    /**
     * A hint that the mask is causal.
     *
     * @param isCausal false by default
     * @return this
     */
    public AttentionParameters isCausal(boolean isCausal) {
        this.isCausal = isCausal;
        return this;
    }
}
