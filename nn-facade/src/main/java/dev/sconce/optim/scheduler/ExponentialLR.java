package dev.sconce.optim.scheduler;

import dev.sconce.optim.Optimizer;
import dev.sconce.optim.internal.CMath;

/**
 * Multiplies the rates by a factor every epoch ({@code torch.optim.lr_scheduler.ExponentialLR}).
 */
public final class ExponentialLR extends LRScheduler {
    private double gamma;

    /**
     * Begins a schedule.
     *
     * @param optimizer whose groups' rates to set
     * @param gamma the factor
     */
    public ExponentialLR(Optimizer optimizer, double gamma) {
        this(optimizer, gamma, -1);
    }

    /**
     * Begins a schedule after an epoch.
     *
     * @param optimizer whose groups' rates to set
     * @param gamma the factor
     * @param lastEpoch the epoch that was last, or -1 for a new run
     */
    public ExponentialLR(Optimizer optimizer, double gamma, long lastEpoch) {
        super(optimizer, lastEpoch);
        this.gamma = gamma;
        begin();
    }

    @Override
    protected double[] getLr() {
        if (isInitial()) {
            return currentLrs();
        }
        return Rate.each(currentRates(), lr -> lr.times(gamma));
    }

    @Override
    protected double[] closedForm() {
        double factor = CMath.pow(gamma, lastEpoch());
        return Rate.each(baseRates(), lr -> lr.times(factor));
    }

    @Override
    void saveSettings(SchedulerState state) {
        state.put("gamma", gamma);
    }

    @Override
    void loadSettings(SchedulerState state) {
        gamma = state.number("gamma", gamma);
    }
}
