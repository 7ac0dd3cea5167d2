package dev.sconce.optim.scheduler;

import dev.sconce.optim.Optimizer;
import dev.sconce.optim.internal.CMath;
import dev.sconce.torch.Counter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Multiplies the rates by a factor at certain epochs ({@code torch.optim.lr_scheduler.MultiStepLR}).
 */
public final class MultiStepLR extends LRScheduler {
    /** How often each epoch was named: Python's {@code Counter}. */
    private Map<Long, Long> milestones = new LinkedHashMap<>();

    private double gamma;

    /**
     * Begins a schedule with the factor 0.1.
     *
     * @param optimizer whose groups' rates to set
     * @param milestones the epochs; one that is named twice counts twice
     */
    public MultiStepLR(Optimizer optimizer, List<? extends Number> milestones) {
        this(optimizer, milestones, 0.1, -1);
    }

    /**
     * Begins a schedule.
     *
     * @param optimizer whose groups' rates to set
     * @param milestones the epochs; one that is named twice counts twice
     * @param gamma the factor
     */
    public MultiStepLR(Optimizer optimizer, List<? extends Number> milestones, double gamma) {
        this(optimizer, milestones, gamma, -1);
    }

    /**
     * Begins a schedule after an epoch.
     *
     * @param optimizer whose groups' rates to set
     * @param milestones the epochs; one that is named twice counts twice
     * @param gamma the factor
     * @param lastEpoch the epoch that was last, or -1 for a new run
     */
    public MultiStepLR(Optimizer optimizer, List<? extends Number> milestones, double gamma, long lastEpoch) {
        super(optimizer, lastEpoch);
        milestones.forEach(epoch -> this.milestones.merge(epoch.longValue(), 1L, Long::sum));
        this.gamma = gamma;
        begin();
    }

    @Override
    protected double[] getLr() {
        Long times = milestones.get(lastEpoch());
        if (times == null) {
            return currentLrs();
        }
        double factor = CMath.pow(gamma, times);
        return Rate.each(currentRates(), lr -> lr.times(factor));
    }

    @Override
    protected double[] closedForm() {
        long passed = milestones.entrySet().stream()
                .filter(milestone -> milestone.getKey() <= lastEpoch())
                .mapToLong(Map.Entry::getValue)
                .sum();
        double factor = CMath.pow(gamma, passed);
        return Rate.each(baseRates(), lr -> lr.times(factor));
    }

    @Override
    void saveSettings(SchedulerState state) {
        Counter counter = new Counter();
        counter.putAll(milestones);
        state.put("milestones", counter);
        state.put("gamma", gamma);
    }

    @Override
    void loadSettings(SchedulerState state) {
        if (state.get("milestones", null) != null) {
            Map<Long, Long> loaded = new LinkedHashMap<>();
            state.map("milestones")
                    .forEach((epoch, times) -> loaded.put(((Number) epoch).longValue(), ((Number) times).longValue()));
            milestones = loaded;
        }
        gamma = state.number("gamma", gamma);
    }
}
