package dev.sconce.it.conformance.semantics;

import static dev.sconce.torch.Torch.manualSeed;
import static dev.sconce.torch.Torch.ones;
import static dev.sconce.torch.Torch.rand;
import static dev.sconce.torch.Torch.zeros;

import dev.sconce.it.conformance.bind.Exceptions;
import dev.sconce.nn.LazyBatchNorm2d;
import dev.sconce.nn.LazyConv2d;
import dev.sconce.nn.LazyConvTranspose2d;
import dev.sconce.nn.LazyInstanceNorm1d;
import dev.sconce.nn.LazyLinear;
import dev.sconce.nn.Linear;
import dev.sconce.nn.ReLU;
import dev.sconce.nn.Sequential;
import dev.sconce.nn.init.Init;
import dev.sconce.optim.SGD;
import dev.sconce.torch.DType;
import dev.sconce.torch.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code lazy/*}: modules that find their sizes at the first call. */
final class LazySnippets {
    private LazySnippets() {}

    static void register(Map<String, Snippet> table) {
        table.put("lazy/linear", LazySnippets::linear);
        table.put("lazy/net", LazySnippets::net);
        table.put("lazy/conv_bn", LazySnippets::convolutionAndBatchNorm);
        table.put("lazy/errors", LazySnippets::errors);
        table.put("lazy/load", LazySnippets::load);
    }

    private static void linear(Observations out) {
        manualSeed(0);
        LazyLinear m = new LazyLinear(3);
        out.out("repr", m);
        out.out("weight", m.weight.toString());
        out.out("type", Py.type(m.weight));
        out.out("has", m.hasUninitializedParams());
        out.error("shape_error", () -> m.weight.shape());
        out.out("bias_type", Py.type(Py.bias(m)));
        m.call(ones(2, 5));
        out.out("after", m);
        out.out("class", Exceptions.classOf(m).getSimpleName());
        out.out("shape", Py.shape(m.weight));
        out.out("weight_values", m.weight);
        out.out("bias_values", m.bias);
    }

    private static void net(Observations out) {
        manualSeed(1);
        Sequential net = new Sequential(new LazyLinear(4), new ReLU(), new LazyLinear(2));
        out.out("before", net);
        net.call(rand(2, 6));
        out.out("after", net);
        out.out("shapes", net.parameters().stream().map(Py::shape).toList());
        out.out("w2", net.get(2, Linear.class).weight);
    }

    private static void convolutionAndBatchNorm(Observations out) {
        Sequential net = new Sequential(
                new LazyConv2d(4, 3, c -> c.padding(1)), new LazyBatchNorm2d(), new LazyConvTranspose2d(2, 2));
        out.out("before", net);
        net.call(zeros(1, 3, 4, 4));
        out.out("after", net);
        out.out("state", Py.names(net.stateDict()));
        LazyInstanceNorm1d i = new LazyInstanceNorm1d(o -> o.affine(true));
        out.out("in_before", i);
        i.call(zeros(2, 3, 4));
        out.out("in_after", i);
    }

    private static void errors(Observations out) {
        LazyLinear m = new LazyLinear(3);
        List<Long> counts = new ArrayList<>();
        out.error("numel", () -> m.parameters().forEach(p -> counts.add(p.numel())));
        out.error("optimizer", () -> new SGD(m.parameters(), o -> o.lr(0.1)));
        out.error("init", () -> Init.normal_(m.weight));
        out.out("copy_is_lazy", ((LazyLinear) m.deepCopy()).hasUninitializedParams());
        out.out("state_keys", Py.names(m.stateDict()));
        m.doubleValue();
        m.call(ones(o -> o.dtype(DType.FLOAT64), 1, 2));
        out.out("dtype_kept", Py.dtype(m.weight));
    }

    private static void load(Observations out) {
        Linear src = new Linear(4, 3);
        LazyLinear lz = new LazyLinear(3);
        lz.loadStateDict(src.stateDict());
        out.out("has", lz.hasUninitializedParams());
        out.out("equal", Torch.equal(lz.weight, src.weight));
        out.out("class_before_forward", Exceptions.classOf(lz).getSimpleName());
        lz.call(ones(1, 4));
        out.out("class_after", Exceptions.classOf(lz).getSimpleName());
        out.error("error", () -> new Linear(4, 3).loadStateDict(new LazyLinear(3).stateDict()));
    }
}
