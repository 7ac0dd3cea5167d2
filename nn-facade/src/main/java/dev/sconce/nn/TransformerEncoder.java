package dev.sconce.nn;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Autograd;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Several equal encoder layers, one after another. */
public class TransformerEncoder extends Module {
    /** The layers. */
    public ModuleList<TransformerEncoderLayer> layers;

    /** The number of layers. */
    public final int numLayers;

    /** The normalization at the end, or null. */
    public @Nullable Layer norm;

    /** Whether padded input may be packed in evaluation. */
    public final boolean enableNestedTensor;

    /** Whether padded input is packed in evaluation: as {@link #enableNestedTensor}, if the layers allow it. */
    public final boolean useNestedTensor;

    /** Whether padded input is packed only after a look at the mask: padding must stand at the end. */
    public final boolean maskCheck;

    /**
     * Makes an encoder without normalization at the end.
     *
     * @param encoderLayer the layer, which is copied
     * @param numLayers the number of layers
     */
    public TransformerEncoder(TransformerEncoderLayer encoderLayer, int numLayers) {
        this(encoderLayer, numLayers, null);
    }

    /**
     * Makes an encoder.
     *
     * @param encoderLayer the layer, which is copied
     * @param numLayers the number of layers
     * @param norm the normalization at the end, or null
     */
    public TransformerEncoder(TransformerEncoderLayer encoderLayer, int numLayers, @Nullable Layer norm) {
        this(encoderLayer, numLayers, norm, true);
    }

    /**
     * Makes an encoder.
     *
     * @param encoderLayer the layer, which is copied
     * @param numLayers the number of layers
     * @param norm the normalization at the end, or null
     * @param enableNestedTensor whether padded input may be packed in evaluation
     */
    public TransformerEncoder(
            TransformerEncoderLayer encoderLayer, int numLayers, @Nullable Layer norm, boolean enableNestedTensor) {
        this(encoderLayer, numLayers, norm, enableNestedTensor, true);
    }

    /**
     * Makes an encoder.
     *
     * @param encoderLayer the layer, which is copied
     * @param numLayers the number of layers
     * @param norm the normalization at the end, or null
     * @param enableNestedTensor whether padded input may be packed in evaluation
     * @param maskCheck whether it is packed only if the padding stands at the end; without the check it must
     */
    public TransformerEncoder(
            TransformerEncoderLayer encoderLayer,
            int numLayers,
            @Nullable Layer norm,
            boolean enableNestedTensor,
            boolean maskCheck) {
        this.layers = new ModuleList<>(List.of());
        for (int i = 0; i < numLayers; i++) {
            layers.append(ModuleCopy.of(encoderLayer));
        }
        this.numLayers = numLayers;
        this.norm = norm;
        this.enableNestedTensor = enableNestedTensor;
        this.maskCheck = maskCheck;
        MultiheadAttention attention = encoderLayer.selfAttn;
        this.useNestedTensor = enableNestedTensor
                && !encoderLayer.normFirst
                && attention.batchFirst
                && attention.sameDims()
                && attention.inProjBias != null
                && encoderLayer.activationReluOrGelu != TransformerEncoderLayer.OTHER
                && encoderLayer.norm1.eps == encoderLayer.norm2.eps
                && attention.numHeads % 2 == 0;
    }

    /**
     * Encodes without masks.
     *
     * @param src the input
     * @return the output
     */
    public final Tensor call(Tensor src) {
        return call(src, null, null, null);
    }

    /**
     * Encodes.
     *
     * @param src the input
     * @param mask which pairs of places do not count, or null
     * @param srcKeyPaddingMask which places do not count, or null
     * @param isCausal a hint that the mask is causal; null to find out
     * @return the output
     */
    public final Tensor call(
            Tensor src, @Nullable Tensor mask, @Nullable Tensor srcKeyPaddingMask, @Nullable Boolean isCausal) {
        return Untyped.cast(callAny(Arguments.of(src, mask, srcKeyPaddingMask, isCausal)));
    }

    @Override
    Object forwardAny(Arguments arguments) {
        Tensor src = arguments.get(0, "src", null);
        Tensor mask = F.canonicalMask(arguments.get(1, "mask", null), "mask", src.dtype());
        Tensor padding =
                F.canonicalMask(arguments.get(2, "src_key_padding_mask", null), "src_key_padding_mask", src.dtype());
        Boolean given = arguments.get(3, "is_causal", null);
        Tensor output = src;
        boolean nested = padding != null && mask == null && servesNested(src, padding);
        Tensor layerPadding = padding;
        if (nested && padding != null) {
            output = (Tensor) Objects.requireNonNull(
                    Torch.call("aten::_nested_tensor_from_mask", src, padding.logicalNot(), false));
            layerPadding = null;
        }
        long length = CausalMask.length(src, layers.get(0).selfAttn.batchFirst);
        boolean causal = CausalMask.detect(mask, given, length);
        for (TransformerEncoderLayer layer : layers) {
            output = layer.call(output, mask, layerPadding, causal);
        }
        if (nested) {
            output = output.toPaddedTensor(0.0, src.shape());
        }
        return norm == null ? output : norm.call(output);
    }

    private boolean servesNested(Tensor src, Tensor padding) {
        TransformerEncoderLayer first = layers.get(0);
        return useNestedTensor
                && !first.isTraining()
                && src.dim() == 3
                && (!Autograd.isEnabled()
                        || (!src.requiresGrad() && first.parameters().stream().noneMatch(Tensor::requiresGrad)))
                && (!maskCheck || isLeftAligned(src, padding));
    }

    private static boolean isLeftAligned(Tensor src, Tensor padding) {
        return Boolean.TRUE.equals(
                Torch.call("aten::_nested_tensor_from_mask_left_aligned", src, padding.logicalNot()));
    }
}
