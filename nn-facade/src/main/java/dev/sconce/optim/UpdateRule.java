package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import java.util.List;

/**
 * The arithmetic of one step, one parameter after the other: Python's {@code _single_tensor_...} functions. A rule is made
 * for one step of one group, from the options that the group has then.
 */
abstract class UpdateRule implements StepRule {
    /** Whether the step is recorded, so that nothing may be overwritten that the way back needs. */
    final boolean differentiable;

    private final boolean maximize;

    UpdateRule(ParamGroup group) {
        this.maximize = group.maximize();
        this.differentiable = group.has("differentiable") && group.flag("differentiable");
    }

    /** For an optimizer that has neither option. */
    UpdateRule() {
        this.maximize = false;
        this.differentiable = false;
    }

    @Override
    public final void apply(List<ParamUpdate> updates) {
        for (ParamUpdate given : updates) {
            // What one parameter needs on the way is freed before the next: a model's worth of it would double the
            // memory.
            try (var scope = new TensorScope()) {
                ParamUpdate update = view(given);
                prepare(update);
                if (isElementwise(update) && ParamParts.serves(update)) {
                    ParamParts.forEach(update, this::run);
                } else {
                    run(update);
                }
            }
        }
    }

    private void run(ParamUpdate update) {
        update(update, update.param(), maximize ? update.grad().neg() : update.grad());
    }

    /** What is done once for a parameter, whose update may then be done in parts. */
    void prepare(ParamUpdate update) {}

    /** Whether {@link #update} changes each element by itself, so that it may be done in parts. */
    boolean isElementwise(ParamUpdate update) {
        return false;
    }

    /** How complex tensors are seen: as pairs of real numbers, unless a rule has its own way. */
    ParamUpdate view(ParamUpdate update) {
        return update.asReal();
    }

    /** A number that gradients do not flow to; Python has operations that take it only as such. */
    final double constant(ParamGroup group, String name) {
        if (differentiable && group.get(name) instanceof Tensor tensor && tensor.requiresGrad()) {
            throw new IllegalArgumentException("Option '" + name + "' is a tensor that requires grad; this optimizer"
                    + " takes it as a number, to which no gradients flow. Detach it, or use SGD, Adam, AdamW, NAdam or"
                    + " RAdam");
        }
        return group.number(name);
    }

    /**
     * Changes one parameter.
     *
     * @param state what is remembered of it
     * @param grad its gradient, with its sign turned if the objective is to grow
     */
    abstract void update(ParamUpdate state, Tensor param, Tensor grad);
}
