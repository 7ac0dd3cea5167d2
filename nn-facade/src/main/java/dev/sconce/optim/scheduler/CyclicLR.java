package dev.sconce.optim.scheduler;

import dev.sconce.optim.Optimizer;
import dev.sconce.optim.internal.CMath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Lets the rates go up and down between two limits, batch by batch ({@code torch.optim.lr_scheduler.CyclicLR}); the momentum
 * goes the other way.
 */
public final class CyclicLR extends LRScheduler {
    /** The options of {@link CyclicLR}. */
    public static final class Options {
        private double stepSizeUp = 2000;
        private @Nullable Double stepSizeDown;
        private String mode = "triangular";
        private double gamma = 1.0;
        private @Nullable DoubleUnaryOperator scaleFn;
        private String scaleMode = "cycle";
        private boolean cycleMomentum = true;
        private GroupValues baseMomentum = GroupValues.of(0.8);
        private GroupValues maxMomentum = GroupValues.of(0.9);
        private long lastEpoch = -1;

        private Options() {}

        /**
         * Sets how many steps a rise takes.
         *
         * @param steps default 2000
         * @return this
         */
        public Options stepSizeUp(long steps) {
            stepSizeUp = steps;
            return this;
        }

        /**
         * Sets how many steps a fall takes.
         *
         * @param steps default as many as a rise
         * @return this
         */
        public Options stepSizeDown(long steps) {
            stepSizeDown = (double) steps;
            return this;
        }

        /**
         * Sets how the height of cycles changes.
         *
         * @param mode {@code triangular}, the default, for not at all; {@code triangular2} for by half each cycle;
         *     {@code exp_range} for by {@code gamma} each step
         * @return this
         */
        public Options mode(String mode) {
            this.mode = mode;
            return this;
        }

        /**
         * Sets the factor of {@code exp_range}.
         *
         * @param gamma default 1
         * @return this
         */
        public Options gamma(double gamma) {
            this.gamma = gamma;
            return this;
        }

        /**
         * Sets a factor of the height, in the place of the mode's.
         *
         * @param scaleFn from the number of the cycle, or of the step, to a factor
         * @return this
         */
        public Options scaleFn(DoubleUnaryOperator scaleFn) {
            this.scaleFn = scaleFn;
            return this;
        }

        /**
         * Sets what the factor is computed from; only for a function of one's own.
         *
         * @param scaleMode {@code cycle}, the default, or {@code iterations}
         * @return this
         */
        public Options scaleMode(String scaleMode) {
            this.scaleMode = scaleMode;
            return this;
        }

        /**
         * Sets whether the momentum changes, too.
         *
         * @param cycleMomentum default true
         * @return this
         */
        public Options cycleMomentum(boolean cycleMomentum) {
            this.cycleMomentum = cycleMomentum;
            return this;
        }

        /**
         * Sets the lowest momentum, at the highest rate.
         *
         * @param momentum for all groups; default 0.8
         * @return this
         */
        public Options baseMomentum(double momentum) {
            baseMomentum = GroupValues.of(momentum);
            return this;
        }

        /**
         * Sets the lowest momenta, at the highest rate.
         *
         * @param momenta one for each group
         * @return this
         */
        public Options baseMomentum(double[] momenta) {
            baseMomentum = GroupValues.of(momenta);
            return this;
        }

        /**
         * Sets the highest momentum, at the lowest rate.
         *
         * @param momentum for all groups; default 0.9
         * @return this
         */
        public Options maxMomentum(double momentum) {
            maxMomentum = GroupValues.of(momentum);
            return this;
        }

        /**
         * Sets the highest momenta, at the lowest rate.
         *
         * @param momenta one for each group
         * @return this
         */
        public Options maxMomentum(double[] momenta) {
            maxMomentum = GroupValues.of(momenta);
            return this;
        }

        /**
         * Sets the step that was last, to resume a run.
         *
         * @param lastEpoch default -1, for a new run
         * @return this
         */
        public Options lastEpoch(long lastEpoch) {
            this.lastEpoch = lastEpoch;
            return this;
        }
    }

    private double[] maxLrs;
    private double totalSize;
    private double stepRatio;
    private String mode;
    private double gamma;
    private String scaleMode;
    private final @Nullable DoubleUnaryOperator scaleFn;
    private final @Nullable GroupMomentum momentum;
    private double[] baseMomenta = {};
    private double[] maxMomenta = {};

    /**
     * Begins a schedule.
     *
     * @param optimizer whose groups' rates to set
     * @param baseLr the lowest rate
     * @param maxLr the highest rate
     * @param options sets the options
     */
    public CyclicLR(Optimizer optimizer, double baseLr, double maxLr, Consumer<? super Options> options) {
        this(optimizer, GroupValues.of(baseLr), GroupValues.of(maxLr), options(options));
    }

    /**
     * Begins a schedule.
     *
     * @param optimizer whose groups' rates to set
     * @param baseLrs the lowest rates, one for each group
     * @param maxLrs the highest rates, one for each group
     * @param options sets the options
     */
    public CyclicLR(Optimizer optimizer, double[] baseLrs, double[] maxLrs, Consumer<? super Options> options) {
        this(optimizer, GroupValues.of(baseLrs), GroupValues.of(maxLrs), options(options));
    }

    private CyclicLR(Optimizer optimizer, GroupValues baseLr, GroupValues maxLr, Options options) {
        super(optimizer, options.lastEpoch);
        double[] base = baseLr.expand("base_lr", optimizer);
        maxLrs = maxLr.expand("max_lr", optimizer);
        Double down = options.stepSizeDown;
        totalSize = options.stepSizeUp + (down == null ? options.stepSizeUp : down);
        stepRatio = options.stepSizeUp / totalSize;
        mode = options.mode;
        gamma = options.gamma;
        scaleFn = options.scaleFn;
        scaleMode = options.scaleMode;
        chooseScaleMode();
        momentum = options.cycleMomentum ? new GroupMomentum(optimizer) : null;
        boolean fresh = options.lastEpoch == -1;
        if (fresh) {
            for (int i = 0; i < base.length; i++) {
                setLr(groups().get(i), base[i]);
            }
        }
        if (momentum != null) {
            baseMomenta = options.baseMomentum.expand("base_momentum", optimizer);
            maxMomenta = options.maxMomentum.expand("max_momentum", optimizer);
            if (fresh) {
                momentum.begin(baseMomenta, maxMomenta);
            }
        }
        begin();
        baseLrs(base);
    }

    private static Options options(Consumer<? super Options> setter) {
        Options options = new Options();
        setter.accept(options);
        return options;
    }

    private void chooseScaleMode() {
        if (scaleFn != null) {
            return;
        }
        switch (mode) {
            case "triangular", "triangular2" -> scaleMode = "cycle";
            case "exp_range" -> scaleMode = "iterations";
            default -> throw new IllegalArgumentException("mode is invalid and scale_fn is None");
        }
    }

    private double scale(double at) {
        if (scaleFn != null) {
            return scaleFn.applyAsDouble(at);
        }
        return switch (mode) {
            case "triangular2" -> 1 / CMath.pow(2.0, at - 1);
            case "exp_range" -> CMath.pow(gamma, at);
            default -> 1.0;
        };
    }

    @Override
    protected double[] getLr() {
        double cycle = Math.floor(1 + lastEpoch() / totalSize);
        double x = 1.0 + lastEpoch() / totalSize - cycle;
        double height = x <= stepRatio ? x / stepRatio : (x - 1) / (stepRatio - 1);
        double scale = scale(scaleMode.equals("cycle") ? cycle : (double) lastEpoch());
        double[] rates = baseLrs();
        for (int i = 0; i < rates.length; i++) {
            rates[i] = rates[i] + (maxLrs[i] - rates[i]) * height * scale;
        }
        if (momentum != null) {
            for (int i = 0; i < rates.length; i++) {
                double drop = (maxMomenta[i] - baseMomenta[i]) * height;
                momentum.set(groups().get(i), maxMomenta[i] - drop * scale);
            }
        }
        return rates;
    }

    @Override
    void saveSettings(SchedulerState state) {
        state.put("max_lrs", maxLrs);
        state.put("total_size", totalSize);
        state.put("step_ratio", stepRatio);
        state.put("mode", mode);
        state.put("gamma", gamma);
        state.put("scale_mode", scaleMode);
        state.put("cycle_momentum", momentum != null);
        if (momentum != null) {
            state.put("use_beta1", momentum.usesBeta1());
            state.put("base_momentums", baseMomenta);
            state.put("max_momentums", maxMomenta);
        }
    }

    /** Those that were given, whatever the groups' rates stand in. */
    @Override
    List<@Nullable Object> savedBaseLrs() {
        return new ArrayList<>(Arrays.stream(baseLrs()).boxed().toList());
    }

    @Override
    void saveMore(SchedulerState state) {
        state.put("_scale_fn_custom", (Object) null);
    }

    @Override
    void loadSettings(SchedulerState state) {
        maxLrs = state.numbers("max_lrs", maxLrs);
        totalSize = state.number("total_size", totalSize);
        stepRatio = state.number("step_ratio", stepRatio);
        mode = state.text("mode", mode);
        gamma = state.number("gamma", gamma);
        scaleMode = state.text("scale_mode", scaleMode);
        chooseScaleMode();
        baseMomenta = state.numbers("base_momentums", baseMomenta);
        maxMomenta = state.numbers("max_momentums", maxMomenta);
    }
}
