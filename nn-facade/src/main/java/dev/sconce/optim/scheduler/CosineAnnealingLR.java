package dev.sconce.optim.scheduler;

import dev.sconce.optim.Optimizer;
import dev.sconce.optim.internal.CMath;
import java.util.List;

/**
 * Lowers the rates, and raises them again, along a cosine ({@code torch.optim.lr_scheduler.CosineAnnealingLR}).
 *
 * <p>{@code lr = eta_min + (base_lr - eta_min) * (1 + cos(pi * epoch / T_max)) / 2}, computed from the rate before, so that
 * other schedulers may change the rates, too.
 */
public final class CosineAnnealingLR extends LRScheduler {
    private long tMax;
    private double etaMin;

    /**
     * Begins a schedule.
     *
     * @param optimizer whose groups' rates to set
     * @param tMax the number of epochs from the highest to the lowest rate
     */
    public CosineAnnealingLR(Optimizer optimizer, long tMax) {
        this(optimizer, tMax, 0.0, -1);
    }

    /**
     * Begins a schedule.
     *
     * @param optimizer whose groups' rates to set
     * @param tMax the number of epochs from the highest to the lowest rate
     * @param etaMin the lowest rate; default 0
     */
    public CosineAnnealingLR(Optimizer optimizer, long tMax, double etaMin) {
        this(optimizer, tMax, etaMin, -1);
    }

    /**
     * Begins a schedule after an epoch.
     *
     * @param optimizer whose groups' rates to set
     * @param tMax the number of epochs from the highest to the lowest rate
     * @param etaMin the lowest rate; default 0
     * @param lastEpoch the epoch that was last, or -1 for a new run
     */
    public CosineAnnealingLR(Optimizer optimizer, long tMax, double etaMin, long lastEpoch) {
        super(optimizer, lastEpoch);
        this.tMax = tMax;
        this.etaMin = etaMin;
        begin();
    }

    @Override
    protected double[] getLr() {
        if (isInitial()) {
            return currentLrs();
        }
        if (stepCount() == 1 && lastEpoch() > 0) {
            return along(1 + CMath.cos(lastEpoch() * Math.PI / tMax));
        }
        if (Math.floorMod(lastEpoch() - 1 - tMax, 2 * tMax) == 0) {
            return leaveLowest();
        }
        double now = 1 + CMath.cos(Math.PI * lastEpoch() / tMax);
        double before = 1 + CMath.cos(Math.PI * (lastEpoch() - 1) / tMax);
        double ratio = now / before;
        return Rate.each(currentRates(), lr -> lr.minus(etaMin).times(ratio).plus(etaMin));
    }

    @Override
    protected double[] closedForm() {
        return along(1 + CMath.cos(Math.PI * lastEpoch() / tMax));
    }

    private double[] along(double height) {
        return Rate.each(
                baseRates(), lr -> lr.minus(etaMin).times(height).over(2).plus(etaMin));
    }

    /** At the lowest rate the ratio of two rates would be a division by 0. */
    private double[] leaveLowest() {
        List<Rate> current = currentRates();
        List<Rate> base = baseRates();
        double height = 1 - CMath.cos(Math.PI / tMax);
        double[] rates = new double[current.size()];
        for (int i = 0; i < rates.length; i++) {
            Rate rise = base.get(i).minus(etaMin).times(height).over(2);
            rates[i] = current.get(i).plus(rise).value();
        }
        return rates;
    }

    @Override
    void saveSettings(SchedulerState state) {
        state.put("T_max", tMax);
        state.put("eta_min", etaMin);
    }

    @Override
    void loadSettings(SchedulerState state) {
        tMax = state.integer("T_max", tMax);
        etaMin = state.number("eta_min", etaMin);
    }
}
