package dev.sconce.optim.scheduler;

import dev.sconce.optim.Optimizer;
import dev.sconce.optim.ParamGroup;
import dev.sconce.torch.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lowers the rates when a figure has not got better for some time
 * ({@code torch.optim.lr_scheduler.ReduceLROnPlateau}).
 *
 * <pre>{@code
 * var scheduler = new ReduceLROnPlateau(optimizer, o -> o.factor(0.5).patience(3));
 * scheduler.step(validationLoss);
 * }</pre>
 */
public final class ReduceLROnPlateau extends LRScheduler {
    /** The options of {@link ReduceLROnPlateau}. */
    public static final class Options {
        private String mode = "min";
        private double factor = 0.1;
        private long patience = 10;
        private double threshold = 1e-4;
        private String thresholdMode = "rel";
        private long cooldown;
        private @Nullable Number minLr = 0L;
        private double[] minLrs = {};
        private double eps = 1e-8;

        private Options() {}

        /**
         * Sets what is better.
         *
         * @param mode {@code min}, the default, for less, {@code max} for more
         * @return this
         */
        public Options mode(String mode) {
            this.mode = mode;
            return this;
        }

        /**
         * Sets by what the rates are multiplied.
         *
         * @param factor default 0.1; less than 1
         * @return this
         */
        public Options factor(double factor) {
            this.factor = factor;
            return this;
        }

        /**
         * Sets how many epochs without an improvement are allowed.
         *
         * @param patience default 10
         * @return this
         */
        public Options patience(long patience) {
            this.patience = patience;
            return this;
        }

        /**
         * Sets from which change on a figure is better.
         *
         * @param threshold default 1e-4
         * @return this
         */
        public Options threshold(double threshold) {
            this.threshold = threshold;
            return this;
        }

        /**
         * Sets how the threshold is meant.
         *
         * @param thresholdMode {@code rel}, the default, for a part of the best figure, {@code abs} for a difference
         * @return this
         */
        public Options thresholdMode(String thresholdMode) {
            this.thresholdMode = thresholdMode;
            return this;
        }

        /**
         * Sets how many epochs to wait after a change.
         *
         * @param cooldown default 0
         * @return this
         */
        public Options cooldown(long cooldown) {
            this.cooldown = cooldown;
            return this;
        }

        /**
         * Sets the lowest rate.
         *
         * @param minLr for all groups; default 0
         * @return this
         */
        public Options minLr(double minLr) {
            this.minLr = minLr;
            return this;
        }

        /**
         * Sets the lowest rates.
         *
         * @param minLrs one for each group
         * @return this
         */
        public Options minLr(double[] minLrs) {
            this.minLr = null;
            this.minLrs = minLrs.clone();
            return this;
        }

        /**
         * Sets which changes are too small to be made.
         *
         * @param eps default 1e-8
         * @return this
         */
        public Options eps(double eps) {
            this.eps = eps;
            return this;
        }
    }

    private double factor;
    private @Nullable Number defaultMinLr;
    private List<Number> minLrs = new ArrayList<>();
    private long patience;
    private long cooldown;
    private double eps;
    private String mode;
    private double threshold;
    private String thresholdMode;
    private double best;
    private long cooldownCounter;
    private long badEpochs;

    /**
     * Begins with the default options.
     *
     * @param optimizer whose groups' rates to set
     */
    public ReduceLROnPlateau(Optimizer optimizer) {
        this(optimizer, options -> {});
    }

    /**
     * Begins.
     *
     * @param optimizer whose groups' rates to set
     * @param options sets the options
     */
    public ReduceLROnPlateau(Optimizer optimizer, Consumer<? super Options> options) {
        super(optimizer, 0);
        Options chosen = new Options();
        options.accept(chosen);
        if (chosen.factor >= 1.0) {
            throw new IllegalArgumentException("Factor should be < 1.0.");
        }
        int groups = optimizer.paramGroups().size();
        defaultMinLr = chosen.minLr;
        if (defaultMinLr != null) {
            minLrs.addAll(Collections.nCopies(groups, defaultMinLr));
        } else if (chosen.minLrs.length == groups) {
            Arrays.stream(chosen.minLrs).forEach(minLrs::add);
        } else {
            throw new IllegalArgumentException("expected " + groups + " min_lrs, got " + chosen.minLrs.length);
        }
        factor = chosen.factor;
        patience = chosen.patience;
        cooldown = chosen.cooldown;
        eps = chosen.eps;
        mode = chosen.mode;
        threshold = chosen.threshold;
        thresholdMode = chosen.thresholdMode;
        checkModes();
        best = worst();
        noteLr();
    }

    private void checkModes() {
        if (!mode.equals("min") && !mode.equals("max")) {
            throw new IllegalArgumentException("mode " + mode + " is unknown!");
        }
        if (!thresholdMode.equals("rel") && !thresholdMode.equals("abs")) {
            throw new IllegalArgumentException("threshold mode " + thresholdMode + " is unknown!");
        }
    }

    private double worst() {
        return mode.equals("min") ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }

    /**
     * Not possible: the figure is needed.
     *
     * @throws UnsupportedOperationException always
     */
    @Override
    public void step() {
        throw new UnsupportedOperationException(
                "ReduceLROnPlateau needs the figure that should get better: step(metric)");
    }

    /**
     * Notes an epoch's figure and lowers the rates if it is time.
     *
     * @param metric the figure, such as the loss on validation data
     */
    public void step(double metric) {
        note(metric, lastEpoch() + 1);
    }

    /**
     * Notes an epoch's figure and lowers the rates if it is time. A whole number is a figure too, and no epoch.
     *
     * @param metric the figure
     */
    @Override
    public void step(long metric) {
        step((double) metric);
    }

    /**
     * Notes an epoch's figure and lowers the rates if it is time.
     *
     * @param metric the figure, a tensor of one element
     */
    public void step(Tensor metric) {
        step(metric.item());
    }

    /**
     * The same for a certain epoch. Python has this form for old programs and warns at each call, and so does this.
     *
     * @param metric the figure
     * @param epoch the epoch
     */
    public void step(double metric, long epoch) {
        warnOfEpoch();
        note(metric, epoch);
    }

    private void note(double metric, long epoch) {
        lastEpoch(epoch);
        if (isBetter(metric)) {
            best = metric;
            badEpochs = 0;
        } else {
            badEpochs++;
        }
        if (cooldownCounter > 0) {
            cooldownCounter--;
            badEpochs = 0;
        }
        if (badEpochs > patience) {
            reduce();
            cooldownCounter = cooldown;
            badEpochs = 0;
        }
        noteLr();
    }

    private boolean isBetter(double metric) {
        boolean relative = thresholdMode.equals("rel");
        if (mode.equals("min")) {
            return metric < (relative ? best * (1.0 - threshold) : best - threshold);
        }
        return metric > (relative ? best * (threshold + 1.0) : best + threshold);
    }

    private void reduce() {
        List<ParamGroup> groups = groups();
        Number least = defaultMinLr;
        if (groups.size() != minLrs.size()) {
            if (least == null) {
                throw new IllegalStateException("The number of param groups in the `optimizer` (" + groups.size()
                        + ") differs from when `ReduceLROnPlateau` was initialized (" + minLrs.size()
                        + "), usually due to a new param group being added to the optimizer. Please modify the"
                        + " `min_lrs` field to match the length of the `optimizer` param groups.");
            }
            minLrs = new ArrayList<>(Collections.nCopies(groups.size(), least));
        }
        for (int i = 0; i < groups.size(); i++) {
            double old = groups.get(i).lr();
            double reduced = Math.max(old * factor, minLrs.get(i).doubleValue());
            if (old - reduced > eps) {
                setLr(groups.get(i), reduced);
            }
        }
    }

    @Override
    protected double[] getLr() {
        return currentLrs();
    }

    @Override
    void saveProgress(SchedulerState state) {
        state.put("factor", factor);
        state.put("default_min_lr", defaultMinLr);
        state.put("min_lrs", new ArrayList<>(minLrs));
        state.put("patience", patience);
        state.put("cooldown", cooldown);
        state.put("eps", eps);
        state.put("last_epoch", lastEpoch());
        state.put("_last_lr", likeOption("lr", getLastLr()));
        state.put("mode_worse", worst());
        state.put("mode", mode);
        state.put("threshold", threshold);
        state.put("threshold_mode", thresholdMode);
        state.put("best", best);
        state.put("cooldown_counter", cooldownCounter);
        state.put("num_bad_epochs", badEpochs);
    }

    @Override
    void loadSettings(SchedulerState state) {
        factor = state.number("factor", factor);
        defaultMinLr = (Number) state.get("default_min_lr", defaultMinLr);
        if (state.get("min_lrs", null) != null) {
            minLrs = new ArrayList<>();
            state.list("min_lrs").forEach(rate -> minLrs.add((Number) rate));
        }
        patience = state.integer("patience", patience);
        cooldown = state.integer("cooldown", cooldown);
        eps = state.number("eps", eps);
        mode = state.text("mode", mode);
        threshold = state.number("threshold", threshold);
        thresholdMode = state.text("threshold_mode", thresholdMode);
        checkModes();
        best = state.number("best", best);
        cooldownCounter = state.integer("cooldown_counter", cooldownCounter);
        badEpochs = state.integer("num_bad_epochs", badEpochs);
    }
}
