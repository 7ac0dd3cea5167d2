package dev.sconce.it.conformance.semantics;

import static dev.sconce.torch.Torch.ones;
import static dev.sconce.torch.Torch.tensor;
import static dev.sconce.torch.Torch.zeros;

import dev.sconce.nn.BatchNorm1d;
import dev.sconce.nn.Conv2d;
import dev.sconce.nn.Dropout;
import dev.sconce.nn.Embedding;
import dev.sconce.nn.Linear;
import dev.sconce.nn.Module;
import dev.sconce.nn.Parameter;
import dev.sconce.nn.Sequential;
import dev.sconce.torch.DType;
import dev.sconce.torch.Device;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** {@code mode/*}: training and evaluation, gradients, dtypes, devices. */
final class ModeSnippets {
    private ModeSnippets() {}

    static void register(Map<String, Snippet> table) {
        table.put("mode/train_eval", ModeSnippets::trainEval);
        table.put("mode/requires_grad", ModeSnippets::requiresGrad);
        table.put("mode/zero_grad", ModeSnippets::zeroGrad);
        table.put("mode/dtype", ModeSnippets::dtype);
        table.put("mode/dtype_mismatch", ModeSnippets::dtypeMismatch);
        table.put("mode/to_empty_meta", ModeSnippets::toEmptyMeta);
        table.put("mode/deepcopy", ModeSnippets::deepcopy);
    }

    private static List<Boolean> modes(Module module) {
        return module.modules().stream().map(Module::isTraining).toList();
    }

    private static void trainEval(Observations out) {
        Sequential net = new Sequential(new Dropout(), new Sequential(new BatchNorm1d(2)));
        out.out("default", modes(net));
        Module r = net.eval();
        out.out("eval", modes(net));
        out.out("self", r == net);
        net.get(1).train();
        out.out("partial", modes(net));
        net.train(false);
        out.out("train_false", modes(net));
        out.refused("error", "new ReLU().train(%s);", "true", "1");
    }

    private static void requiresGrad(Observations out) {
        Sequential net = new Sequential(new Linear(2, 2), new Linear(2, 1));
        Module r = net.get(0).requiresGrad_(false);
        out.out("flags", net.parameters().stream().map(Tensor::requiresGrad).toList());
        out.out("self", r == net.get(0));
        net.call(ones(1, 2)).sum().backward();
        out.out(
                "grads_none",
                net.parameters().stream().map(p -> p.grad() == null).toList());
        out.out(
                "trainable",
                net.parameters().stream()
                        .filter(Tensor::requiresGrad)
                        .mapToLong(Tensor::numel)
                        .sum());
        net.requiresGrad_(true);
        out.out("flags2", net.parameters().stream().map(Tensor::requiresGrad).toList());
    }

    private static void zeroGrad(Observations out) {
        Linear m = new Linear(2, 1);
        m.call(ones(1, 2)).sum().backward();
        Tensor g = Objects.requireNonNull(m.weight.grad());
        m.zeroGrad(false);
        out.out("zeroed", m.weight.grad());
        out.out("same_tensor", g.isSame(Objects.requireNonNull(m.weight.grad())));
        m.zeroGrad();
        out.out("none", m.weight.grad());
        m.zeroGrad();
        m.call(ones(1, 2)).sum().backward();
        m.call(ones(1, 2)).sum().backward();
        out.out("accumulates", m.weight.grad());
    }

    private static List<String> dtypes(Module module) {
        return module.stateDict().values().stream().map(Py::dtype).toList();
    }

    private static void dtype(Observations out) {
        BatchNorm1d m = new BatchNorm1d(2);
        Parameter p = Objects.requireNonNull(m.weight);
        out.out("start", dtypes(m));
        Module r = m.doubleValue();
        out.out("double", dtypes(m));
        out.out("self", r == m);
        out.out("same_param", p == m.weight);
        m.half();
        out.out("half", dtypes(m));
        m.bfloat16();
        out.out("bf16", dtypes(m));
        m.to(DType.FLOAT32);
        out.out("to", dtypes(m));
        m.type(DType.FLOAT64);
        out.out("type", dtypes(m));
        out.error("int_error", () -> m.to(DType.INT64));
        m.floatValue();
        m.to(Device.CPU);
        out.out("float", dtypes(m));
        m.to(zeros(o -> o.dtype(DType.FLOAT64), 1));
        out.out("to_tensor", dtypes(m));
    }

    private static void dtypeMismatch(Observations out) {
        Linear m = new Linear(2, 1);
        m.doubleValue();
        out.error("error", () -> m.call(ones(1, 2)));
        out.out("ok", Py.dtype(m.call(ones(o -> o.dtype(DType.FLOAT64), 1, 2))));
        Conv2d c = new Conv2d(1, 1, 1);
        out.error("conv", () -> c.call(ones(o -> o.dtype(DType.FLOAT64), 1, 1, 2, 2)));
        Embedding e = new Embedding(3, 2);
        out.error("emb", () -> e.call(tensor(new double[] {0.5})));
    }

    private static void toEmptyMeta(Observations out) {
        Linear m = new Linear(2, 3, o -> o.device(Device.META));
        out.out("is_meta", m.weight.device().equals(Device.META));
        out.out("repr", m);
        out.error("error", () -> m.to(Device.CPU));
        m.toEmpty(Device.CPU);
        out.out("shape", Py.shape(m.weight));
        out.out("device", m.weight.device().toString());
    }

    /** A shallow copy is a sequence of the same modules. */
    private static void deepcopy(Observations out) {
        Linear linear = new Linear(1, 1);
        Sequential m = new Sequential(linear, new Dropout());
        m.eval();
        m.call(ones(1, 1)).sum().backward();
        Sequential c = (Sequential) m.deepCopy();
        Linear copied = c.get(0, Linear.class);
        try (var noGrad = Torch.noGrad()) {
            copied.weight.fill_(100.);
        }
        out.out("orig_changed", linear.weight.item() == 100.);
        out.out("training", c.isTraining());
        Tensor grad = copied.weight.grad();
        out.out("grad_copied", grad != null && grad != linear.weight.grad());
        Linear sh = new Linear(1, 1);
        Sequential d = (Sequential) new Sequential(sh, sh).deepCopy();
        out.out("shared", Py.is(d.get(0), d.get(1)));
        Sequential sc = m.slice(0, m.size());
        out.out("shallow_same_weight", Py.is(sc.get(0, Linear.class).weight, linear.weight));
    }
}
