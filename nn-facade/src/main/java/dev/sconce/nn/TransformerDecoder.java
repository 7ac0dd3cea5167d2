package dev.sconce.nn;

import dev.sconce.torch.Tensor;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Several equal decoder layers, one after another. */
public class TransformerDecoder extends Module {
    /** The layers. */
    public ModuleList<TransformerDecoderLayer> layers;

    /** The number of layers. */
    public final int numLayers;

    /** The normalization at the end, or null. */
    public @Nullable Layer norm;

    /**
     * Makes a decoder without normalization at the end.
     *
     * @param decoderLayer the layer, which is copied
     * @param numLayers the number of layers
     */
    public TransformerDecoder(TransformerDecoderLayer decoderLayer, int numLayers) {
        this(decoderLayer, numLayers, null);
    }

    /**
     * Makes a decoder.
     *
     * @param decoderLayer the layer, which is copied
     * @param numLayers the number of layers
     * @param norm the normalization at the end, or null
     */
    public TransformerDecoder(TransformerDecoderLayer decoderLayer, int numLayers, @Nullable Layer norm) {
        this.layers = new ModuleList<>(List.of());
        for (int i = 0; i < numLayers; i++) {
            layers.append(ModuleCopy.of(decoderLayer));
        }
        this.numLayers = numLayers;
        this.norm = norm;
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
        Boolean given = arguments.get(6, "tgt_is_causal", null);
        boolean memoryCausal = arguments.<Boolean>get(7, "memory_is_causal", false);
        long length = CausalMask.length(tgt, layers.get(0).selfAttn.batchFirst);
        boolean causal = CausalMask.detect(mask, given, length);
        Tensor output = tgt;
        for (TransformerDecoderLayer layer : layers) {
            output = layer.call(output, memory, o -> o.tgtMask(mask)
                    .memoryMask(memoryMask)
                    .tgtKeyPaddingMask(padding)
                    .memoryKeyPaddingMask(memoryPadding)
                    .tgtIsCausal(causal)
                    .memoryIsCausal(memoryCausal));
        }
        return norm == null ? output : norm.call(output);
    }
}
