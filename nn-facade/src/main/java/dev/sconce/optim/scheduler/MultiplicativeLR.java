package dev.sconce.optim.scheduler;

import dev.sconce.optim.Optimizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongToDoubleFunction;

/**
 * Multiplies the rates by a function of the epoch, every epoch
 * ({@code torch.optim.lr_scheduler.MultiplicativeLR}).
 */
public final class MultiplicativeLR extends LRScheduler {
    private final List<LongToDoubleFunction> factors;

    /**
     * Begins a schedule with the same function for all groups.
     *
     * @param optimizer whose groups' rates to set
     * @param factor gives the factor of an epoch
     */
    public MultiplicativeLR(Optimizer optimizer, LongToDoubleFunction factor) {
        this(optimizer, Collections.nCopies(optimizer.paramGroups().size(), factor), -1);
    }

    /**
     * Begins a schedule with a function for each group.
     *
     * @param optimizer whose groups' rates to set
     * @param factors give the factor of an epoch, one for each group
     */
    public MultiplicativeLR(Optimizer optimizer, List<LongToDoubleFunction> factors) {
        this(optimizer, factors, -1);
    }

    /**
     * Begins a schedule after an epoch.
     *
     * @param optimizer whose groups' rates to set
     * @param factors give the factor of an epoch, one for each group
     * @param lastEpoch the epoch that was last, or -1 for a new run
     */
    public MultiplicativeLR(Optimizer optimizer, List<LongToDoubleFunction> factors, long lastEpoch) {
        super(optimizer, lastEpoch);
        int groups = optimizer.paramGroups().size();
        if (factors.size() != groups) {
            throw new IllegalArgumentException("Expected " + groups + " lr_lambdas, but got " + factors.size());
        }
        this.factors = List.copyOf(factors);
        begin();
    }

    @Override
    protected double[] getLr() {
        double[] rates = currentLrs();
        if (isInitial()) {
            return rates;
        }
        List<Rate> current = currentRates();
        for (int i = 0; i < rates.length; i++) {
            rates[i] = current.get(i)
                    .times(factors.get(i).applyAsDouble(lastEpoch()))
                    .value();
        }
        return rates;
    }

    /** Functions are not saved; Python has {@code None} for each. */
    @Override
    void saveMore(SchedulerState state) {
        state.put("lr_lambdas", new ArrayList<>(Collections.nCopies(factors.size(), null)));
    }
}
