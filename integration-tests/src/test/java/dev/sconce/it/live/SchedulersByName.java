package dev.sconce.it.live;

import dev.sconce.optim.Optimizer;
import dev.sconce.optim.Rprop;
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
import dev.sconce.torch.Torch;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Schedulers by Python's names, with arguments by Python's names and of its types; what is missing has its default. */
final class SchedulersByName {
    private final Optimizer optimizer;
    private final Map<String, @Nullable Object> given;

    SchedulersByName(Optimizer optimizer, Map<String, @Nullable Object> given) {
        this.optimizer = optimizer;
        this.given = new LinkedHashMap<>(given);
    }

    LRScheduler make(String name) {
        return switch (name) {
            case "LambdaLR" -> new LambdaLR(optimizer, factors(), lastEpoch());
            case "MultiplicativeLR" -> new MultiplicativeLR(optimizer, factors(), lastEpoch());
            case "StepLR" -> new StepLR(optimizer, integer("step_size", 0), number("gamma", 0.1), lastEpoch());
            case "MultiStepLR" -> new MultiStepLR(optimizer, numbers("milestones"), number("gamma", 0.1), lastEpoch());
            case "ConstantLR" ->
                new ConstantLR(optimizer, number("factor", 1.0 / 3), integer("total_iters", 5), lastEpoch());
            case "LinearLR" ->
                new LinearLR(
                        optimizer,
                        number("start_factor", 1.0 / 3),
                        number("end_factor", 1),
                        integer("total_iters", 5),
                        lastEpoch());
            case "ExponentialLR" -> new ExponentialLR(optimizer, number("gamma", 0), lastEpoch());
            case "PolynomialLR" ->
                new PolynomialLR(optimizer, integer("total_iters", 5), number("power", 1), lastEpoch());
            case "CosineAnnealingLR" ->
                new CosineAnnealingLR(optimizer, integer("T_max", 0), number("eta_min", 0), lastEpoch());
            case "CosineAnnealingWarmRestarts" ->
                new CosineAnnealingWarmRestarts(
                        optimizer, integer("T_0", 0), integer("T_mult", 1), number("eta_min", 0), lastEpoch());
            case "OneCycleLR" -> oneCycle();
            case "CyclicLR" -> cyclic();
            case "ReduceLROnPlateau" -> plateau();
            case "SWALR" -> swa();
            case "SequentialLR" -> new SequentialLR(optimizer, parts(), numbers("milestones"));
            case "ChainedScheduler" -> new ChainedScheduler(parts());
            default -> throw new IllegalArgumentException(name);
        };
    }

    private LRScheduler oneCycle() {
        Consumer<OneCycleLR.Options> options = o -> {
            ifThere("total_steps", value -> o.totalSteps((long) value));
            ifThere("epochs", value -> o.epochs((long) value));
            ifThere("steps_per_epoch", value -> o.stepsPerEpoch((long) value));
            ifThere("pct_start", value -> o.pctStart(value));
            text("anneal_strategy", o::annealStrategy);
            flag("cycle_momentum", o::cycleMomentum);
            oneOrMore("base_momentum", o::baseMomentum, o::baseMomentum);
            oneOrMore("max_momentum", o::maxMomentum, o::maxMomentum);
            ifThere("div_factor", o::divFactor);
            ifThere("final_div_factor", o::finalDivFactor);
            flag("three_phase", o::threePhase);
            ifThere("last_epoch", value -> o.lastEpoch((long) value));
        };
        return given.get("max_lr") instanceof List<?>
                ? new OneCycleLR(optimizer, doubles("max_lr"), options)
                : new OneCycleLR(optimizer, number("max_lr", 0), options);
    }

    private LRScheduler cyclic() {
        Consumer<CyclicLR.Options> options = o -> {
            ifThere("step_size_up", value -> o.stepSizeUp((long) value));
            ifThere("step_size_down", value -> o.stepSizeDown((long) value));
            text("mode", o::mode);
            ifThere("gamma", o::gamma);
            text("scale_mode", o::scaleMode);
            flag("cycle_momentum", o::cycleMomentum);
            oneOrMore("base_momentum", o::baseMomentum, o::baseMomentum);
            oneOrMore("max_momentum", o::maxMomentum, o::maxMomentum);
            ifThere("last_epoch", value -> o.lastEpoch((long) value));
        };
        boolean lists = given.get("base_lr") instanceof List<?> || given.get("max_lr") instanceof List<?>;
        return lists
                ? new CyclicLR(optimizer, doubles("base_lr"), doubles("max_lr"), options)
                : new CyclicLR(optimizer, number("base_lr", 0), number("max_lr", 0), options);
    }

    private LRScheduler plateau() {
        return new ReduceLROnPlateau(optimizer, o -> {
            text("mode", o::mode);
            ifThere("factor", o::factor);
            ifThere("patience", value -> o.patience((long) value));
            ifThere("threshold", o::threshold);
            text("threshold_mode", o::thresholdMode);
            ifThere("cooldown", value -> o.cooldown((long) value));
            oneOrMore("min_lr", o::minLr, o::minLr);
            ifThere("eps", o::eps);
        });
    }

    private LRScheduler swa() {
        String strategy = given.get("anneal_strategy") instanceof String text ? text : "cos";
        return given.get("swa_lr") instanceof List<?>
                ? new SWALR(optimizer, doubles("swa_lr"), integer("anneal_epochs", 10), strategy, lastEpoch())
                : new SWALR(optimizer, number("swa_lr", 0), integer("anneal_epochs", 10), strategy, lastEpoch());
    }

    private List<LRScheduler> parts() {
        return ((List<?>) given.get("schedulers"))
                .stream().map(word -> part(String.valueOf(word))).toList();
    }

    private LRScheduler part(String word) {
        return switch (word) {
            case "constant" -> new ConstantLR(optimizer, 0.1, 2);
            case "exponential" -> new ExponentialLR(optimizer, 0.9);
            case "linear" -> new LinearLR(optimizer, 0.5, 1, 3);
            case "cosine" -> new CosineAnnealingLR(optimizer, 5);
            case "restarts" -> new CosineAnnealingWarmRestarts(optimizer, 3);
            case "plateau" -> new ReduceLROnPlateau(optimizer);
            default -> new ExponentialLR(new Rprop(List.of(Torch.ones(2).requiresGrad_()), o -> o.lr(0.5)), 0.9);
        };
    }

    private List<LongToDoubleFunction> factors() {
        int count = given.get("lr_lambda") instanceof List<?> list
                ? list.size()
                : optimizer.paramGroups().size();
        return Collections.nCopies(count, epoch -> 1.0 / (1 + epoch));
    }

    private long lastEpoch() {
        return integer("last_epoch", -1);
    }

    private long integer(String name, long fallback) {
        return given.get(name) instanceof Number number ? number.longValue() : fallback;
    }

    private double number(String name, double fallback) {
        return given.get(name) instanceof Number number ? number.doubleValue() : fallback;
    }

    private List<Number> numbers(String name) {
        return ((List<?>) given.get(name)).stream().map(Number.class::cast).toList();
    }

    /** A list, or one number for each group. */
    private double[] doubles(String name) {
        if (given.get(name) instanceof List<?>) {
            return numbers(name).stream().mapToDouble(Number::doubleValue).toArray();
        }
        return optimizer.paramGroups().stream()
                .mapToDouble(group -> number(name, 0))
                .toArray();
    }

    private void ifThere(String name, DoubleConsumer setter) {
        if (given.get(name) instanceof Number number) {
            setter.accept(number.doubleValue());
        }
    }

    private void oneOrMore(String name, DoubleConsumer one, Consumer<double[]> more) {
        if (given.get(name) instanceof List<?>) {
            more.accept(doubles(name));
        } else {
            ifThere(name, one);
        }
    }

    private void text(String name, Consumer<String> setter) {
        if (given.get(name) instanceof String text) {
            setter.accept(text);
        }
    }

    private void flag(String name, Consumer<Boolean> setter) {
        if (given.get(name) instanceof Boolean flag) {
            setter.accept(flag);
        }
    }
}
