package dev.sconce.optim.scheduler;

import dev.sconce.optim.Optimizer;
import dev.sconce.optim.internal.CMath;

/**
 * Multiplies the rates by a factor every few epochs ({@code torch.optim.lr_scheduler.StepLR}).
 */
public final class StepLR extends LRScheduler {
    private long stepSize;
    private double gamma;

    /**
     * Begins a schedule.
     *
     * @param optimizer whose groups' rates to set
     * @param stepSize the number of epochs between two changes
     */
    public StepLR(Optimizer optimizer, long stepSize) {
        this(optimizer, stepSize, 0.1, -1);
    }

    /**
     * Begins a schedule.
     *
     * @param optimizer whose groups' rates to set
     * @param stepSize the number of epochs between two changes
     * @param gamma the factor; default 0.1
     */
    public StepLR(Optimizer optimizer, long stepSize, double gamma) {
        this(optimizer, stepSize, gamma, -1);
    }

    /**
     * Begins a schedule after an epoch.
     *
     * @param optimizer whose groups' rates to set
     * @param stepSize the number of epochs between two changes
     * @param gamma the factor; default 0.1
     * @param lastEpoch the epoch that was last, or -1 for a new run
     */
    public StepLR(Optimizer optimizer, long stepSize, double gamma, long lastEpoch) {
        super(optimizer, lastEpoch);
        this.stepSize = stepSize;
        this.gamma = gamma;
        begin();
    }

    @Override
    protected double[] getLr() {
        if (lastEpoch() == 0 || Math.floorMod(lastEpoch(), stepSize) != 0) {
            return currentLrs();
        }
        return Rate.each(currentRates(), lr -> lr.times(gamma));
    }

    @Override
    protected double[] closedForm() {
        double factor = CMath.pow(gamma, Math.floorDiv(lastEpoch(), stepSize));
        return Rate.each(baseRates(), lr -> lr.times(factor));
    }

    @Override
    void saveSettings(SchedulerState state) {
        state.put("step_size", stepSize);
        state.put("gamma", gamma);
    }

    @Override
    void loadSettings(SchedulerState state) {
        stepSize = state.integer("step_size", stepSize);
        gamma = state.number("gamma", gamma);
    }
}
