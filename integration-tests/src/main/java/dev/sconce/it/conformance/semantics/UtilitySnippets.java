package dev.sconce.it.conformance.semantics;

import static dev.sconce.torch.Torch.arange;
import static dev.sconce.torch.Torch.manualSeed;
import static dev.sconce.torch.Torch.rand;
import static dev.sconce.torch.Torch.randn;

import dev.sconce.nn.BatchNorm2d;
import dev.sconce.nn.Conv2d;
import dev.sconce.nn.Linear;
import dev.sconce.nn.LinearOptions;
import dev.sconce.nn.init.Init;
import dev.sconce.nn.utils.ParameterVectors;
import dev.sconce.nn.utils.SkipInit;
import dev.sconce.nn.utils.fusion.Fusion;
import dev.sconce.optim.swa.AveragedModel;
import dev.sconce.optim.swa.Averaging;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** {@code utils/*}: parameters as vectors, fusion, modules without initialization, averages. */
final class UtilitySnippets {
    private UtilitySnippets() {}

    static void register(Map<String, Snippet> table) {
        table.put("utils/vector", UtilitySnippets::vector);
        table.put("utils/fuse_conv_bn", UtilitySnippets::fuseConvBn);
        table.put("utils/skip_init", UtilitySnippets::skipInit);
        table.put("utils/averaged_model", UtilitySnippets::averagedModel);
    }

    private static void vector(Observations out) {
        manualSeed(0);
        Linear m = new Linear(2, 2);
        out.out("v", ParameterVectors.parametersToVector(m.parameters()));
        ParameterVectors.vectorToParameters(arange(6.), m.parameters());
        out.out("w", m.weight);
        out.out("b", m.bias);
        out.refused(
                "error",
                "dev.sconce.nn.utils.ParameterVectors.vectorToParameters(%s, new Linear(1, 1, false).parameters());",
                "Torch.ones(1)",
                "List.of(1)");
    }

    private static void fuseConvBn(Observations out) {
        manualSeed(0);
        Conv2d c = new Conv2d(2, 3, 3);
        c.eval();
        BatchNorm2d b = new BatchNorm2d(3);
        b.eval();
        Objects.requireNonNull(b.runningMean).normal_();
        Objects.requireNonNull(b.runningVar).uniform_(0.5, 2);
        Conv2d f = Fusion.fuseConvBnEval(c, b);
        Tensor x = randn(1, 2, 4, 4);
        out.out("close", Torch.allclose(b.call(c.call(x)), f.call(x), 1e-5, 1e-5));
        out.out("w", f.weight);
        out.out("b", f.bias);
    }

    private static void skipInit(Observations out) {
        manualSeed(0);
        Tensor r1 = rand(1);
        manualSeed(0);
        Linear m = SkipInit.skipInit((Consumer<LinearOptions> o) -> new Linear(2, 3, o));
        out.out("same", Torch.equal(r1, rand(1)));
        out.out("repr", m);
    }

    private static void averagedModel(Observations out) {
        Linear m = new Linear(1, 1, false);
        Init.constant_(m.weight, 1);
        AveragedModel<Linear> s = new AveragedModel<>(m);
        AveragedModel<Linear> e = new AveragedModel<>(m, o -> o.multiAvgFn(Averaging.getEmaMultiAvgFn(0.9)));
        for (double v : new double[] {1., 3., 8.}) {
            Init.constant_(m.weight, v);
            s.updateParameters(m);
            e.updateParameters(m);
        }
        out.out("swa", s.module.weight);
        out.out("ema", e.module.weight);
        out.out("n", s.nAveraged);
        out.out("state", Py.names(s.stateDict()));
    }
}
