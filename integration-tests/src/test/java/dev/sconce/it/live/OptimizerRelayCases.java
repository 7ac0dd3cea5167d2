package dev.sconce.it.live;

import dev.sconce.nn.Parameter;
import dev.sconce.optim.ASGD;
import dev.sconce.optim.Adadelta;
import dev.sconce.optim.Adafactor;
import dev.sconce.optim.Adagrad;
import dev.sconce.optim.Adam;
import dev.sconce.optim.AdamW;
import dev.sconce.optim.Adamax;
import dev.sconce.optim.LBFGS;
import dev.sconce.optim.Muon;
import dev.sconce.optim.NAdam;
import dev.sconce.optim.Optimizer;
import dev.sconce.optim.ParamGroup;
import dev.sconce.optim.RAdam;
import dev.sconce.optim.RMSprop;
import dev.sconce.optim.Rprop;
import dev.sconce.optim.SGD;
import dev.sconce.optim.SparseAdam;
import dev.sconce.optim.scheduler.ChainedScheduler;
import dev.sconce.optim.scheduler.ConstantLR;
import dev.sconce.optim.scheduler.CosineAnnealingLR;
import dev.sconce.optim.scheduler.CosineAnnealingWarmRestarts;
import dev.sconce.optim.scheduler.CyclicLR;
import dev.sconce.optim.scheduler.ExponentialLR;
import dev.sconce.optim.scheduler.LRScheduler;
import dev.sconce.optim.scheduler.LambdaLR;
import dev.sconce.optim.scheduler.LinearLR;
import dev.sconce.optim.scheduler.MultiStepLR;
import dev.sconce.optim.scheduler.MultiplicativeLR;
import dev.sconce.optim.scheduler.OneCycleLR;
import dev.sconce.optim.scheduler.PolynomialLR;
import dev.sconce.optim.scheduler.ReduceLROnPlateau;
import dev.sconce.optim.scheduler.SWALR;
import dev.sconce.optim.scheduler.SequentialLR;
import dev.sconce.optim.scheduler.StepLR;
import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The optimizers and schedulers of {@code optimizer_relay.py}, by the same names. */
final class OptimizerRelayCases {
    private OptimizerRelayCases() {}

    static Optimizer optimizer(String name, List<Parameter> p) {
        return switch (name) {
            case "adadelta" -> new Adadelta(p, o -> o.lr(0.5).weightDecay(0.01));
            case "adafactor" -> new Adafactor(p, o -> o.weightDecay(0.01));
            case "adagrad" -> new Adagrad(p, o -> o.lrDecay(0.1).initialAccumulatorValue(0.1));
            case "adam" -> new Adam(p, o -> o.lr(0.05).amsgrad(true).weightDecay(0.01));
            case "adamw" -> new AdamW(List.of(named(p)), o -> o.weightDecay(0.05));
            case "adamax" -> new Adamax(p, o -> o.lr(0.05).maximize(true));
            case "asgd" -> new ASGD(p, o -> o.lr(0.05).t0(4).weightDecay(0.01));
            case "lbfgs" ->
                new LBFGS(p, o -> o.maxIter(4).lineSearchFn("strong_wolfe").lr(0.5));
            case "lbfgs_plain" -> new LBFGS(p, o -> o.maxIter(3).historySize(2).lr(0.5));
            case "muon" -> new Muon(p.subList(0, 1), o -> o.lr(0.05));
            case "nadam" ->
                new NAdam(p, o -> o.lr(0.05).decoupledWeightDecay(true).weightDecay(0.01));
            case "radam" -> new RAdam(p, o -> o.lr(0.05).betas(0.9, 0.9));
            case "rmsprop" -> new RMSprop(p, o -> o.lr(0.05).centered(true).momentum(0.5));
            case "rprop" -> new Rprop(p, o -> o.lr(0.05));
            case "sgd" ->
                new SGD(
                        List.of(named(p)),
                        o -> o.lr(0.05).momentum(0.9).nesterov(true).weightDecay(0.01));
            case "sparse_adam" -> new SparseAdam(p.subList(0, 1), o -> o.lr(0.05));
            case "sgd_groups" ->
                new SGD(
                        List.of(ParamGroup.of(p.get(0)).lr(0.25).put("note", "mine"), ParamGroup.of(p.get(1))),
                        o -> o.lr(0.5).momentum(0.5));
            case "adamw_fused" -> new AdamW(p, o -> o.lr(0.05).fused(true));
            default -> withTensors(name, p);
        };
    }

    private static ParamGroup named(List<Parameter> p) {
        Map<String, Parameter> named = new LinkedHashMap<>();
        named.put("weight", p.get(0));
        named.put("bias", p.get(1));
        return ParamGroup.of(named);
    }

    private static Optimizer withTensors(String name, List<Parameter> p) {
        Tensor lr = Torch.tensor(0.125);
        return switch (name) {
            case "adam_tensor_lr" -> new Adam(p, o -> o.lr(lr));
            case "adam_tensor_betas" ->
                new Adam(p, o -> o.lr(Torch.tensor(0.125, d -> d.dtype(DType.FLOAT64)))
                        .betas(Torch.tensor(0.9), Torch.tensor(new double[] {0.99}, d -> d.dtype(DType.FLOAT32))));
            case "asgd_tensor_lr" -> new ASGD(p, o -> o.lr(lr.view(1)).t0(2));
            case "nadam_tensor_lr" -> new NAdam(p, o -> o.lr(lr));
            case "radam_tensor_lr" -> new RAdam(p, o -> o.lr(lr).betas(0.9, 0.9));
            case "adafactor_tensor_lr" -> new Adafactor(p, o -> o.lr(lr));
            case "sgd_tensor_lr" -> new SGD(p, o -> o.lr(lr).momentum(0.9));
            case "rmsprop_tensor_lr" -> new RMSprop(p, o -> o.lr(lr).foreach(true));
            case "adagrad_tensor_lr" -> new Adagrad(p, o -> o.lr(lr));
            case "adamax_tensor_lr" -> new Adamax(p, o -> o.lr(lr));
            case "adamw_tensor_fused" ->
                new AdamW(p, o -> o.lr(lr)
                        .betas(Torch.tensor(0.9), Torch.tensor(0.99))
                        .fused(true));
            case "nadam_foreach" -> new NAdam(p, o -> o.lr(lr).foreach(true));
            case "radam_foreach" -> new RAdam(p, o -> o.lr(lr).foreach(true));
            case "asgd_foreach" -> new ASGD(p, o -> o.lr(lr).foreach(true).t0(2));
            case "adafactor_foreach" -> new Adafactor(p, o -> o.lr(lr).foreach(true));
            default -> throw new IllegalArgumentException(name);
        };
    }

    static LRScheduler scheduler(String name, Optimizer optimizer) {
        return switch (name) {
            case "adadelta" -> new LambdaLR(optimizer, epoch -> 1.0 / (1 + epoch));
            case "adafactor" -> new MultiplicativeLR(optimizer, epoch -> 0.9);
            case "adagrad" -> new StepLR(optimizer, 2, 0.3);
            case "adam" -> new MultiStepLR(optimizer, List.of(2, 4, 4, 7), 0.3);
            case "adamw" -> new OneCycleLR(optimizer, 0.1, o -> o.totalSteps(10));
            case "adamax" -> new ConstantLR(optimizer, 0.3, 4);
            case "asgd" -> new LinearLR(optimizer, 0.3, 0.9, 7);
            case "lbfgs", "lbfgs_plain" -> new ExponentialLR(optimizer, 0.9);
            case "muon" ->
                new SequentialLR(
                        optimizer,
                        List.of(new ConstantLR(optimizer, 0.3, 2), new ExponentialLR(optimizer, 0.9)),
                        List.of(4));
            case "nadam" -> new CosineAnnealingLR(optimizer, 5, 1e-3);
            case "radam" ->
                new ChainedScheduler(List.of(new ConstantLR(optimizer, 0.3, 4), new ExponentialLR(optimizer, 0.9)));
            case "rmsprop" ->
                new ReduceLROnPlateau(optimizer, o -> o.patience(1).factor(0.3));
            case "rprop" -> new PolynomialLR(optimizer, 8, 2.0);
            case "sgd" ->
                new CyclicLR(optimizer, 0.01, 0.1, o -> o.stepSizeUp(3).mode("triangular2"));
            case "sparse_adam" -> new CosineAnnealingWarmRestarts(optimizer, 2, 2, 0);
            case "sgd_groups" -> new SWALR(optimizer, new double[] {0.05, 0.01}, 4, "cos", -1);
            default -> new ExponentialLR(optimizer, 0.5);
        };
    }
}
