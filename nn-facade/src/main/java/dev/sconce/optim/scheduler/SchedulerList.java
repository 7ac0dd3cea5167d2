package dev.sconce.optim.scheduler;

import dev.sconce.optim.Optimizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Schedulers that act together: the checks and the state of {@link SequentialLR} and {@link ChainedScheduler}. */
final class SchedulerList {
    private static final String KEY = "_schedulers";

    private final List<LRScheduler> schedulers;

    SchedulerList(String owner, Optimizer optimizer, List<? extends LRScheduler> schedulers) {
        this.schedulers = List.copyOf(schedulers);
        for (int i = 0; i < schedulers.size(); i++) {
            LRScheduler scheduler = schedulers.get(i);
            if (scheduler instanceof ReduceLROnPlateau) {
                throw new IllegalArgumentException(owner + " does not support `ReduceLROnPlateau` scheduler as it"
                        + " requires additional kwargs to be specified when calling `step`, but got one at index "
                        + i + " in the given schedulers sequence.");
            }
            if (scheduler.optimizer() != optimizer) {
                throw new IllegalArgumentException(owner + " expects all schedulers to belong to the same optimizer,"
                        + " but got scheduler " + scheduler.getClass().getSimpleName() + " at index " + i + " has "
                        + scheduler.optimizer() + ", which is different from "
                        + optimizer.getClass().getSimpleName() + ".");
            }
        }
    }

    List<LRScheduler> all() {
        return schedulers;
    }

    LRScheduler get(int index) {
        return schedulers.get(index);
    }

    void save(SchedulerState state) {
        List<@Nullable Object> states = new ArrayList<>();
        schedulers.forEach(scheduler -> states.add(scheduler.stateDict()));
        state.put(KEY, states);
    }

    void load(SchedulerState state) {
        List<?> states = state.list(KEY);
        if (states.size() != schedulers.size()) {
            throw new IllegalArgumentException(
                    "The saved state has " + states.size() + " schedulers, but there are " + schedulers.size());
        }
        for (int i = 0; i < states.size(); i++) {
            Map<String, @Nullable Object> part = new LinkedHashMap<>();
            SchedulerState.asMap(KEY, states.get(i)).forEach((name, value) -> part.put(String.valueOf(name), value));
            schedulers.get(i).loadStateDict(part);
        }
    }
}
