package dev.sconce.it.conformance.semantics;

import static dev.sconce.torch.Torch.ones;
import static dev.sconce.torch.Torch.tensor;
import static dev.sconce.torch.Torch.zeros;

import dev.sconce.nn.Parameter;
import dev.sconce.nn.utils.GradientClipping;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** {@code autograd/*}, and the clipping of {@code utils/*}. */
final class GradientSnippets {
    private GradientSnippets() {}

    static void register(Map<String, Snippet> table) {
        table.put("autograd/errors", GradientSnippets::errors);
        table.put("utils/clip_grad_norm", GradientSnippets::clipGradNorm);
        table.put("utils/clip_grad_value", GradientSnippets::clipGradValue);
    }

    private static void errors(Observations out) {
        Tensor x = ones(2).requiresGrad_();
        Tensor y = x.mul(x).sum();
        y.backward();
        out.error("second", y::backward);
        out.error("nonscalar", () -> x.mul(2).backward());
        out.error("inplace_leaf", () -> x.add_(1));
        out.error("no_grad", () -> ones(1).backward());
        out.error("numpy", () -> inNumpysWords(x::asByteBuffer));
        Tensor a = ones(2).requiresGrad_();
        Tensor b = a.mul(2);
        Tensor c = b.mul(b);
        b.add_(1);
        out.error("version", () -> c.sum().backward());
        Tensor z;
        try (var noGrad = Torch.noGrad()) {
            z = x.mul(2);
        }
        out.out("no_grad_flag", z.requiresGrad());
    }

    /** What shares a tensor's memory is a NumPy array there, and a buffer here. */
    private static void inNumpysWords(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()).replace("asByteBuffer", "numpy"), e);
        }
    }

    private static List<Parameter> parameters() {
        List<Parameter> ps = List.of(new Parameter(zeros(2)), new Parameter(zeros(3)), new Parameter(zeros(1)));
        ps.get(0).setGrad(tensor(new double[] {3., 4.}));
        ps.get(1).setGrad(tensor(new double[] {1., -2., 2.}));
        return ps;
    }

    private static void clipGradNorm(Observations out) {
        Map<String, Double> norms = new LinkedHashMap<>();
        norms.put("2.0", 2.0);
        norms.put("1.0", 1.0);
        norms.put("inf", Double.POSITIVE_INFINITY);
        norms.put("0.5", 0.5);
        norms.forEach((name, norm) -> {
            List<Parameter> ps = parameters();
            out.out("total_" + name, GradientClipping.clipGradNorm_(ps, 1.0, norm, false));
            out.out("g0_" + name, ps.get(0).grad());
        });
        List<Parameter> ps = parameters();
        out.out("no_clip", GradientClipping.clipGradNorm_(ps, 100.0));
        out.out("g_unclipped", ps.get(0).grad());
        out.out("empty", GradientClipping.clipGradNorm_(List.of(), 1.0));
        List<Parameter> broken = parameters();
        Objects.requireNonNull(broken.get(0).grad()).at(0).set(Double.NaN);
        out.error("error", () -> GradientClipping.clipGradNorm_(broken, 1.0, 2.0, true));
        List<Tensor> grads = new ArrayList<>();
        for (Parameter p : parameters()) {
            Tensor grad = p.grad();
            if (grad != null) {
                grads.add(grad);
            }
        }
        out.out("get_total_norm", GradientClipping.getTotalNorm(grads));
        out.out("single", GradientClipping.clipGradNorm_(parameters().get(0), 1.0));
    }

    private static void clipGradValue(Observations out) {
        Parameter p = new Parameter(zeros(4));
        p.setGrad(tensor(new double[] {-5., -0.5, 0.5, 5.}));
        GradientClipping.clipGradValue_(List.of(p), 1.0);
        out.out("ret", null); // it returns nothing
        out.out("grad", p.grad());
    }
}
