package dev.sconce.optim.scheduler;

import dev.sconce.nn.internal.PyText;
import dev.sconce.optim.Optimizer;
import dev.sconce.optim.ParamGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One rise and one long fall of the rates over a whole run, batch by batch ({@code torch.optim.lr_scheduler.OneCycleLR}); the
 * momentum goes the other way.
 */
public final class OneCycleLR extends LRScheduler {
    /** The options of {@link OneCycleLR}. */
    public static final class Options {
        private @Nullable Long totalSteps;
        private @Nullable Long epochs;
        private @Nullable Long stepsPerEpoch;
        private double pctStart = 0.3;
        private String annealStrategy = "cos";
        private boolean cycleMomentum = true;
        private GroupValues baseMomentum = GroupValues.of(0.85);
        private GroupValues maxMomentum = GroupValues.of(0.95);
        private double divFactor = 25.0;
        private double finalDivFactor = 1e4;
        private boolean threePhase;
        private long lastEpoch = -1;

        private Options() {}

        /**
         * Sets the number of steps of the run.
         *
         * @param totalSteps more than 0
         * @return this
         */
        public Options totalSteps(long totalSteps) {
            this.totalSteps = totalSteps;
            return this;
        }

        /**
         * Sets the number of epochs; with {@link #stepsPerEpoch}, instead of the total.
         *
         * @param epochs more than 0
         * @return this
         */
        public Options epochs(long epochs) {
            this.epochs = epochs;
            return this;
        }

        /**
         * Sets the number of steps in an epoch.
         *
         * @param stepsPerEpoch more than 0
         * @return this
         */
        public Options stepsPerEpoch(long stepsPerEpoch) {
            this.stepsPerEpoch = stepsPerEpoch;
            return this;
        }

        /**
         * Sets which part of the run is the rise.
         *
         * @param pctStart default 0.3; from 0 to 1
         * @return this
         */
        public Options pctStart(double pctStart) {
            this.pctStart = pctStart;
            return this;
        }

        /**
         * Sets the form of rise and fall.
         *
         * @param annealStrategy {@code cos}, the default, or {@code linear}
         * @return this
         */
        public Options annealStrategy(String annealStrategy) {
            this.annealStrategy = annealStrategy;
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
         * @param momentum for all groups; default 0.85
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
         * @param momentum for all groups; default 0.95
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
         * Sets the first rate.
         *
         * @param divFactor by what the highest is divided; default 25
         * @return this
         */
        public Options divFactor(double divFactor) {
            this.divFactor = divFactor;
            return this;
        }

        /**
         * Sets the last rate.
         *
         * @param finalDivFactor by what the first is divided; default 10000
         * @return this
         */
        public Options finalDivFactor(double finalDivFactor) {
            this.finalDivFactor = finalDivFactor;
            return this;
        }

        /**
         * Sets whether the fall ends at the first rate and a third phase goes on from there.
         *
         * @param threePhase default false
         * @return this
         */
        public Options threePhase(boolean threePhase) {
            this.threePhase = threePhase;
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

        private long steps() {
            if (totalSteps != null) {
                return positive("total_steps", totalSteps);
            }
            if (epochs != null && stepsPerEpoch != null) {
                return positive("epochs", epochs) * positive("steps_per_epoch", stepsPerEpoch);
            }
            throw new IllegalArgumentException("You must define either total_steps OR (epochs AND steps_per_epoch)");
        }

        private static long positive(String name, long number) {
            if (number <= 0) {
                throw new IllegalArgumentException("Expected positive integer " + name + ", but got " + number);
            }
            return number;
        }
    }

    private long totalSteps;
    private List<OneCyclePhase> phases;
    private String annealStrategy;
    private final @Nullable GroupMomentum momentum;

    /**
     * Begins a schedule.
     *
     * @param optimizer whose groups' rates to set
     * @param maxLr the highest rate
     * @param options sets the options; the number of steps is needed
     */
    public OneCycleLR(Optimizer optimizer, double maxLr, Consumer<? super Options> options) {
        this(optimizer, GroupValues.of(maxLr), options(options));
    }

    /**
     * Begins a schedule.
     *
     * @param optimizer whose groups' rates to set
     * @param maxLrs the highest rates, one for each group
     * @param options sets the options; the number of steps is needed
     */
    public OneCycleLR(Optimizer optimizer, double[] maxLrs, Consumer<? super Options> options) {
        this(optimizer, GroupValues.of(maxLrs), options(options));
    }

    private OneCycleLR(Optimizer optimizer, GroupValues maxLr, Options options) {
        super(optimizer, options.lastEpoch);
        totalSteps = options.steps();
        phases = OneCyclePhase.plan(totalSteps, options.pctStart, options.threePhase);
        if (!(options.pctStart >= 0 && options.pctStart <= 1)) {
            throw new IllegalArgumentException(
                    "Expected float between 0 and 1 pct_start, but got " + PyText.repr(options.pctStart));
        }
        annealStrategy = Annealing.check(options.annealStrategy);
        double[] maxLrs = maxLr.expand("max_lr", optimizer);
        momentum = options.cycleMomentum ? new GroupMomentum(optimizer) : null;
        if (options.lastEpoch == -1) {
            for (int i = 0; i < maxLrs.length; i++) {
                ParamGroup group = groups().get(i);
                double first = maxLrs[i] / options.divFactor;
                group.put("initial_lr", first);
                group.put("max_lr", maxLrs[i]);
                group.put("min_lr", first / options.finalDivFactor);
            }
            if (momentum != null) {
                momentum.begin(
                        options.baseMomentum.expand("base_momentum", optimizer),
                        options.maxMomentum.expand("max_momentum", optimizer));
            }
        }
        begin();
    }

    private static Options options(Consumer<? super Options> setter) {
        Options options = new Options();
        setter.accept(options);
        return options;
    }

    @Override
    protected double[] getLr() {
        if (lastEpoch() > totalSteps) {
            throw new IllegalStateException(
                    "Tried to step " + lastEpoch() + " times. The specified number of total steps is " + totalSteps);
        }
        double begin = 0;
        int current = 0;
        while (current < phases.size() - 1 && lastEpoch() > phases.get(current).endStep()) {
            begin = phases.get(current).endStep();
            current++;
        }
        OneCyclePhase phase = phases.get(current);
        double part = (lastEpoch() - begin) / (phase.endStep() - begin);
        List<ParamGroup> groups = groups();
        double[] rates = new double[groups.size()];
        for (int i = 0; i < rates.length; i++) {
            ParamGroup group = groups.get(i);
            rates[i] = between(group, phase.startLr(), phase.endLr(), part);
            if (momentum != null) {
                momentum.set(group, between(group, phase.startMomentum(), phase.endMomentum(), part));
            }
        }
        return rates;
    }

    private double between(ParamGroup group, String start, String end, double part) {
        return Annealing.between(annealStrategy, group.number(start), group.number(end), part);
    }

    @Override
    void saveSettings(SchedulerState state) {
        state.put("total_steps", totalSteps);
        List<@Nullable Object> saved = new ArrayList<>();
        phases.forEach(phase -> saved.add(phase.save()));
        state.put("_schedule_phases", saved);
        state.put("_anneal_func_type", annealStrategy);
        state.put("cycle_momentum", momentum != null);
        if (momentum != null) {
            state.put("use_beta1", momentum.usesBeta1());
        }
    }

    @Override
    void loadSettings(SchedulerState state) {
        totalSteps = state.integer("total_steps", totalSteps);
        if (state.get("_schedule_phases", null) != null) {
            List<OneCyclePhase> loaded = new ArrayList<>();
            state.list("_schedule_phases").forEach(phase -> loaded.add(OneCyclePhase.load(phase)));
            phases = loaded;
        }
        annealStrategy = state.text("_anneal_func_type", annealStrategy);
    }
}
