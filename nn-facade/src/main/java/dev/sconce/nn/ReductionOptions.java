package dev.sconce.nn;

import java.util.function.Consumer;

/** Options of losses that have none but the reduction. */
public final class ReductionOptions extends LossOptions<ReductionOptions> {
    private ReductionOptions() {}

    static ReductionOptions of(Consumer<ReductionOptions> options) {
        ReductionOptions chosen = new ReductionOptions();
        options.accept(chosen);
        return chosen;
    }
}
