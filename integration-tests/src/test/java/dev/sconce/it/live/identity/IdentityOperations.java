package dev.sconce.it.live.identity;

import dev.sconce.nn.functional.F;
import dev.sconce.torch.Fft;
import dev.sconce.torch.Linalg;
import dev.sconce.torch.StateDict;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** What {@code operations} of {@code identity.py} computes, in Java. */
final class IdentityOperations {
    private static final String BY_NAME = "aten::";

    private final Map<String, Supplier<Tensor>> named = new LinkedHashMap<>();
    private final Tensor x;
    private final Tensor m;
    private final Tensor n;
    private final Tensor square;
    private final Tensor definite;
    private final Tensor batch;
    private final Tensor image;
    private final Tensor kernel;
    private final Tensor tokens;

    IdentityOperations(StateDict inputs) {
        x = input(inputs, "x");
        m = input(inputs, "m");
        n = input(inputs, "n");
        square = input(inputs, "square");
        definite = input(inputs, "definite");
        batch = input(inputs, "batch");
        image = input(inputs, "image");
        kernel = input(inputs, "kernel");
        tokens = input(inputs, "tokens");
        products();
        layers();
        reductions();
        decompositions();
    }

    private static Tensor input(StateDict inputs, String name) {
        return Objects.requireNonNull(inputs.get(name), name).clone();
    }

    /** The result of an operation; the dispatcher's own names are called on {@code x}. */
    Tensor compute(String name) {
        if (name.startsWith(BY_NAME)) {
            return (Tensor) Objects.requireNonNull(Torch.call(name, x));
        }
        return Objects.requireNonNull(named.get(name), name).get();
    }

    private void products() {
        named.put("mm", () -> m.mm(n));
        named.put("mv", () -> m.mv(n.select(1, 0)));
        named.put("addmm", () -> Torch.addmm(n.get(0), m, n));
        named.put("bmm", () -> batch.bmm(batch.transpose(1, 2)));
        named.put("einsum", () -> Torch.einsum("bij,bkj->bik", List.of(batch, batch)));
        named.put("linear", () -> F.linear(m, n.t(), n.get(0)));
        named.put("attention", () -> F.scaledDotProductAttention(batch, batch, batch));
        named.put("pow", () -> x.pow(2.3));
        named.put("atan2", () -> m.atan2(m.flip(0)));
        named.put("cdist", () -> Torch.cdist(m, m.flip(0)));
    }

    private void layers() {
        named.put(
                "conv2d",
                () -> F.conv2d(image, kernel, null, new long[] {2, 2}, new long[] {1, 1}, new long[] {1, 1}, 1));
        named.put("conv1d", () -> F.conv1d(image.select(2, 0), kernel.select(2, 0)));
        named.put("conv_transpose2d", () -> F.convTranspose2d(image, kernel.transpose(0, 1)));
        named.put("batch_norm", () -> F.batchNorm(image, Torch.zeros(6), Torch.ones(6), null, null, true, 0.1, 1e-5));
        named.put("layer_norm", () -> F.layerNorm(batch, 33));
        named.put("group_norm", () -> F.groupNorm(image, 3));
        named.put("max_pool2d", () -> F.maxPool2d(image, 3, 2));
        named.put("avg_pool2d", () -> F.avgPool2d(image, 3));
        named.put("adaptive_avg_pool2d", () -> F.adaptiveAvgPool2d(image, 5, 3));
        named.put(
                "interpolate",
                () -> F.interpolate(
                        image, o -> o.scaleFactor(1.7).mode("bilinear").alignCorners(false)));
        named.put("embedding", () -> F.embedding(tokens, m));
        named.put("softmax", () -> m.softmax(1));
        named.put("log_softmax", () -> m.logSoftmax(0));
        named.put("cross_entropy", () -> F.crossEntropy(m.get(Torch.slice(null, 11)), tokens.get(0)));
        named.put("gradient", this::gradient);
    }

    private Tensor gradient() {
        Tensor weight = kernel.clone().requiresGrad_();
        F.conv2d(image, weight).tanh().sum().backward();
        return Objects.requireNonNull(weight.grad());
    }

    private void reductions() {
        named.put("sum", () -> m.sum());
        named.put("mean", () -> m.mean(0));
        named.put("std", () -> m.std());
        named.put("var", () -> m.var(1));
        named.put("prod", () -> x.get(Torch.slice(null, 50)).prod());
        named.put("norm", () -> m.norm());
        named.put("logsumexp", () -> m.logsumexp(1));
        named.put("cumsum", () -> m.cumsum(1));
        named.put("cumprod", () -> x.cumprod(0));
    }

    private void decompositions() {
        named.put("inv", () -> Linalg.inv(square));
        named.put("solve", () -> Linalg.solve(square, definite));
        named.put("cholesky", () -> Linalg.cholesky(definite));
        named.put("qr", () -> Linalg.qr(square).r());
        named.put("svd", () -> Linalg.svd(m).s());
        named.put("eigh", () -> Linalg.eigh(definite).eigenvalues());
        named.put("det", () -> square.det());
        named.put("matrix_exp", () -> Torch.matrixExp(square.div(12)));
        named.put("fft", () -> Fft.fft(x));
        named.put("rfft", () -> Fft.rfft(m));
    }
}
