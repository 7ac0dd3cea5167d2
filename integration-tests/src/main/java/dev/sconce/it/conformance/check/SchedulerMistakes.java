package dev.sconce.it.conformance.check;

import static dev.sconce.torch.Torch.ones;
import static dev.sconce.torch.Torch.zeros;

import dev.sconce.nn.Parameter;
import dev.sconce.optim.Adagrad;
import dev.sconce.optim.Optimizer;
import dev.sconce.optim.ParamGroup;
import dev.sconce.optim.SGD;
import dev.sconce.optim.scheduler.ChainedScheduler;
import dev.sconce.optim.scheduler.ConstantLR;
import dev.sconce.optim.scheduler.CosineAnnealingWarmRestarts;
import dev.sconce.optim.scheduler.CyclicLR;
import dev.sconce.optim.scheduler.LambdaLR;
import dev.sconce.optim.scheduler.LinearLR;
import dev.sconce.optim.scheduler.MultiplicativeLR;
import dev.sconce.optim.scheduler.OneCycleLR;
import dev.sconce.optim.scheduler.ReduceLROnPlateau;
import dev.sconce.optim.scheduler.SWALR;
import dev.sconce.optim.scheduler.SequentialLR;
import dev.sconce.optim.scheduler.StepLR;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The mistakes of the scheduler cases, in Java. */
final class SchedulerMistakes {
    /** Java by Python's source. */
    static final Map<String, Runnable> BY_SOURCE = new HashMap<>();

    static {
        cycles();
        plateaus();
        factors();
        compositions();
    }

    private SchedulerMistakes() {}

    /** The optimizer of the cases: two groups, the second with a rate of its own. */
    private static Optimizer sgd() {
        return new SGD(
                List.of(
                        ParamGroup.of(List.of(new Parameter(ones(2)))),
                        ParamGroup.of(List.of(new Parameter(zeros(3)))).lr(0.05)),
                o -> o.lr(0.1).momentum(0.9));
    }

    private static void cycles() {
        add(
                "LS.CyclicLR(optim.Adagrad([nn.Parameter(torch.ones(1))]), 0.1, 0.2)",
                () -> new CyclicLR(new Adagrad(List.of(new Parameter(ones(1)))), 0.1, 0.2, o -> {}));
        add("LS.OneCycleLR(o('sgd'), 0.1)", () -> new OneCycleLR(sgd(), 0.1, o -> {}));
        add("LS.OneCycleLR(o('sgd'), 0.1, total_steps=-1)", () -> new OneCycleLR(sgd(), 0.1, o -> o.totalSteps(-1)));
        add("[m.step() for m in [LS.OneCycleLR(o('sgd'), 0.1, total_steps=3)] for _ in range(4)]", () -> {
            OneCycleLR m = new OneCycleLR(sgd(), 0.1, o -> o.totalSteps(3));
            for (int i = 0; i < 4; i++) {
                m.step();
            }
        });
        add(
                "LS.OneCycleLR(o('sgd'), 0.1, total_steps=3, pct_start=2.0)",
                () -> new OneCycleLR(sgd(), 0.1, o -> o.totalSteps(3).pctStart(2.0)));
        add(
                "LS.OneCycleLR(o('sgd'), 0.1, total_steps=3, anneal_strategy='exp')",
                () -> new OneCycleLR(sgd(), 0.1, o -> o.totalSteps(3).annealStrategy("exp")));
        add("LS.CyclicLR(o('sgd'), 0.1, 0.2, mode='bogus')", () -> new CyclicLR(sgd(), 0.1, 0.2, o -> o.mode("bogus")));
        add(
                "LS.CyclicLR(o('sgd'), [0.1], 0.2)",
                () -> new CyclicLR(sgd(), new double[] {0.1}, new double[] {0.2, 0.2}, o -> {}));
    }

    private static void plateaus() {
        add("LS.ReduceLROnPlateau(o('sgd'), factor=1.5)", () -> new ReduceLROnPlateau(sgd(), o -> o.factor(1.5)));
        add("LS.ReduceLROnPlateau(o('sgd'), mode='bogus')", () -> new ReduceLROnPlateau(sgd(), o -> o.mode("bogus")));
        add(
                "LS.ReduceLROnPlateau(o('sgd'), threshold_mode='bogus')",
                () -> new ReduceLROnPlateau(sgd(), o -> o.thresholdMode("bogus")));
        add(
                "LS.ReduceLROnPlateau(o('sgd'), min_lr=[0.1])",
                () -> new ReduceLROnPlateau(sgd(), o -> o.minLr(new double[] {0.1})));
    }

    private static void factors() {
        add("LS.LambdaLR(o('sgd'), [lambda e: 1])", () -> new LambdaLR(sgd(), List.of(e -> 1)));
        add("LS.MultiplicativeLR(o('sgd'), [lambda e: 1])", () -> new MultiplicativeLR(sgd(), List.of(e -> 1)));
        add("LS.ConstantLR(o('sgd'), factor=1.5)", () -> new ConstantLR(sgd(), 1.5));
        add("LS.LinearLR(o('sgd'), start_factor=0)", () -> new LinearLR(sgd(), 0));
        add("LS.LinearLR(o('sgd'), end_factor=2)", () -> new LinearLR(sgd(), 1.0 / 3, 2));
        add("LS.CosineAnnealingWarmRestarts(o('sgd'), 0)", () -> new CosineAnnealingWarmRestarts(sgd(), 0));
        add(
                "LS.CosineAnnealingWarmRestarts(o('sgd'), 3, T_mult=0)",
                () -> new CosineAnnealingWarmRestarts(sgd(), 3, 0, 0));
        add("LS.StepLR(o('sgd'), 3, last_epoch=5)", () -> new StepLR(sgd(), 3, 0.1, 5));
        add("LS.StepLR(None, 3)", () -> new StepLR(noOptimizer(), 3));
    }

    private static void compositions() {
        add("LS.SequentialLR(o('sgd'), [], [])", () -> new SequentialLR(sgd(), List.of(), List.of()));
        add(
                "LS.SequentialLR(o('sgd'), [LS.StepLR(o('sgd'), 3)], [])",
                () -> new SequentialLR(sgd(), List.of(new StepLR(sgd(), 3)), List.of()));
        add("LS.ChainedScheduler([])", () -> new ChainedScheduler(List.of()));
        add("optim.swa_utils.SWALR(o('sgd'), 0.1, anneal_strategy='bogus')", () -> new SWALR(sgd(), 0.1, 10, "bogus"));
    }

    @SuppressWarnings("NullAway") // a null where none is allowed is the mistake
    private static Optimizer noOptimizer() {
        return null;
    }

    private static void add(String source, Runnable mistake) {
        BY_SOURCE.put(source, mistake);
    }
}
