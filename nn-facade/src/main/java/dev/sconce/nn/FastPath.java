package dev.sconce.nn;

import dev.sconce.nn.functional.AttentionOutput;
import dev.sconce.torch.Autograd;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The fused kernels that Python takes for attention in evaluation: when they serve, and how they are called. They change
 * results in the last digits, and where a mask hides whole rows, so that they must be taken exactly when Python does.
 */
final class FastPath {
    private FastPath() {}

    /** The conditions of {@code MultiheadAttention.forward}. */
    static boolean serves(MultiheadAttention attention, Tensor query, Tensor key, Tensor value) {
        Parameter weight = attention.inProjWeight;
        Parameter bias = attention.inProjBias;
        return query.dim() == 3
                && query == key
                && key == value
                && weight != null
                && bias != null
                && query.dtype() == weight.dtype()
                && query.dtype() == bias.dtype()
                && !attention.isTraining()
                && attention.numHeads % 2 == 0
                && attention.batchFirst
                && attention.biasK == null
                && attention.biasV == null
                && !attention.addZeroAttn
                && isWithoutGrad(query, weight, bias, attention.outProj.weight, attention.outProj.bias);
    }

    /** Whether nothing would be recorded. */
    static boolean isWithoutGrad(@Nullable Tensor... tensors) {
        if (!Autograd.isEnabled()) {
            return true;
        }
        for (Tensor tensor : tensors) {
            if (tensor != null && tensor.requiresGrad()) {
                return false;
            }
        }
        return true;
    }

    private record Mask(@Nullable Tensor tensor, @Nullable Long type) {}

    /** {@code MultiheadAttention.merge_masks}: type 1 is a padding mask, type 2 a mask of pairs. */
    private static Mask merge(long heads, @Nullable Tensor mask, @Nullable Tensor paddingMask, Tensor query) {
        if (mask == null) {
            return new Mask(paddingMask, paddingMask == null ? null : 1L);
        }
        long batch = query.size(0);
        long length = query.size(1);
        Tensor expanded = mask.dim() == 3
                ? mask.view(batch, -1, length, length)
                : mask.view(1, 1, length, length).expand(batch, heads, -1, -1);
        return new Mask(
                paddingMask == null
                        ? expanded
                        : expanded.add(paddingMask.view(batch, 1, 1, length).expand(-1, heads, -1, -1)),
                2L);
    }

    static AttentionOutput attend(
            MultiheadAttention attention,
            Tensor query,
            @Nullable Tensor mask,
            @Nullable Tensor paddingMask,
            boolean needWeights,
            boolean average) {
        Mask merged = merge(attention.numHeads, mask, paddingMask, query);
        List<?> result = (List<?>) Objects.requireNonNull(Torch.call(
                "aten::_native_multi_head_attention",
                query,
                query,
                query,
                attention.embedDim,
                attention.numHeads,
                attention.inProjWeight,
                attention.inProjBias,
                attention.outProj.weight,
                attention.outProj.bias,
                merged.tensor(),
                needWeights,
                average,
                merged.type()));
        return new AttentionOutput(
                (Tensor) Objects.requireNonNull(result.get(0)), needWeights ? (Tensor) result.get(1) : null);
    }

    static Tensor encode(
            TransformerEncoderLayer layer, Tensor src, @Nullable Tensor mask, @Nullable Tensor paddingMask) {
        MultiheadAttention attention = layer.selfAttn;
        Mask merged = merge(attention.numHeads, mask, paddingMask, src);
        return (Tensor) Objects.requireNonNull(Torch.call(
                "aten::_transformer_encoder_layer_fwd",
                src,
                attention.embedDim,
                attention.numHeads,
                attention.inProjWeight,
                attention.inProjBias,
                attention.outProj.weight,
                attention.outProj.bias,
                layer.activationReluOrGelu == TransformerEncoderLayer.GELU,
                layer.normFirst,
                layer.norm1.eps,
                layer.norm1.weight,
                layer.norm1.bias,
                layer.norm2.weight,
                layer.norm2.bias,
                layer.linear1.weight,
                layer.linear1.bias,
                layer.linear2.weight,
                layer.linear2.bias,
                merged.tensor(),
                merged.type()));
    }
}
