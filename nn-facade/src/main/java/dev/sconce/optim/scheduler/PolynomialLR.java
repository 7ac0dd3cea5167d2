package dev.sconce.optim.scheduler;

import dev.sconce.optim.Optimizer;
import dev.sconce.optim.internal.CMath;

/**
 * Lowers the rates to 0 as a power of what is left ({@code torch.optim.lr_scheduler.PolynomialLR}).
 */
public final class PolynomialLR extends LRScheduler {
    private long totalIters;
    private double power;

    /**
     * Begins a schedule.
     *
     * @param optimizer whose groups' rates to set
     */
    public PolynomialLR(Optimizer optimizer) {
        this(optimizer, 5, 1.0, -1);
    }

    /**
     * Begins a schedule.
     *
     * @param optimizer whose groups' rates to set
     * @param totalIters the number of epochs until the rates are 0; default 5
     */
    public PolynomialLR(Optimizer optimizer, long totalIters) {
        this(optimizer, totalIters, 1.0, -1);
    }

    /**
     * Begins a schedule.
     *
     * @param optimizer whose groups' rates to set
     * @param totalIters the number of epochs until the rates are 0; default 5
     * @param power the power; default 1
     */
    public PolynomialLR(Optimizer optimizer, long totalIters, double power) {
        this(optimizer, totalIters, power, -1);
    }

    /**
     * Begins a schedule after an epoch.
     *
     * @param optimizer whose groups' rates to set
     * @param totalIters the number of epochs until the rates are 0; default 5
     * @param power the power; default 1
     * @param lastEpoch the epoch that was last, or -1 for a new run
     */
    public PolynomialLR(Optimizer optimizer, long totalIters, double power, long lastEpoch) {
        super(optimizer, lastEpoch);
        this.totalIters = totalIters;
        this.power = power;
        begin();
    }

    @Override
    protected double[] getLr() {
        if (isInitial() || lastEpoch() > totalIters) {
            return currentLrs();
        }
        double left = 1.0 - (double) lastEpoch() / totalIters;
        double leftBefore = 1.0 - (double) (lastEpoch() - 1) / totalIters;
        double decay = pow(left / leftBefore);
        return Rate.each(currentRates(), lr -> lr.times(decay));
    }

    private double pow(double base) {
        if (base == 0 && power < 0) {
            throw new ArithmeticException("0.0 cannot be raised to a negative power");
        }
        return CMath.pow(base, power);
    }

    @Override
    protected double[] closedForm() {
        double left = 1.0 - (double) Math.min(totalIters, lastEpoch()) / totalIters;
        double factor = pow(left);
        return Rate.each(baseRates(), lr -> lr.times(factor));
    }

    @Override
    void saveSettings(SchedulerState state) {
        state.put("total_iters", totalIters);
        state.put("power", power);
    }

    @Override
    void loadSettings(SchedulerState state) {
        totalIters = state.integer("total_iters", totalIters);
        power = state.number("power", power);
    }
}
