package dev.sconce.nn.functional;

import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.NnOps;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import dev.sconce.torch.TorchException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run of {@code multi_head_attention_forward}, in upstream's order. */
final class MultiHeadAttentionForward {
    private final AttentionParameters p;
    private final long heads;

    MultiHeadAttentionForward(AttentionParameters parameters) {
        this.p = parameters;
        this.heads = parameters.numHeads;
    }

    private record Projected(Tensor query, Tensor key, Tensor value) {}

    AttentionOutput run(Tensor query, Tensor key, Tensor value) {
        boolean batched = checkShapes(query, key, value);
        if (batched) {
            return runBatched(query, key, value, p.keyPaddingMask);
        }
        // Equal tensors are three from here on, as in Python, so that they are projected apart.
        Tensor mask = p.keyPaddingMask == null ? null : p.keyPaddingMask.unsqueeze(0);
        AttentionOutput output = runBatched(query.unsqueeze(1), key.unsqueeze(1), value.unsqueeze(1), mask);
        Tensor weights = output.weights();
        return new AttentionOutput(output.output().squeeze(1), weights == null ? null : weights.squeeze(0));
    }

    private AttentionOutput runBatched(Tensor query, Tensor key, Tensor value, @Nullable Tensor givenPaddingMask) {
        long targets = query.size(0);
        long batch = query.size(1);
        long features = query.size(2);
        Tensor paddingMask = F.canonicalMask(givenPaddingMask, "key_padding_mask", query.dtype());
        boolean causal = p.isCausal;
        if (causal && p.attnMask == null) {
            throw new TorchException(
                    "Need attn_mask if specifying the is_causal hint. You may use the Transformer module"
                            + " method `generate_square_subsequent_mask` to create this mask.");
        }
        Tensor mask = null;
        if (!causal || paddingMask != null || p.needWeights) {
            mask = F.canonicalMask(p.attnMask, "attn_mask", query.dtype());
            causal = causal && paddingMask == null;
        }
        checkFeatures(features, key, value);
        long headDim = features / heads;
        Projected projected = project(query, key, value);
        mask = checkMask(mask, targets, key.size(0), batch);
        Tensor k = projected.key();
        Tensor v = projected.value();
        if (p.biasK != null && p.biasV != null) {
            k = Torch.cat(List.of(k, p.biasK.repeat(1, batch, 1)));
            v = Torch.cat(List.of(v, p.biasV.repeat(1, batch, 1)));
            mask = padded(mask);
            paddingMask = padded(paddingMask);
        }
        Tensor q = split(projected.query(), batch, headDim);
        k = p.staticK == null ? split(k, batch, headDim) : checkStatic(p.staticK, "static_k", batch, headDim);
        v = p.staticV == null ? split(v, batch, headDim) : checkStatic(p.staticV, "static_v", batch, headDim);
        if (p.addZeroAttn) {
            k = withZeros(k, batch, headDim);
            v = withZeros(v, batch, headDim);
            mask = padded(mask);
            paddingMask = padded(paddingMask);
        }
        mask = merge(mask, paddingMask, batch, k.size(1));
        return attend(q, k, v, mask, causal, batch, features);
    }

    private boolean checkShapes(Tensor query, Tensor key, Tensor value) {
        int dims = query.dim();
        if (dims != 2 && dims != 3) {
            throw new IllegalArgumentException(
                    "query should be unbatched 2D or batched 3D tensor but received " + dims + "-D query tensor");
        }
        String kind = dims == 3 ? "batched (3-D)" : "unbatched (2-D)";
        if (key.dim() != dims || value.dim() != dims) {
            throw new IllegalArgumentException("For " + kind + " `query`, expected `key` and `value` to be " + dims
                    + "-D but found " + key.dim() + "-D and " + value.dim() + "-D tensors respectively");
        }
        if (p.keyPaddingMask != null && p.keyPaddingMask.dim() != dims - 1) {
            throw new IllegalArgumentException("For " + kind + " `query`, expected `key_padding_mask` to be `None` or "
                    + (dims - 1) + "-D but found " + p.keyPaddingMask.dim() + "-D tensor instead");
        }
        if (p.attnMask != null && p.attnMask.dim() != 2 && p.attnMask.dim() != 3) {
            throw new IllegalArgumentException("For " + kind + " `query`, expected `attn_mask` to be `None`, 2-D or 3-D"
                    + " but found " + p.attnMask.dim() + "-D tensor instead");
        }
        return dims == 3;
    }

    private void checkFeatures(long features, Tensor key, Tensor value) {
        if (features != p.embedDim) {
            throw new IllegalArgumentException(
                    "was expecting embedding dimension of " + p.embedDim + ", but got " + features);
        }
        if (features % heads != 0) {
            throw new IllegalArgumentException("embed_dim " + features + " not divisible by num_heads " + heads);
        }
        long[] keyShape = key.shape();
        long[] valueShape = value.shape();
        if (p.useSeparateProjWeight) {
            if (keyShape[0] != valueShape[0] || keyShape[1] != valueShape[1]) {
                throw new IllegalArgumentException("key's sequence and batch dims "
                        + PyText.size(keyShape[0], keyShape[1]) + " do not match value's "
                        + PyText.size(valueShape[0], valueShape[1]));
            }
        } else if (!Arrays.equals(keyShape, valueShape)) {
            throw new IllegalArgumentException(
                    "key shape " + PyText.size(keyShape) + " does not match value shape " + PyText.size(valueShape));
        }
    }

    private Projected project(Tensor query, Tensor key, Tensor value) {
        if (p.useSeparateProjWeight) {
            List<@Nullable Tensor> bias = thirds(p.inProjBias);
            return new Projected(
                    F.linear(query, required(p.qProjWeight, "q_proj_weight"), bias.get(0)),
                    F.linear(key, required(p.kProjWeight, "k_proj_weight"), bias.get(1)),
                    F.linear(value, required(p.vProjWeight, "v_proj_weight"), bias.get(2)));
        }
        Tensor weight = p.inProjWeight;
        if (weight == null) {
            throw new IllegalArgumentException("use_separate_proj_weight is False but in_proj_weight is None");
        }
        if (key != value) {
            List<Tensor> weights = weight.chunk(3);
            List<@Nullable Tensor> bias = thirds(p.inProjBias);
            return new Projected(
                    F.linear(query, weights.get(0), bias.get(0)),
                    F.linear(key, weights.get(1), bias.get(1)),
                    F.linear(value, weights.get(2), bias.get(2)));
        }
        long features = query.size(-1);
        if (query == key) {
            Tensor all = interleaved(F.linear(query, weight, p.inProjBias), 3, features);
            return new Projected(all.select(0, 0), all.select(0, 1), all.select(0, 2));
        }
        List<Tensor> weights = weight.split(new long[] {features, 2 * features}, 0);
        Tensor queryBias = p.inProjBias == null ? null : p.inProjBias.narrow(0, 0, features);
        Tensor otherBias = p.inProjBias == null ? null : p.inProjBias.narrow(0, features, 2 * features);
        Tensor others = interleaved(F.linear(key, weights.get(1), otherBias), 2, features);
        return new Projected(F.linear(query, weights.get(0), queryBias), others.select(0, 0), others.select(0, 1));
    }

    private static Tensor interleaved(Tensor projection, long parts, long features) {
        return projection
                .unflatten(-1, new long[] {parts, features})
                .unsqueeze(0)
                .transpose(0, -2)
                .squeeze(-2)
                .contiguous();
    }

    private static List<@Nullable Tensor> thirds(@Nullable Tensor bias) {
        List<@Nullable Tensor> parts = new ArrayList<>();
        if (bias == null) {
            parts.addAll(Arrays.asList(null, null, null));
        } else {
            parts.addAll(bias.chunk(3));
        }
        return parts;
    }

    private static Tensor required(@Nullable Tensor weight, String name) {
        if (weight == null) {
            throw new IllegalArgumentException("use_separate_proj_weight is True but " + name + " is None");
        }
        return weight;
    }

    private @Nullable Tensor checkMask(@Nullable Tensor mask, long targets, long sources, long batch) {
        if (mask == null) {
            return null;
        }
        boolean flat = mask.dim() == 2;
        long[] expected = flat ? new long[] {targets, sources} : new long[] {batch * heads, targets, sources};
        if (!Arrays.equals(mask.shape(), expected)) {
            throw new TorchException("The shape of the " + mask.dim() + "D attn_mask is " + PyText.size(mask.shape())
                    + ", but should be " + PyText.tuple(expected) + ".");
        }
        return flat ? mask.unsqueeze(0) : mask;
    }

    private static @Nullable Tensor padded(@Nullable Tensor mask) {
        return mask == null ? null : NnOps.pad(mask, 0, 1);
    }

    private Tensor split(Tensor projection, long batch, long headDim) {
        return projection.view(projection.size(0), batch * heads, headDim).transpose(0, 1);
    }

    private Tensor checkStatic(Tensor given, String name, long batch, long headDim) {
        if (given.size(0) != batch * heads) {
            throw new IllegalArgumentException(
                    "expecting " + name + ".size(0) of " + batch * heads + ", but got " + given.size(0));
        }
        if (given.size(2) != headDim) {
            throw new IllegalArgumentException(
                    "expecting " + name + ".size(2) of " + headDim + ", but got " + given.size(2));
        }
        return given;
    }

    private Tensor withZeros(Tensor places, long batch, long headDim) {
        Tensor zeros = Torch.zeros(
                options -> options.dtype(places.dtype()).device(places.device()), batch * heads, 1, headDim);
        return Torch.cat(List.of(places, zeros), 1);
    }

    private @Nullable Tensor merge(@Nullable Tensor mask, @Nullable Tensor paddingMask, long batch, long sources) {
        if (paddingMask == null) {
            return mask;
        }
        if (paddingMask.size(1) != sources) {
            throw new IllegalArgumentException(
                    "Expected key_padded_mask.shape[1] to be " + sources + ", but got " + paddingMask.size(1));
        }
        Tensor forHeads =
                paddingMask.view(batch, 1, 1, sources).expand(-1, heads, -1, -1).reshape(batch * heads, 1, sources);
        return mask == null ? forHeads : mask.add(forHeads);
    }

    private AttentionOutput attend(
            Tensor q, Tensor k, Tensor v, @Nullable Tensor mask, boolean causal, long batch, long features) {
        double dropout = p.training ? p.dropoutP : 0;
        long targets = q.size(1);
        long sources = k.size(1);
        long headDim = q.size(2);
        if (p.needWeights) {
            Tensor scaled = q.mul(Math.sqrt(1.0 / (double) headDim));
            Tensor scores = mask == null
                    ? Torch.bmm(scaled, k.transpose(-2, -1))
                    : Torch.baddbmm(mask, scaled, k.transpose(-2, -1));
            Tensor weights = scores.softmax(-1);
            if (dropout > 0) {
                weights = F.dropout(weights, dropout, true);
            }
            Tensor joined = Torch.bmm(weights, v).transpose(0, 1).reshape(targets * batch, features);
            Tensor perHead = weights.view(batch, heads, targets, sources);
            return new AttentionOutput(
                    lastProjection(joined, targets, batch), p.averageAttnWeights ? perHead.mean(1) : perHead);
        }
        Tensor spread =
                mask == null ? null : mask.size(0) == 1 ? mask.unsqueeze(0) : mask.view(batch, heads, -1, sources);
        Tensor attended = NnOps.scaledDotProductAttention(
                q.view(batch, heads, targets, headDim),
                k.view(batch, heads, sources, headDim),
                v.view(batch, heads, sources, headDim),
                spread,
                dropout,
                causal,
                null,
                false);
        Tensor joined = attended.permute(2, 0, 1, 3).reshape(batch * targets, features);
        return new AttentionOutput(lastProjection(joined, targets, batch), null);
    }

    private Tensor lastProjection(Tensor joined, long targets, long batch) {
        Tensor output = F.linear(joined, p.outProjWeight, p.outProjBias);
        return output.view(targets, batch, output.size(1));
    }
}
