package dev.sconce.optim.scheduler;

import dev.sconce.optim.Optimizer;
import dev.sconce.optim.internal.CMath;

/**
 * Lowers the rates along a cosine and then begins anew, with longer and longer stretches
 * ({@code torch.optim.lr_scheduler.CosineAnnealingWarmRestarts}). It may be stepped in parts of epochs:
 * {@code scheduler.step(epoch + (double) batch / batches)}.
 */
public final class CosineAnnealingWarmRestarts extends LRScheduler {
    private long firstLength;
    private double length;
    private long growth;
    private double etaMin;
    private double position;

    /**
     * Begins a schedule whose stretches all have the same length.
     *
     * @param optimizer whose groups' rates to set
     * @param firstLength {@code T_0}, the number of epochs of a stretch
     */
    public CosineAnnealingWarmRestarts(Optimizer optimizer, long firstLength) {
        this(optimizer, firstLength, 1, 0.0, -1);
    }

    /**
     * Begins a schedule.
     *
     * @param optimizer whose groups' rates to set
     * @param firstLength {@code T_0}, the number of epochs of the first stretch
     * @param growth {@code T_mult}, by how much each stretch is longer than the one before; default 1
     * @param etaMin the lowest rate; default 0
     */
    public CosineAnnealingWarmRestarts(Optimizer optimizer, long firstLength, long growth, double etaMin) {
        this(optimizer, firstLength, growth, etaMin, -1);
    }

    /**
     * Begins a schedule after an epoch.
     *
     * @param optimizer whose groups' rates to set
     * @param firstLength {@code T_0}, the number of epochs of the first stretch
     * @param growth {@code T_mult}, by how much each stretch is longer than the one before; default 1
     * @param etaMin the lowest rate; default 0
     * @param lastEpoch the epoch that was last, or -1 for a new run
     */
    public CosineAnnealingWarmRestarts(
            Optimizer optimizer, long firstLength, long growth, double etaMin, long lastEpoch) {
        super(optimizer, lastEpoch);
        if (firstLength <= 0) {
            throw new IllegalArgumentException("Expected positive integer T_0, but got " + firstLength);
        }
        if (growth < 1) {
            throw new IllegalArgumentException("Expected integer T_mult >= 1, but got " + growth);
        }
        this.firstLength = firstLength;
        this.length = firstLength;
        this.growth = growth;
        this.etaMin = etaMin;
        this.position = lastEpoch;
        begin();
    }

    @Override
    protected double[] getLr() {
        double height = 1 + CMath.cos(Math.PI * position / length);
        return Rate.each(
                baseRates(), lr -> lr.minus(etaMin).times(height).over(2).plus(etaMin));
    }

    @Override
    public void step() {
        if (lastEpoch() < 0) {
            step(0);
            return;
        }
        position++;
        if (position >= length) {
            position %= length;
            length *= growth;
        }
        lastEpoch(lastEpoch() + 1);
        setLr(getLr());
    }

    /**
     * Turns to an epoch or a part of one.
     *
     * @param epoch 0 or more
     * @throws IllegalArgumentException if it is less
     */
    public void step(double epoch) {
        if (epoch < 0) {
            throw new IllegalArgumentException("Expected non-negative epoch, but got " + epoch);
        }
        if (epoch < firstLength) {
            length = firstLength;
            position = epoch;
        } else if (growth == 1) {
            position = epoch % firstLength;
        } else {
            long restarts = (long) (Math.log(epoch / firstLength * (growth - 1) + 1) / Math.log((double) growth));
            double factor = CMath.pow((double) growth, restarts);
            position = epoch - firstLength * (factor - 1) / (growth - 1);
            length = firstLength * factor;
        }
        lastEpoch((long) Math.floor(epoch));
        setLr(getLr());
    }

    @Override
    public void step(long epoch) {
        step((double) epoch);
    }

    private static Number whole(double number) {
        return number == Math.rint(number) ? (Number) (long) number : (Number) number;
    }

    @Override
    void saveSettings(SchedulerState state) {
        state.put("T_0", firstLength);
        state.put("T_i", whole(length));
        state.put("T_mult", growth);
        state.put("eta_min", etaMin);
        state.put("T_cur", whole(position));
    }

    @Override
    void loadSettings(SchedulerState state) {
        firstLength = state.integer("T_0", firstLength);
        length = state.number("T_i", length);
        growth = state.integer("T_mult", growth);
        etaMin = state.number("eta_min", etaMin);
        position = state.number("T_cur", position);
    }
}
