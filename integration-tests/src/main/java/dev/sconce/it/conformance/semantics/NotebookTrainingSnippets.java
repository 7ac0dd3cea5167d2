package dev.sconce.it.conformance.semantics;

import static dev.sconce.torch.Torch.manualSeed;
import static dev.sconce.torch.Torch.ones;
import static dev.sconce.torch.Torch.rand;
import static dev.sconce.torch.Torch.randn;
import static dev.sconce.torch.Torch.tensor;
import static dev.sconce.torch.Torch.zeros;

import dev.sconce.nn.BCEWithLogitsLoss;
import dev.sconce.nn.BatchNorm1d;
import dev.sconce.nn.BatchNorm2d;
import dev.sconce.nn.Conv2d;
import dev.sconce.nn.CrossEntropyLoss;
import dev.sconce.nn.Dropout;
import dev.sconce.nn.Flatten;
import dev.sconce.nn.Linear;
import dev.sconce.nn.MSELoss;
import dev.sconce.nn.ReLU;
import dev.sconce.nn.Sequential;
import dev.sconce.nn.Tanh;
import dev.sconce.nn.functional.F;
import dev.sconce.nn.init.Init;
import dev.sconce.optim.Adam;
import dev.sconce.optim.SGD;
import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** {@code notebook/*}: the networks that learners train. */
final class NotebookTrainingSnippets {
    private NotebookTrainingSnippets() {}

    static void register(Map<String, Snippet> table) {
        table.put("notebook/linear_regression", NotebookTrainingSnippets::linearRegression);
        table.put("notebook/xor_adam", NotebookTrainingSnippets::xorAdam);
        table.put("notebook/softmax_classifier", NotebookTrainingSnippets::softmaxClassifier);
        table.put("notebook/conv_edge", NotebookTrainingSnippets::convEdge);
        table.put("notebook/dropout_modes", NotebookTrainingSnippets::dropoutModes);
        table.put("notebook/batchnorm_stats", NotebookTrainingSnippets::batchnormStats);
        table.put("notebook/freeze_finetune", NotebookTrainingSnippets::freezeFinetune);
    }

    private static void linearRegression(Observations out) {
        manualSeed(0);
        Tensor x = randn(64, 2);
        Tensor y = x.matmul(tensor(new double[][] {{2.}, {-3.4}})).add(4.2);
        Linear linear = new Linear(2, 1);
        Sequential net = new Sequential(linear);
        linear.weight.detach().normal_(0, 0.01);
        Py.bias(linear).detach().fill_(0);
        MSELoss loss = new MSELoss();
        SGD tr = new SGD(net.parameters(), o -> o.lr(0.1));
        List<Double> losses = new ArrayList<>();
        for (int e = 0; e < 5; e++) {
            for (int i = 0; i < 64; i += 16) {
                Tensor l = loss.call(net.call(x.narrow(0, i, 16)), y.narrow(0, i, 16));
                tr.zeroGrad();
                l.backward();
                tr.step();
            }
            losses.add(loss.call(net.call(x), y).item());
        }
        out.approximately("losses", losses);
        out.out("w", linear.weight);
        out.out("b", linear.bias);
    }

    private static void xorAdam(Observations out) {
        manualSeed(0);
        Tensor x = tensor(new double[][] {{0., 0.}, {0., 1.}, {1., 0.}, {1., 1.}});
        Tensor y = tensor(new double[][] {{0.}, {1.}, {1.}, {0.}});
        Sequential net = new Sequential(new Linear(2, 8), new Tanh(), new Linear(8, 1));
        Adam o = new Adam(net.parameters(), a -> a.lr(0.05));
        BCEWithLogitsLoss f = new BCEWithLogitsLoss();
        List<Double> losses = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            o.zeroGrad();
            Tensor l = f.call(net.call(x), y);
            l.backward();
            o.step();
            losses.add(l.item());
        }
        out.approximately("losses", losses);
        out.out("pred", net.call(x));
    }

    private static void softmaxClassifier(Observations out) {
        manualSeed(0);
        Sequential net = new Sequential(new Flatten(), new Linear(784, 10));
        net.apply(m -> {
            if (m instanceof Linear linear) {
                Init.normal_(linear.weight, 0.0, 0.01);
            }
        });
        Tensor x = rand(4, 1, 28, 28);
        Tensor y = tensor(3L, 1L, 0L, 9L);
        Tensor yh = net.call(x);
        out.out("none", new CrossEntropyLoss(o -> o.reduction("none")).call(yh, y));
        out.out("mean", F.crossEntropy(yh, y));
        out.out("argmax", yh.argmax(1L));
        out.out("acc", yh.argmax(1L).eq(y).to(DType.FLOAT32).mean());
    }

    private static void convEdge(Observations out) {
        Tensor x = ones(6, 8);
        x.narrow(1, 2, 4).fill_(0);
        Tensor y = zeros(6, 7);
        y.select(1, 1).fill_(1);
        y.select(1, 5).fill_(-1);
        manualSeed(0);
        Conv2d conv = new Conv2d(1, 1, new long[] {1, 2}, c -> c.bias(false));
        x = x.reshape(1, 1, 6, 8);
        y = y.reshape(1, 1, 6, 7);
        List<Double> losses = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Tensor l = conv.call(x).sub(y).pow(2);
            conv.zeroGrad();
            l.sum().backward();
            conv.weight.detach().sub_(Objects.requireNonNull(conv.weight.grad()).mul(3e-2));
            losses.add(l.sum().item());
        }
        out.approximately("losses", losses);
        out.out("kernel", conv.weight.detach().reshape(1, 2));
    }

    private static void dropoutModes(Observations out) {
        Dropout d = new Dropout(0.5);
        Tensor x = ones(10);
        manualSeed(0);
        Tensor a = d.call(x);
        manualSeed(0);
        Tensor b = F.dropout(x, 0.5, true);
        out.out("train", a);
        out.out("functional_same", a.equal(b));
        d.eval();
        out.out("eval", d.call(x));
        out.error("bad_p", () -> new Dropout(1.5));
        out.error("bad_p_functional", () -> F.dropout(x, -0.1, true));
    }

    private static void batchnormStats(Observations out) {
        BatchNorm1d m = new BatchNorm1d(2);
        Tensor x = tensor(new double[][] {{1., 2.}, {3., 6.}});
        m.call(x);
        out.out("mean1", m.getBuffer("running_mean"));
        out.out("var1", m.getBuffer("running_var"));
        m.call(x);
        out.out("mean2", m.getBuffer("running_mean"));
        out.out("nbt", m.getBuffer("num_batches_tracked"));
        m.eval();
        out.out("eval", m.call(x));
        out.out("unchanged", m.getBuffer("running_mean"));
        BatchNorm1d c = new BatchNorm1d(2, o -> o.momentum(null));
        c.call(x);
        c.call(x.mul(3));
        out.out("cumulative", c.getBuffer("running_mean"));
        m.train();
        out.error("error", () -> m.call(ones(1, 2)));
        m.resetRunningStats();
        out.out("reset", m.getBuffer("running_var"));
        out.error("dim_error", () -> new BatchNorm2d(2).call(x));
    }

    private static void freezeFinetune(Observations out) {
        manualSeed(0);
        Linear body = new Linear(2, 4);
        Linear head = new Linear(4, 2);
        Sequential net = new Sequential(body, new ReLU(), head);
        net.get(0).parameters().forEach(p -> p.requiresGrad_(false));
        Tensor before = body.weight.clone();
        SGD o = new SGD(net.parameters().stream().filter(Tensor::requiresGrad).toList(), s -> s.lr(0.1));
        net.call(ones(3, 2)).sum().backward();
        o.step();
        out.out("frozen_same", before.equal(body.weight));
        out.out("n_groups_params", o.paramGroups().get(0).params().size());
        out.out("head_bias", head.bias);
    }
}
