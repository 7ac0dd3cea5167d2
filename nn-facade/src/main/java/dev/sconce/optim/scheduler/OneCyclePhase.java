package dev.sconce.optim.scheduler;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part of a one-cycle schedule, by the names of the groups' options between which it goes.
 *
 * @param lastStep the step at which it ends, a Double or, for the last phase, a Long
 */
record OneCyclePhase(Number lastStep, String startLr, String endLr, String startMomentum, String endMomentum) {
    private static final String INITIAL = "initial_lr";
    private static final String MAX = "max_lr";
    private static final String MIN = "min_lr";
    private static final String HIGH = "max_momentum";
    private static final String LOW = "base_momentum";

    static List<OneCyclePhase> plan(long totalSteps, double pctStart, boolean threePhase) {
        OneCyclePhase rise = new OneCyclePhase(pctStart * totalSteps - 1, INITIAL, MAX, HIGH, LOW);
        if (!threePhase) {
            return List.of(rise, new OneCyclePhase(totalSteps - 1, MAX, MIN, LOW, HIGH));
        }
        OneCyclePhase fall = new OneCyclePhase(2 * pctStart * totalSteps - 2, MAX, INITIAL, LOW, HIGH);
        return List.of(rise, fall, new OneCyclePhase(totalSteps - 1, INITIAL, MIN, HIGH, HIGH));
    }

    double endStep() {
        return lastStep.doubleValue();
    }

    Map<String, @Nullable Object> save() {
        Map<String, @Nullable Object> saved = new LinkedHashMap<>();
        saved.put("end_step", lastStep);
        saved.put("start_lr", startLr);
        saved.put("end_lr", endLr);
        saved.put("start_momentum", startMomentum);
        saved.put("end_momentum", endMomentum);
        return saved;
    }

    static OneCyclePhase load(@Nullable Object saved) {
        Map<?, ?> phase = SchedulerState.asMap("_schedule_phases", saved);
        if (!(phase.get("end_step") instanceof Number lastStep)) {
            throw new IllegalArgumentException("Expected a number as 'end_step', but got " + phase.get("end_step"));
        }
        return new OneCyclePhase(
                lastStep,
                String.valueOf(phase.get("start_lr")),
                String.valueOf(phase.get("end_lr")),
                String.valueOf(phase.get("start_momentum")),
                String.valueOf(phase.get("end_momentum")));
    }
}
