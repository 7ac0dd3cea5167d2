package dev.sconce.it.conformance.semantics;

import static dev.sconce.torch.Torch.allclose;
import static dev.sconce.torch.Torch.equal;
import static dev.sconce.torch.Torch.manualSeed;
import static dev.sconce.torch.Torch.ones;
import static dev.sconce.torch.Torch.randn;
import static dev.sconce.torch.Torch.tensor;
import static dev.sconce.torch.Torch.zeros;

import dev.sconce.nn.BatchNorm2d;
import dev.sconce.nn.Conv2d;
import dev.sconce.nn.ConvTranspose2d;
import dev.sconce.nn.Embedding;
import dev.sconce.nn.GroupNorm;
import dev.sconce.nn.LayerNorm;
import dev.sconce.nn.Linear;
import dev.sconce.nn.MaxPool2d;
import dev.sconce.nn.MultiheadAttention;
import dev.sconce.nn.PixelShuffle;
import dev.sconce.nn.RNN;
import dev.sconce.nn.ReLU;
import dev.sconce.nn.Softmax;
import dev.sconce.nn.Unflatten;
import dev.sconce.nn.functional.F;
import dev.sconce.nn.utils.FunctionalCall;
import dev.sconce.torch.Tensor;
import java.util.Map;

/** {@code functional/*}: functions beside modules, functional calls, and what both say of mistakes. */
final class FunctionalSnippets {
    private FunctionalSnippets() {}

    static void register(Map<String, Snippet> table) {
        table.put("functional/equivalents", FunctionalSnippets::equivalents);
        table.put("functional/call", FunctionalSnippets::call);
        table.put("functional/errors", FunctionalSnippets::errors);
    }

    private static void equivalents(Observations out) {
        manualSeed(0);
        Tensor x = randn(2, 3, 6, 6);
        Conv2d c = new Conv2d(3, 4, 3, o -> o.padding(1));
        long[] one = {1};
        out.out("conv", equal(c.call(x), F.conv2d(x, c.weight, c.bias, one, one, one, 1)));
        Linear l = new Linear(6, 2);
        out.out("linear", equal(l.call(x), F.linear(x, l.weight, l.bias)));
        out.out("relu", equal(new ReLU().call(x), F.relu(x)));
        BatchNorm2d b = new BatchNorm2d(3);
        b.eval();
        out.out(
                "bn",
                equal(b.call(x), F.batchNorm(x, b.runningMean, b.runningVar, b.weight, b.bias, false, 0.1, 1e-5)));
        Tensor t = tensor(new long[][] {{1, 0}, {2, 1}});
        Tensor lg = randn(2, 3, 2);
        out.out("ce_is_nll_logsoftmax", allclose(F.crossEntropy(lg, t), F.nllLoss(F.logSoftmax(lg, 1), t)));
        Tensor p = lg.sigmoid();
        out.out("bce", allclose(F.binaryCrossEntropyWithLogits(lg, p), F.binaryCrossEntropy(p, p)));
        Embedding e = new Embedding(4, 2);
        out.out("emb", equal(e.call(t), F.embedding(t, e.weight)));
        LayerNorm ln = new LayerNorm(6);
        out.out("ln", equal(ln.call(x), F.layerNorm(x, new long[] {6}, ln.weight, ln.bias, ln.eps)));
        out.out("softmax_default_dim", new Softmax().call(ones(2, 2)));
    }

    private static void call(Observations out) {
        Linear m = new Linear(2, 1);
        Tensor y = FunctionalCall.functionalCall(
                m, Map.of("weight", ones(1, 2), "bias", zeros(1)), tensor(new double[][] {{1., 2.}}));
        out.out("y", y);
        out.out("unchanged", !equal(m.weight, ones(1, 2)));
    }

    private static void errors(Observations out) {
        out.error("mm", () -> new Linear(4, 5).call(ones(2, 3)));
        out.error("conv_channels", () -> new Conv2d(3, 1, 2).call(ones(1, 1, 4, 4)));
        out.error("conv_kernel", () -> new Conv2d(1, 1, 5).call(ones(1, 1, 2, 2)));
        out.error("ce_batch", () -> F.crossEntropy(ones(2, 3), tensor(new long[] {0, 1, 2})));
        out.error("ce_target", () -> F.crossEntropy(ones(2, 3), tensor(new long[] {0, 3})));
        out.error("bce_shape", () -> F.binaryCrossEntropy(ones(2, 1), ones(2)));
        out.error("emb_range", () -> new Embedding(3, 2).call(tensor(new long[] {3})));
        out.error("conv_groups", () -> new Conv2d(3, 4, 1, o -> o.groups(2)));
        out.error("heads", () -> new MultiheadAttention(5, 2));
        out.error("reduction", () -> F.mseLoss(ones(1), ones(1), "avg"));
        out.error("groupnorm", () -> new GroupNorm(2, 3));
        out.error("layernorm", () -> new LayerNorm(3).call(ones(2, 4)));
        out.error("rnn_nonlin", () -> new RNN(2, 3, o -> o.nonlinearity("gelu")));
        out.out("padding_mode", typeOfMistake(() -> new Conv2d(1, 1, 1, o -> o.paddingMode("bogus"))));
        out.error("same_stride", () -> new Conv2d(1, 1, 3, o -> o.stride(2).padding("same")));
        out.refused("linear_args", "new Linear(%s);", "3, 2", "3");
        out.error("unflatten", () -> new Unflatten(1, 2, 2).call(ones(1, 3)));
        out.error("maxpool", () -> new MaxPool2d(2, 2, 2).call(ones(1, 1, 4, 4)));
        out.error("convt_outpad", () -> new ConvTranspose2d(1, 1, 2, o -> o.outputPadding(1)).call(ones(1, 1, 2, 2)));
        out.error("dropout2d_dim", () -> new PixelShuffle(2).call(ones(1, 3, 2, 2)));
    }

    /** A bad argument is Java's IllegalArgumentException where it is Python's ValueError. */
    private static String typeOfMistake(Runnable action) {
        try {
            action.run();
            return "none";
        } catch (IllegalArgumentException e) {
            return "ValueError";
        }
    }
}
