package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An optimizer whose step treats each parameter for itself, so that it can be done for one after the other, for the lists
 * of all of them operation by operation (foreach), or by one native function (fused).
 */
abstract class TensorwiseOptimizer extends Optimizer {
    TensorwiseOptimizer(List<ParamGroup> groups, OptimizerOptions<?> defaults) {
        super(groups, defaults);
    }

    @Override
    protected final void update(ParamGroup group) {
        List<ParamUpdate> updates = gather(group);
        if (!updates.isEmpty()) {
            choose(group, updates).apply(updates);
        }
    }

    @Override
    Set<String> scalarStates() {
        return Set.of(ParamState.STEP);
    }

    private List<ParamUpdate> gather(ParamGroup group) {
        List<ParamUpdate> updates = new ArrayList<>(group.params().size());
        for (Tensor param : group.params()) {
            Tensor grad = param.grad();
            if (grad != null) {
                checkGrad(param, grad, group);
                ParamState state = state().of(param);
                if (state.isEmpty()) {
                    try (var none = TensorScope.none()) {
                        begin(state, param, grad, group);
                    }
                }
                updates.add(new ParamUpdate(param, grad, state));
            }
        }
        return updates;
    }

    /** Refuses gradients that this optimizer has no arithmetic for. */
    void checkGrad(Tensor param, Tensor grad, ParamGroup group) {
        if (grad.isSparse()) {
            throw new IllegalArgumentException(getClass().getSimpleName() + " does not support sparse gradients");
        }
    }

    /** Makes what is remembered of a parameter, at its first step; in no scope. */
    abstract void begin(ParamState state, Tensor param, Tensor grad, ParamGroup group);

    private StepRule choose(ParamGroup group, List<ParamUpdate> updates) {
        if (group.has("fused") && group.flag("fused")) {
            return new PerDeviceAndDtype(FusedStep::check, fusedRule(group, ampScaling()));
        }
        ampScaling().checkNone();
        Object foreach = group.has("foreach") ? group.get("foreach") : false;
        boolean all = foreach == null ? foreachByDefault(group, updates) : Boolean.TRUE.equals(foreach);
        boolean refused = all && records(group) && !recordsLists();
        if (refused && !checksCapturingFirst()) {
            throw listsNotRecorded();
        }
        capturing(all).check(group, updates);
        if (refused) {
            throw listsNotRecorded();
        }
        return all ? new PerDeviceAndDtype(foreachRule(group)) : rule(group);
    }

    /** {@code _default_to_fused_or_foreach}: lists are for GPUs, where launching a kernel costs more than running it. */
    private boolean foreachByDefault(ParamGroup group, List<ParamUpdate> updates) {
        boolean fusedChosen = group.has("fused") && group.get("fused") != null;
        return !fusedChosen
                && (!records(group) || recordsLists())
                && updates.stream()
                        .noneMatch(update -> update.param().device().type().equals("cpu"));
    }

    private static boolean records(ParamGroup group) {
        return group.has("differentiable") && group.flag("differentiable");
    }

    /** Whether the operations on lists may be recorded; Python refuses it for most. */
    boolean recordsLists() {
        return false;
    }

    private static IllegalArgumentException listsNotRecorded() {
        return new IllegalArgumentException("_foreach ops don't support autograd");
    }

    /** Which of two things that lists do not go with Python finds first. */
    boolean checksCapturingFirst() {
        return false;
    }

    /**
     * What {@code capturable} asks for.
     *
     * @param foreach whether operations go over lists
     */
    Capturing capturing(boolean foreach) {
        return new Capturing("params and state_steps", !foreach);
    }

    /** The arithmetic for one parameter after the other. */
    abstract StepRule rule(ParamGroup group);

    /** The arithmetic for lists of one device and dtype. */
    abstract StepRule foreachRule(ParamGroup group);

    /** The native function for lists of one device and dtype. */
    StepRule fusedRule(ParamGroup group, AmpScaling scaling) {
        throw new IllegalArgumentException(getClass().getSimpleName() + " has no fused step");
    }

    /** Gives options that older versions of PyTorch did not save the values that they stand for. */
    static void setDefaults(ParamGroup group, @Nullable Object... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            group.putIfAbsent(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
    }
}
