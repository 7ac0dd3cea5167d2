package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import java.util.List;

/**
 * The arithmetic of one step, one parameter after the other: Python's {@code _single_tensor_...} functions. A rule is made
 * for one step of one group, from the options that the group has then.
 */
abstract class UpdateRule implements StepRule {
    private final boolean maximize;

    UpdateRule(ParamGroup group) {
        this.maximize = group.maximize();
    }

    UpdateRule(boolean maximize) {
        this.maximize = maximize;
    }

    @Override
    public final void apply(List<ParamUpdate> updates) {
        for (ParamUpdate given : updates) {
            // What one parameter needs on the way is freed before the next: a model's worth of it would double the
            // memory.
            try (var scope = new TensorScope()) {
                ParamUpdate update = view(given);
                update(update, update.param(), maximize ? update.grad().neg() : update.grad());
            }
        }
    }

    /** How complex tensors are seen: as pairs of real numbers, unless a rule has its own way. */
    ParamUpdate view(ParamUpdate update) {
        return update.asReal();
    }

    /**
     * Changes one parameter.
     *
     * @param state what is remembered of it
     * @param grad its gradient, with its sign turned if the objective is to grow
     */
    abstract void update(ParamUpdate state, Tensor param, Tensor grad);
}
