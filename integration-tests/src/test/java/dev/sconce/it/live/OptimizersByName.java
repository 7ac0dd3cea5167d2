package dev.sconce.it.live;

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
import dev.sconce.optim.NamedOptions;
import dev.sconce.optim.Optimizer;
import dev.sconce.optim.ParamGroup;
import dev.sconce.optim.RAdam;
import dev.sconce.optim.RMSprop;
import dev.sconce.optim.Rprop;
import dev.sconce.optim.SGD;
import dev.sconce.optim.SparseAdam;
import dev.sconce.torch.Tensor;
import java.util.List;
import java.util.function.Consumer;

/** Optimizers by Python's names. */
final class OptimizersByName {
    private OptimizersByName() {}

    static Optimizer make(String name, List<Tensor> params, Consumer<NamedOptions<?>> options) {
        return switch (name) {
            case "Adadelta" -> new Adadelta(params, options);
            case "Adafactor" -> new Adafactor(params, options);
            case "Adagrad" -> new Adagrad(params, options);
            case "Adam" -> new Adam(params, options);
            case "AdamW" -> new AdamW(params, options);
            case "Adamax" -> new Adamax(params, options);
            case "ASGD" -> new ASGD(params, options);
            case "LBFGS" -> new LBFGS(params, options);
            case "Muon" -> new Muon(params, options);
            case "NAdam" -> new NAdam(params, options);
            case "RAdam" -> new RAdam(params, options);
            case "RMSprop" -> new RMSprop(params, options);
            case "Rprop" -> new Rprop(params, options);
            case "SGD" -> new SGD(params, options);
            case "SparseAdam" -> new SparseAdam(params, options);
            default -> throw new IllegalArgumentException(name);
        };
    }

    static Optimizer makeOfGroups(String name, List<ParamGroup> groups) {
        return switch (name) {
            case "Adadelta" -> new Adadelta(groups, options -> {});
            case "Adafactor" -> new Adafactor(groups, options -> {});
            case "Adagrad" -> new Adagrad(groups, options -> {});
            case "Adam" -> new Adam(groups, options -> {});
            case "AdamW" -> new AdamW(groups, options -> {});
            case "Adamax" -> new Adamax(groups, options -> {});
            case "ASGD" -> new ASGD(groups, options -> {});
            case "LBFGS" -> new LBFGS(groups, options -> {});
            case "Muon" -> new Muon(groups, options -> {});
            case "NAdam" -> new NAdam(groups, options -> {});
            case "RAdam" -> new RAdam(groups, options -> {});
            case "RMSprop" -> new RMSprop(groups, options -> {});
            case "Rprop" -> new Rprop(groups, options -> {});
            case "SGD" -> new SGD(groups, options -> {});
            case "SparseAdam" -> new SparseAdam(groups, options -> {});
            default -> throw new IllegalArgumentException(name);
        };
    }
}
