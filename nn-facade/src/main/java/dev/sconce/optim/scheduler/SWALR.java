package dev.sconce.optim.scheduler;

import dev.sconce.optim.Optimizer;
import dev.sconce.optim.internal.CMath;
import java.util.List;

/**
 * Brings the rates to those at which weights are averaged, and keeps them there ({@code torch.optim.swa_utils.SWALR}).
 */
public final class SWALR extends LRScheduler {
    private static final String SWA_LR = "swa_lr";

    private String annealStrategy;
    private long annealEpochs;

    /**
     * Begins a schedule of 10 epochs along a cosine.
     *
     * @param optimizer whose groups' rates to set
     * @param swaLr the rate at which weights are averaged
     */
    public SWALR(Optimizer optimizer, double swaLr) {
        this(optimizer, swaLr, 10, "cos");
    }

    /**
     * Begins a schedule.
     *
     * @param optimizer whose groups' rates to set
     * @param swaLr the rate at which weights are averaged
     * @param annealEpochs the number of epochs until it is reached, 0 or more
     * @param annealStrategy {@code cos} or {@code linear}
     */
    public SWALR(Optimizer optimizer, double swaLr, long annealEpochs, String annealStrategy) {
        this(optimizer, GroupValues.of(swaLr), annealEpochs, annealStrategy, -1);
    }

    /**
     * Begins a schedule after an epoch.
     *
     * @param optimizer whose groups' rates to set
     * @param swaLr the rate at which weights are averaged
     * @param annealEpochs the number of epochs until it is reached, 0 or more
     * @param annealStrategy {@code cos} or {@code linear}
     * @param lastEpoch the epoch that was last, or -1 for a new run
     */
    public SWALR(Optimizer optimizer, double swaLr, long annealEpochs, String annealStrategy, long lastEpoch) {
        this(optimizer, GroupValues.of(swaLr), annealEpochs, annealStrategy, lastEpoch);
    }

    /**
     * Begins a schedule after an epoch.
     *
     * @param optimizer whose groups' rates to set
     * @param swaLrs the rates at which weights are averaged, one for each group
     * @param annealEpochs the number of epochs until they are reached, 0 or more
     * @param annealStrategy {@code cos} or {@code linear}
     * @param lastEpoch the epoch that was last, or -1 for a new run
     */
    public SWALR(Optimizer optimizer, double[] swaLrs, long annealEpochs, String annealStrategy, long lastEpoch) {
        this(optimizer, GroupValues.of(swaLrs), annealEpochs, annealStrategy, lastEpoch);
    }

    private SWALR(Optimizer optimizer, GroupValues swaLr, long annealEpochs, String annealStrategy, long lastEpoch) {
        super(optimizer, lastEpoch);
        double[] rates = swaLr.expand(SWA_LR, optimizer);
        this.annealStrategy = Annealing.check(annealStrategy);
        if (annealEpochs < 0) {
            throw new IllegalArgumentException("anneal_epochs must be equal or greater than 0, got " + annealEpochs);
        }
        this.annealEpochs = annealEpochs;
        for (int i = 0; i < rates.length; i++) {
            groups().get(i).put(SWA_LR, rates[i]);
        }
        begin();
    }

    /** How much of the way is done at a step. */
    private double progress(long step) {
        double part = Math.max(0, Math.min(1, (double) step / Math.max(1, annealEpochs)));
        return annealStrategy.equals("cos") ? (1 - CMath.cos(Math.PI * part)) / 2 : part;
    }

    @Override
    protected double[] getLr() {
        long step = stepCount() - 1;
        if (annealEpochs == 0) {
            step = Math.max(1, step);
        }
        double before = progress(step - 1);
        double now = progress(step);
        List<Rate> current = currentRates();
        double[] rates = new double[current.size()];
        for (int i = 0; i < rates.length; i++) {
            double swaLr = groups().get(i).number(SWA_LR);
            Rate initial = before == 1
                    ? new Rate(swaLr, false)
                    : current.get(i).minus(before * swaLr).over(1 - before);
            rates[i] = initial.times(1 - now).plus(swaLr * now).value();
        }
        return rates;
    }

    @Override
    void saveSettings(SchedulerState state) {
        state.put("_anneal_strategy", annealStrategy);
        state.put("anneal_epochs", annealEpochs);
    }

    @Override
    void loadSettings(SchedulerState state) {
        annealStrategy = Annealing.check(state.text("_anneal_strategy", annealStrategy));
        annealEpochs = state.integer("anneal_epochs", annealEpochs);
    }
}
