package dev.sconce.it.conformance.semantics;

import static dev.sconce.nn.utils.parametrize.Parametrize.get;
import static dev.sconce.nn.utils.parametrize.Parametrize.parametrizations;
import static dev.sconce.torch.Torch.arange;
import static dev.sconce.torch.Torch.eye;
import static dev.sconce.torch.Torch.manualSeed;
import static dev.sconce.torch.Torch.ones;
import static dev.sconce.torch.Torch.tensor;

import dev.sconce.nn.Conv1d;
import dev.sconce.nn.Layer;
import dev.sconce.nn.Linear;
import dev.sconce.nn.Module;
import dev.sconce.nn.utils.SpectralNorm;
import dev.sconce.nn.utils.WeightNorm;
import dev.sconce.nn.utils.parametrizations.Parametrizations;
import dev.sconce.nn.utils.parametrize.Parametrize;
import dev.sconce.nn.utils.parametrize.RightInverse;
import dev.sconce.nn.utils.prune.Prune;
import dev.sconce.torch.Linalg;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.Map;

/** {@code utils/*}: parametrizations, the older forms of the norms, pruning. */
final class ParametrizationSnippets {
    private ParametrizationSnippets() {}

    static void register(Map<String, Snippet> table) {
        table.put("utils/weight_norm_parametrization", ParametrizationSnippets::weightNormParametrization);
        table.put("utils/weight_norm_old", ParametrizationSnippets::weightNormOld);
        table.put("utils/spectral_norm_parametrization", ParametrizationSnippets::spectralNormParametrization);
        table.put("utils/spectral_norm_old", ParametrizationSnippets::spectralNormOld);
        table.put("utils/orthogonal_parametrization", ParametrizationSnippets::orthogonalParametrization);
        table.put("utils/custom_parametrization", ParametrizationSnippets::customParametrization);
        table.put("utils/prune", ParametrizationSnippets::prune);
    }

    /** {@code type(m).__name__}, which is the class's in Java; Python makes a class that is printed. */
    private static String printedClass(Module module) {
        String text = module.toString();
        return text.substring(0, text.indexOf('('));
    }

    private static void weightNormParametrization(Observations out) {
        manualSeed(0);
        Linear m = Parametrizations.weightNorm(new Linear(3, 2));
        out.out("repr", m);
        out.out("state", Py.names(m.stateDict()));
        Tensor g = parametrizations(m, "weight").originals().get(0);
        out.out("g", g);
        out.out("v", parametrizations(m, "weight").originals().get(1));
        out.out("w", get(m, "weight"));
        m.call(ones(1, 3)).sum().backward();
        out.out("g_grad", g.grad());
        out.out("class", printedClass(m));
        Parametrize.removeParametrizations(m, "weight");
        out.out("removed", m);
        out.out("state_removed", Py.names(m.stateDict()));
        Conv1d m2 = Parametrizations.weightNorm(new Conv1d(2, 3, 2), "weight", null);
        out.out("dim_none", Py.shape(parametrizations(m2, "weight").originals().get(0)));
    }

    private static void weightNormOld(Observations out) {
        manualSeed(0);
        Linear m = WeightNorm.weightNorm(new Linear(3, 2));
        out.out("state", Py.names(m.stateDict()));
        out.out("g", m.getParameter("weight_g"));
        out.out("params", Py.names(m.namedParameters()));
        out.out("y", m.call(ones(1, 3)));
        WeightNorm.removeWeightNorm(m);
        out.out("removed", Py.names(m.stateDict()));
        out.error("error", () -> WeightNorm.removeWeightNorm(m));
    }

    private static void spectralNormParametrization(Observations out) {
        manualSeed(0);
        Linear m = Parametrizations.spectralNorm(new Linear(4, 3));
        out.out("repr", m);
        out.out("state", Py.names(m.stateDict()));
        out.out("w", get(m, "weight"));
        m.eval();
        out.out("w_eval", get(m, "weight"));
        out.out("u", parametrizations(m, "weight").get(0).getBuffer("_u"));
        out.out("norm", Linalg.matrixNorm(get(m, "weight"), 2));
    }

    private static void spectralNormOld(Observations out) {
        manualSeed(0);
        Linear m = SpectralNorm.spectralNorm(new Linear(4, 3));
        out.out("state", Py.names(m.stateDict()));
        out.out("y", m.call(ones(1, 4)));
        out.out("w", m.weight);
        out.out("params", Py.names(m.namedParameters()));
        SpectralNorm.removeSpectralNorm(m);
        out.out("removed", Py.names(m.stateDict()));
    }

    private static void orthogonalParametrization(Observations out) {
        manualSeed(0);
        Linear m = Parametrizations.orthogonal(new Linear(3, 3));
        out.out("repr", m);
        out.out("state", Py.names(m.stateDict()));
        Tensor w = get(m, "weight");
        out.out("is_orth", Torch.allclose(w.matmul(w.t()), eye(3), 1e-5, 1e-5));
    }

    private static void customParametrization(Observations out) {
        class Symmetric extends Layer {
            @Override
            protected Tensor forward(Tensor x) {
                return x.triu().add(x.triu(1).transpose(-1, -2));
            }
        }
        class Plus extends Layer implements RightInverse {
            @Override
            protected Tensor forward(Tensor x) {
                return x.add(1);
            }

            @Override
            public Tensor rightInverse(Tensor x) {
                return x.sub(1);
            }
        }
        Linear m = new Linear(3, 3, false);
        try (var noGrad = Torch.noGrad()) {
            m.weight.copy_(arange(9.).reshape(3, 3));
        }
        Parametrize.registerParametrization(m, "weight", new Symmetric());
        out.out("w", m.weight);
        out.out("orig", parametrizations(m, "weight").original());
        out.out("is", Parametrize.isParametrized(m, "weight"));
        out.out("repr", m);
        Parametrize.registerParametrization(m, "weight", new Plus());
        out.out("two", m.weight);
        out.out("named", Py.names(m.namedParameters()));
        Parametrize.removeParametrizations(m, "weight", false);
        out.out("restored", m.weight);
        out.out("is2", Parametrize.isParametrized(m));
        out.error("e", () -> Parametrize.registerParametrization(m, "nope", new Plus()));
    }

    private static void prune(Observations out) {
        Linear m = new Linear(2, 2, false);
        try (var noGrad = Torch.noGrad()) {
            m.weight.copy_(tensor(new double[][] {{1., -4.}, {2., 3.}}));
        }
        Prune.l1Unstructured(m, "weight", 2);
        out.out("w", m.weight);
        out.out("state", Py.names(m.stateDict()));
        out.out("mask", m.getBuffer("weight_mask"));
        out.out("params", Py.names(m.namedParameters()));
        out.out("is_pruned", Prune.isPruned(m));
        Prune.remove(m, "weight");
        out.out("removed", Py.names(m.stateDict()));
        manualSeed(0);
        Linear c = new Linear(4, 4);
        Prune.randomUnstructured(c, "weight", 0.5);
        out.out("random_mask", c.getBuffer("weight_mask"));
        Linear s = new Linear(2, 3, false);
        s.weight.setData(tensor(new double[][] {{1., 1.}, {5., 5.}, {2., 2.}}));
        Prune.lnStructured(s, "weight", 1, 2, 0);
        out.out("structured", s.weight);
    }
}
