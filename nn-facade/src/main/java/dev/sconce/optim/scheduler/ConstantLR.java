package dev.sconce.optim.scheduler;

import dev.sconce.optim.Optimizer;

/**
 * Multiplies the rates by a factor for the first epochs ({@code torch.optim.lr_scheduler.ConstantLR}).
 */
public final class ConstantLR extends LRScheduler {
    private double factor;
    private long totalIters;

    /**
     * Begins a schedule.
     *
     * @param optimizer whose groups' rates to set
     */
    public ConstantLR(Optimizer optimizer) {
        this(optimizer, 1.0 / 3, 5, -1);
    }

    /**
     * Begins a schedule.
     *
     * @param optimizer whose groups' rates to set
     * @param factor the factor, from 0 to 1; default 1/3
     */
    public ConstantLR(Optimizer optimizer, double factor) {
        this(optimizer, factor, 5, -1);
    }

    /**
     * Begins a schedule.
     *
     * @param optimizer whose groups' rates to set
     * @param factor the factor, from 0 to 1; default 1/3
     * @param totalIters the number of epochs; default 5
     */
    public ConstantLR(Optimizer optimizer, double factor, long totalIters) {
        this(optimizer, factor, totalIters, -1);
    }

    /**
     * Begins a schedule after an epoch.
     *
     * @param optimizer whose groups' rates to set
     * @param factor the factor, from 0 to 1; default 1/3
     * @param totalIters the number of epochs; default 5
     * @param lastEpoch the epoch that was last, or -1 for a new run
     */
    public ConstantLR(Optimizer optimizer, double factor, long totalIters, long lastEpoch) {
        super(optimizer, lastEpoch);
        if (factor > 1.0 || factor < 0) {
            throw new IllegalArgumentException("Constant multiplicative factor expected to be between 0 and 1.");
        }
        this.factor = factor;
        this.totalIters = totalIters;
        begin();
    }

    @Override
    protected double[] getLr() {
        if (lastEpoch() == 0) {
            return Rate.each(currentRates(), lr -> lr.times(factor));
        }
        if (lastEpoch() != totalIters) {
            return currentLrs();
        }
        if (factor == 0) {
            throw new ArithmeticException("float division by zero");
        }
        return Rate.each(currentRates(), lr -> lr.times(1.0 / factor));
    }

    @Override
    protected double[] closedForm() {
        double part = factor + (lastEpoch() >= totalIters ? 1 - factor : 0);
        return Rate.each(baseRates(), lr -> lr.times(part));
    }

    @Override
    void saveSettings(SchedulerState state) {
        state.put("factor", factor);
        state.put("total_iters", totalIters);
    }

    @Override
    void loadSettings(SchedulerState state) {
        factor = state.number("factor", factor);
        totalIters = state.integer("total_iters", totalIters);
    }
}
