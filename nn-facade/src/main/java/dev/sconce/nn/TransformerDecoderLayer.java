package dev.sconce.nn;

import dev.sconce.torch.Tensor;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One layer of a transformer's decoder: self-attention, attention to the encoder's output and two linear layers, each with dropout, a shortcut
 * and normalization.
 *
 * <p>Input and output {@code (L, N, E)}, or with the batch first, or without {@code N}.
 */
public class TransformerDecoderLayer extends Module {
    /** The attention of the input to itself. */
    @RegisteredAs("self_attn")
    public MultiheadAttention selfAttn;

    /** The attention of the targets to the memory. */
    @RegisteredAs("multihead_attn")
    public MultiheadAttention multiheadAttn;

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

    /** The third normalization. */
    public LayerNorm norm3;

    /** The dropout after the self-attention. */
    public Dropout dropout1;

    /** The dropout after the other attention. */
    public Dropout dropout2;

    /** The dropout after the linear layers. */
    public Dropout dropout3;

    private final transient UnaryOperator<Tensor> activation;

    /**
     * Makes a layer.
     *
     * @param dModel the number of features
     * @param nhead the number of heads
     */
    public TransformerDecoderLayer(long dModel, long nhead) {
        this(dModel, nhead, options -> {});
    }

    /**
     * Makes a layer.
     *
     * @param dModel the number of features
     * @param nhead the number of heads
     * @param dimFeedforward the number of features between the linear layers
     */
    public TransformerDecoderLayer(long dModel, long nhead, long dimFeedforward) {
        this(dModel, nhead, options -> options.dimFeedforward(dimFeedforward));
    }

    /**
     * Makes a layer.
     *
     * @param dModel the number of features
     * @param nhead the number of heads
     * @param options dimFeedforward, dropout, activation, layerNormEps, batchFirst, normFirst, bias, dtype, device
     */
    public TransformerDecoderLayer(long dModel, long nhead, Consumer<TransformerLayerOptions> options) {
        this(dModel, nhead, TransformerLayerOptions.of(options));
    }

    TransformerDecoderLayer(long dModel, long nhead, TransformerLayerOptions chosen) {
        selfAttn = chosen.attention(dModel, nhead);
        multiheadAttn = chosen.attention(dModel, nhead);
        linear1 = chosen.linear(dModel, chosen.dimFeedforward);
        dropout = new Dropout(chosen.dropout);
        linear2 = chosen.linear(chosen.dimFeedforward, dModel);
        normFirst = chosen.normFirst;
        norm1 = chosen.norm(dModel);
        norm2 = chosen.norm(dModel);
        norm3 = chosen.norm(dModel);
        dropout1 = new Dropout(chosen.dropout);
        dropout2 = new Dropout(chosen.dropout);
        dropout3 = new Dropout(chosen.dropout);
        activation = chosen.activation;
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
        return dropout3.call(linear2.call(between));
    }

    private Tensor attendToMemory(
            Tensor x, Tensor memory, @Nullable Tensor mask, @Nullable Tensor paddingMask, boolean causal) {
        return dropout2.call(multiheadAttn
                .call(x, memory, memory, o -> o.attnMask(mask)
                        .keyPaddingMask(paddingMask)
                        .needWeights(false)
                        .isCausal(causal))
                .output());
    }

    /**
     * Decodes without masks.
     *
     * @param tgt the targets
     * @param memory the encoder's output
     * @return the output
     */
    public final Tensor call(Tensor tgt, Tensor memory) {
        return call(tgt, memory, options -> {});
    }

    /**
     * Decodes.
     *
     * @param tgt the targets
     * @param memory the encoder's output
     * @param options the masks and hints
     * @return the output
     */
    public final Tensor call(Tensor tgt, Tensor memory, Consumer<TransformerMasks> options) {
        TransformerMasks chosen = new TransformerMasks();
        options.accept(chosen);
        return Untyped.cast(callAny(new Arguments(List.of(tgt, memory), chosen.kwargs())));
    }

    @Override
    Object forwardAny(Arguments arguments) {
        Tensor tgt = arguments.get(0, "tgt", null);
        Tensor memory = arguments.get(1, "memory", null);
        Tensor mask = arguments.get(2, "tgt_mask", null);
        Tensor memoryMask = arguments.get(3, "memory_mask", null);
        Tensor padding = arguments.get(4, "tgt_key_padding_mask", null);
        Tensor memoryPadding = arguments.get(5, "memory_key_padding_mask", null);
        boolean causal = arguments.<Boolean>get(6, "tgt_is_causal", false);
        boolean memoryCausal = arguments.<Boolean>get(7, "memory_is_causal", false);
        if (normFirst) {
            Tensor x = tgt.add(attend(norm1.call(tgt), mask, padding, causal));
            x = x.add(attendToMemory(norm2.call(x), memory, memoryMask, memoryPadding, memoryCausal));
            return x.add(feedForward(norm3.call(x)));
        }
        Tensor x = norm1.call(tgt.add(attend(tgt, mask, padding, causal)));
        x = norm2.call(x.add(attendToMemory(x, memory, memoryMask, memoryPadding, memoryCausal)));
        return norm3.call(x.add(feedForward(x)));
    }
}
