package dev.sconce.optim;

import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An optimizer whose step treats each parameter for itself, so that it can be done for one after the other, for the lists
 * of all of them operation by operation (foreach), or by one native function (fused).
 */
abstract class TensorwiseOptimizer extends Optimizer {
    /** {@code _get_capturable_supported_devices}. */
    private static final List<String> CAPTURABLE_DEVICES = List.of("cuda", "xpu", "hpu", "privateuseone", "xla");

    TensorwiseOptimizer(List<ParamGroup> groups, OptimizerOptions<?> defaults) {
        super(groups, defaults);
    }

    @Override
    final void update(ParamGroup group) {
        List<ParamUpdate> updates = gather(group);
        if (!updates.isEmpty()) {
            choose(group, updates).apply(updates);
        }
    }

    private List<ParamUpdate> gather(ParamGroup group) {
        refuseCapturable(group);
        refuse(group, "differentiable", "Steps are not recorded for gradients here");
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

    /** Python has it on a few devices only, and says which; there it is for CUDA graphs, which there are none of here. */
    private static void refuseCapturable(ParamGroup group) {
        if (!group.has("capturable") || !group.flag("capturable")) {
            return;
        }
        if (!group.params().stream()
                .allMatch(param -> CAPTURABLE_DEVICES.contains(param.device().type()))) {
            throw new IllegalArgumentException(
                    "If capturable=True, params and state_steps must be on supported devices: "
                            + PyText.repr(CAPTURABLE_DEVICES) + ".");
        }
        refuse(group, "capturable", "There are no CUDA graphs here that could capture a step");
    }

    private static void refuse(ParamGroup group, String option, String reason) {
        if (group.has(option) && group.flag(option)) {
            throw new UnsupportedOperationException(
                    option + "=True is not supported: " + reason + ". Set it to false in the parameter group");
        }
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
            return new PerDeviceAndDtype(FusedStep::check, fusedRule(group));
        }
        Object foreach = group.has("foreach") ? group.get("foreach") : false;
        boolean all = foreach == null ? foreachByDefault(group, updates) : Boolean.TRUE.equals(foreach);
        return all ? new PerDeviceAndDtype(foreachRule(group)) : rule(group);
    }

    /** {@code _default_to_fused_or_foreach}: lists are for GPUs, where launching a kernel costs more than running it. */
    private static boolean foreachByDefault(ParamGroup group, List<ParamUpdate> updates) {
        boolean fusedChosen = group.has("fused") && group.get("fused") != null;
        return !fusedChosen
                && updates.stream()
                        .noneMatch(update -> update.param().device().type().equals("cpu"));
    }

    /** The arithmetic for one parameter after the other. */
    abstract StepRule rule(ParamGroup group);

    /** The arithmetic for lists of one device and dtype. */
    abstract StepRule foreachRule(ParamGroup group);

    /** The native function for lists of one device and dtype. */
    StepRule fusedRule(ParamGroup group) {
        throw new IllegalArgumentException(getClass().getSimpleName() + " has no fused step");
    }

    /** Gives options that older versions of PyTorch did not save the values that they stand for. */
    static void setDefaults(ParamGroup group, @Nullable Object... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            group.putIfAbsent(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
    }
}
