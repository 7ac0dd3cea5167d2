package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Autograd;
import dev.sconce.torch.Tensor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One layer of a transformer's encoder: self-attention and two linear layers, each with dropout, a shortcut
 * and normalization.
 *
 * <p>Input and output {@code (L, N, E)}, or with the batch first, or without {@code N}.
 */
public class TransformerEncoderLayer extends Module {
    static final int OTHER = 0;
    static final int RELU = 1;
    static final int GELU = 2;

    /** The attention of the input to itself. */
    @RegisteredAs("self_attn")
    public MultiheadAttention selfAttn;

    /** The first linear layer. */
    public Linear linear1;

    /** The dropout between the linear layers. */
    public Dropout dropout;

    /** The second linear layer. */
    public Linear linear2;

    /** Whether normalization comes first. */
    public final boolean normFirst;

    /** The first normalization. */
    public LayerNorm norm1;

    /** The second normalization. */
    public LayerNorm norm2;

    /** The dropout after the self-attention. */
    public Dropout dropout1;

    /** The dropout after the linear layers. */
    public Dropout dropout2;

    /** Whether the activation is one that the fast path knows: 1 for relu, 2 for gelu, 0 for another. */
    public final int activationReluOrGelu;

    private final transient UnaryOperator<Tensor> activation;

    /**
     * Makes a layer.
     *
     * @param dModel the number of features
     * @param nhead the number of heads
     */
    public TransformerEncoderLayer(long dModel, long nhead) {
        this(dModel, nhead, options -> {});
    }

    /**
     * Makes a layer.
     *
     * @param dModel the number of features
     * @param nhead the number of heads
     * @param dimFeedforward the number of features between the linear layers
     */
    public TransformerEncoderLayer(long dModel, long nhead, long dimFeedforward) {
        this(dModel, nhead, options -> options.dimFeedforward(dimFeedforward));
    }

    /**
     * Makes a layer.
     *
     * @param dModel the number of features
     * @param nhead the number of heads
     * @param options dimFeedforward, dropout, activation, layerNormEps, batchFirst, normFirst, bias, dtype, device
     */
    public TransformerEncoderLayer(long dModel, long nhead, Consumer<TransformerLayerOptions> options) {
        this(dModel, nhead, TransformerLayerOptions.of(options));
    }

    TransformerEncoderLayer(long dModel, long nhead, TransformerLayerOptions chosen) {
        selfAttn = chosen.attention(dModel, nhead);

        linear1 = chosen.linear(dModel, chosen.dimFeedforward);
        dropout = new Dropout(chosen.dropout);
        linear2 = chosen.linear(chosen.dimFeedforward, dModel);
        normFirst = chosen.normFirst;
        norm1 = chosen.norm(dModel);
        norm2 = chosen.norm(dModel);

        dropout1 = new Dropout(chosen.dropout);
        dropout2 = new Dropout(chosen.dropout);

        activation = chosen.activation;
        activationReluOrGelu = chosen.activationKind;
        if (chosen.activationModule != null) {
            addModule("activation", chosen.activationModule);
        }
    }

    private Tensor attend(Tensor x, @Nullable Tensor mask, @Nullable Tensor paddingMask, boolean causal) {
        return dropout1.call(selfAttn.call(x, x, x, o -> o.attnMask(mask)
                        .keyPaddingMask(paddingMask)
                        .needWeights(false)
                        .isCausal(causal))
                .output());
    }

    private Tensor feedForward(Tensor x) {
        Tensor between = dropout.call(activation.apply(linear1.call(x)));
        return dropout2.call(linear2.call(between));
    }

    /**
     * Encodes without masks.
     *
     * @param src the input
     * @return the output
     */
    public final Tensor call(Tensor src) {
        return call(src, null, null, false);
    }

    /**
     * Encodes.
     *
     * @param src the input
     * @param srcMask which pairs of places do not count, or null
     * @param srcKeyPaddingMask which places do not count, or null
     * @param isCausal a hint that the mask is causal
     * @return the output
     */
    public final Tensor call(
            Tensor src, @Nullable Tensor srcMask, @Nullable Tensor srcKeyPaddingMask, boolean isCausal) {
        return Untyped.cast(callAny(Arguments.of(src, srcMask, srcKeyPaddingMask, isCausal)));
    }

    @Override
    Object forwardAny(Arguments arguments) {
        Tensor src = arguments.get(0, "src", null);
        Tensor mask = F.canonicalMask(arguments.get(1, "src_mask", null), "src_mask", src.dtype());
        Tensor padding =
                F.canonicalMask(arguments.get(2, "src_key_padding_mask", null), "src_key_padding_mask", src.dtype());
        boolean causal = arguments.<Boolean>get(3, "is_causal", false);
        if (servesFastPath(src)) {
            return FastPath.encode(this, src, mask, padding);
        }
        if (normFirst) {
            Tensor x = src.add(attend(norm1.call(src), mask, padding, causal));
            return x.add(feedForward(norm2.call(x)));
        }
        Tensor x = norm1.call(src.add(attend(src, mask, padding, causal)));
        return norm2.call(x.add(feedForward(x)));
    }

    private boolean servesFastPath(Tensor src) {
        if (src.dim() != 3 || isTraining() || !selfAttn.batchFirst || selfAttn.inProjBias == null) {
            return false;
        }
        return selfAttn.sameDims()
                && activationReluOrGelu != OTHER
                && norm1.eps == norm2.eps
                && selfAttn.numHeads % 2 == 0
                && modules().stream().noneMatch(Module::hasForwardHooks)
                && FastPath.isWithoutGrad(src)
                && (!Autograd.isEnabled() || parameters().stream().noneMatch(Tensor::requiresGrad));
    }
}
