package dev.sconce.optim.scheduler;

import dev.sconce.optim.Optimizer;

/**
 * Multiplies the rates by a factor that goes in a straight line from one value to another
 * ({@code torch.optim.lr_scheduler.LinearLR}).
 */
public final class LinearLR extends LRScheduler {
    private double startFactor;
    private double endFactor;
    private long totalIters;

    /**
     * Begins a schedule.
     *
     * @param optimizer whose groups' rates to set
     */
    public LinearLR(Optimizer optimizer) {
        this(optimizer, 1.0 / 3, 1.0, 5, -1);
    }

    /**
     * Begins a schedule.
     *
     * @param optimizer whose groups' rates to set
     * @param startFactor the factor at the beginning, more than 0 and at most 1; default 1/3
     */
    public LinearLR(Optimizer optimizer, double startFactor) {
        this(optimizer, startFactor, 1.0, 5, -1);
    }

    /**
     * Begins a schedule.
     *
     * @param optimizer whose groups' rates to set
     * @param startFactor the factor at the beginning, more than 0 and at most 1; default 1/3
     * @param endFactor the factor at the end, from 0 to 1; default 1
     */
    public LinearLR(Optimizer optimizer, double startFactor, double endFactor) {
        this(optimizer, startFactor, endFactor, 5, -1);
    }

    /**
     * Begins a schedule.
     *
     * @param optimizer whose groups' rates to set
     * @param startFactor the factor at the beginning, more than 0 and at most 1; default 1/3
     * @param endFactor the factor at the end, from 0 to 1; default 1
     * @param totalIters the number of epochs between the two; default 5
     */
    public LinearLR(Optimizer optimizer, double startFactor, double endFactor, long totalIters) {
        this(optimizer, startFactor, endFactor, totalIters, -1);
    }

    /**
     * Begins a schedule after an epoch.
     *
     * @param optimizer whose groups' rates to set
     * @param startFactor the factor at the beginning, more than 0 and at most 1; default 1/3
     * @param endFactor the factor at the end, from 0 to 1; default 1
     * @param totalIters the number of epochs between the two; default 5
     * @param lastEpoch the epoch that was last, or -1 for a new run
     */
    public LinearLR(Optimizer optimizer, double startFactor, double endFactor, long totalIters, long lastEpoch) {
        super(optimizer, lastEpoch);
        if (startFactor > 1.0 || startFactor <= 0) {
            throw new IllegalArgumentException(
                    "Starting multiplicative factor expected to be greater than 0 and less or equal to 1.");
        }
        if (endFactor > 1.0 || endFactor < 0) {
            throw new IllegalArgumentException("Ending multiplicative factor expected to be between 0 and 1.");
        }
        this.startFactor = startFactor;
        this.endFactor = endFactor;
        this.totalIters = totalIters;
        begin();
    }

    @Override
    protected double[] getLr() {
        if (lastEpoch() == 0) {
            return Rate.each(currentRates(), lr -> lr.times(startFactor));
        }
        if (isInitial() || lastEpoch() > totalIters) {
            return currentLrs();
        }
        double rise = endFactor - startFactor;
        double growth = 1.0 + rise / (totalIters * startFactor + (lastEpoch() - 1) * rise);
        return Rate.each(currentRates(), lr -> lr.times(growth));
    }

    @Override
    protected double[] closedForm() {
        double part = startFactor + (endFactor - startFactor) * Math.min(totalIters, lastEpoch()) / totalIters;
        return Rate.each(baseRates(), lr -> lr.times(part));
    }

    @Override
    void saveSettings(SchedulerState state) {
        state.put("start_factor", startFactor);
        state.put("end_factor", endFactor);
        state.put("total_iters", totalIters);
    }

    @Override
    void loadSettings(SchedulerState state) {
        startFactor = state.number("start_factor", startFactor);
        endFactor = state.number("end_factor", endFactor);
        totalIters = state.integer("total_iters", totalIters);
    }
}
