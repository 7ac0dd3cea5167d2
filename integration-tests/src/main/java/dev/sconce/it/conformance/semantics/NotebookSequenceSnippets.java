package dev.sconce.it.conformance.semantics;

import static dev.sconce.torch.Torch.arange;
import static dev.sconce.torch.Torch.manualSeed;
import static dev.sconce.torch.Torch.ones;
import static dev.sconce.torch.Torch.tensor;
import static dev.sconce.torch.Torch.zeros;

import dev.sconce.nn.Embedding;
import dev.sconce.nn.LSTM;
import dev.sconce.nn.LSTMState;
import dev.sconce.nn.Linear;
import dev.sconce.nn.MultiheadAttention;
import dev.sconce.nn.Parameter;
import dev.sconce.nn.RNN;
import dev.sconce.nn.RecurrentOutput;
import dev.sconce.nn.Transformer;
import dev.sconce.nn.functional.AttentionOutput;
import dev.sconce.nn.functional.F;
import dev.sconce.nn.utils.GradientClipping;
import dev.sconce.optim.SGD;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code notebook/*}: what learners do with sequences. */
final class NotebookSequenceSnippets {
    private NotebookSequenceSnippets() {}

    static void register(Map<String, Snippet> table) {
        table.put("notebook/rnn_shapes", NotebookSequenceSnippets::rnnShapes);
        table.put("notebook/char_rnn_step", NotebookSequenceSnippets::charRnnStep);
        table.put("notebook/transformer_mask", NotebookSequenceSnippets::transformerMask);
    }

    private static void rnnShapes(Observations out) {
        manualSeed(0);
        RNN r = new RNN(4, 3, 2);
        RecurrentOutput<Tensor, Tensor> rnn = r.call(ones(5, 2, 4));
        out.out("rnn", List.of(Py.shape(rnn.output()), Py.shape(rnn.state())));
        LSTM l = new LSTM(4, 3, o -> o.bidirectional(true).batchFirst(true));
        RecurrentOutput<Tensor, LSTMState> lstm = l.call(ones(2, 5, 4));
        LSTMState state = lstm.state();
        out.out("lstm", List.of(Py.shape(lstm.output()), Py.shape(state.h()), Py.shape(state.c())));
        Tensor o1 = r.call(ones(5, 2, 4), zeros(2, 2, 3)).output();
        Tensor o2 = r.call(ones(5, 2, 4)).output();
        out.out("default_h0_zeros", Torch.equal(o1, o2));
        out.out("names", Py.names(l.namedParameters()));
        out.error("bad_input", () -> r.call(ones(5, 2, 7)));
        out.error("bad_hidden", () -> r.call(ones(5, 2, 4), zeros(1, 2, 3)));
        out.out(
                "all_weights",
                r.allWeights().stream()
                        .map(ws -> ws.stream().map(Py::shape).toList())
                        .toList());
    }

    private static void charRnnStep(Observations out) {
        manualSeed(0);
        Embedding emb = new Embedding(6, 4);
        LSTM rnn = new LSTM(4, 5);
        Linear fc = new Linear(5, 6);
        List<Parameter> ps = new ArrayList<>(emb.parameters());
        ps.addAll(rnn.parameters());
        ps.addAll(fc.parameters());
        Tensor x = tensor(new long[][] {{0, 1}, {2, 3}, {4, 5}});
        Tensor y = tensor(new long[][] {{2, 3}, {4, 5}, {0, 1}});
        RecurrentOutput<Tensor, LSTMState> o = rnn.call(emb.call(x));
        Tensor l = F.crossEntropy(fc.call(o.output()).reshape(-1, 6), y.reshape(-1));
        l.backward();
        Tensor n = GradientClipping.clipGradNorm_(ps, 0.05);
        new SGD(ps, s -> s.lr(1.0)).step();
        out.out("loss", l);
        out.out("norm", n);
        out.out("fc_bias", fc.bias);
        out.out("h", o.state().h());
    }

    private static void transformerMask(Observations out) {
        out.out("mask", Transformer.generateSquareSubsequentMask(4));
        manualSeed(0);
        MultiheadAttention m = new MultiheadAttention(4, 2, o -> o.batchFirst(true));
        m.eval();
        Tensor x = arange(12.).reshape(1, 3, 4).div(10);
        AttentionOutput attention = m.call(x, x, x, o -> o.attnMask(Transformer.generateSquareSubsequentMask(3)));
        out.out("o", attention.output());
        out.out("w", attention.weights());
    }
}
