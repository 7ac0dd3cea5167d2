package dev.sconce.optim;

import dev.sconce.torch.RemovableHandle;
import dev.sconce.torch.ScaledOptimizer;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Changes parameters by their gradients, as {@code torch.optim.Optimizer}.
 *
 * <pre>{@code
 * var optimizer = new Adam(net.parameters(), o -> o.lr(1e-3));
 * try (var scope = new TensorScope()) {
 *     optimizer.zeroGrad();
 *     F.crossEntropy(net.call(x), y).backward();
 *     optimizer.step();
 * }
 * }</pre>
 *
 * <p>Each parameter belongs to one {@link ParamGroup}, whose options the step uses. What an optimizer remembers of a
 * parameter is made at the first step for which that has a gradient; a parameter without one is left out. State tensors
 * belong to no {@link TensorScope}, and a step leaves no tensors of its own behind.
 *
 * <p>By default a step does the operations that Python's does on the same device, in the same order, with arithmetic of
 * plain numbers in double precision: from equal parameters and gradients come equal parameters, to the last bit.
 *
 * <p>An optimizer is used by one thread at a time.
 *
 * <p>The package's description shows how to write an optimizer of your own.
 */
public abstract class Optimizer implements ScaledOptimizer {
    private final Map<String, @Nullable Object> defaults;
    private final List<ParamGroup> groups = new ArrayList<>();
    private OptimizerState state = new OptimizerState();

    private final StepHooks stepHooks = new StepHooks();
    private final StateDictHooks stateDictHooks = new StateDictHooks();
    private AmpScaling ampScaling = AmpScaling.NONE;
    private boolean stepped;

    /**
     * Begins with parameter groups.
     *
     * @param groups at least one
     * @param defaults the options of groups that do not set them
     * @throws IllegalArgumentException if there is no group, or one is refused by {@link #addParamGroup}
     */
    protected Optimizer(List<ParamGroup> groups, OptimizerOptions<?> defaults) {
        this(groups, defaults.values());
    }

    /**
     * Begins with parameter groups.
     *
     * @param groups at least one
     * @param defaults the options of groups that do not set them, by name and in the order in which state dicts are to have
     *     them ({@code Map.of} has none); of Python's types, as {@link NamedOptions#put} takes them
     * @throws IllegalArgumentException if there is no group, or one is refused by {@link #addParamGroup}
     */
    protected Optimizer(List<ParamGroup> groups, Map<String, ? extends @Nullable Object> defaults) {
        Map<String, @Nullable Object> normalized = new LinkedHashMap<>();
        defaults.forEach((name, value) -> normalized.put(name, OptionValues.normalize(value)));
        this.defaults = Collections.unmodifiableMap(normalized);
        if (groups.isEmpty()) {
            throw new IllegalArgumentException("optimizer got an empty parameter list");
        }
        groups.forEach(this::append);
    }

    /**
     * The groups of an optimizer whose parameters are all treated alike.
     *
     * @param params the parameters
     * @return one group, or none if there are no parameters
     * @throws IllegalArgumentException if this is a single tensor, which is an iterable of its rows
     */
    protected static List<ParamGroup> oneGroup(Iterable<? extends Tensor> params) {
        if (params instanceof Tensor tensor) {
            throw new IllegalArgumentException("params argument given to the optimizer should be an iterable of"
                    + " Tensors or dicts, but got " + TypeNames.of(tensor));
        }
        ParamGroup group = ParamGroup.of(params);
        return group.params().isEmpty() ? List.of() : List.of(group);
    }

    /**
     * The groups of an optimizer whose parameters are all treated alike and have names.
     *
     * @param params the parameters by name
     * @return one group, or none if there are no parameters
     */
    protected static List<ParamGroup> oneGroup(Map<String, ? extends Tensor> params) {
        return params.isEmpty() ? List.of() : List.of(ParamGroup.of(params));
    }

    // Groups

    /**
     * The options that a group has unless it sets them itself.
     *
     * @return a read-only map by Python's names
     */
    public final Map<String, @Nullable Object> defaults() {
        return defaults;
    }

    /**
     * The parameter groups.
     *
     * @return a read-only list of live groups
     */
    public final List<ParamGroup> paramGroups() {
        return Collections.unmodifiableList(groups);
    }

    /**
     * Adds parameters, such as layers that are to be trained from now on ({@code add_param_group}).
     *
     * @param group the parameters and their options
     * @throws IllegalArgumentException if a parameter is no leaf or belongs to another group already, or only some of the
     *     parameters have names
     */
    public void addParamGroup(ParamGroup group) {
        append(group);
    }

    private void append(ParamGroup group) {
        new ParamGroupCheck(groups, flag(defaults, "differentiable")).check(group, defaults);
        groups.add(group);
    }

    private static boolean flag(Map<String, @Nullable Object> options, String name) {
        return Boolean.TRUE.equals(options.get(name));
    }

    // Steps

    /** Changes the parameters by their gradients, once. */
    @Override
    public void step() {
        run(null);
    }

    /**
     * Computes the loss and its gradients, and then changes the parameters.
     *
     * @param closure clears the gradients, computes the loss, calls {@code backward()} and returns the loss; it is run
     *     with gradients enabled
     * @return the loss that the closure returned
     * @throws NullPointerException if it returned none
     */
    @Override
    public Tensor step(Supplier<? extends Tensor> closure) {
        return Objects.requireNonNull(run(closure), "the closure returned no loss");
    }

    /** Whether {@code fused} is one of the options that this optimizer was made with, and true. */
    @Override
    public boolean stepSupportsAmpScaling() {
        return flag(defaults, "fused");
    }

    /** Makes a fused step that divides the gradients, and that is skipped if one of them is infinite or NaN. */
    @Override
    public void step(@Nullable Tensor gradScale, Tensor foundInf) {
        ampScaling = new AmpScaling(gradScale, foundInf);
        try {
            step();
        } finally {
            ampScaling = AmpScaling.NONE;
        }
    }

    /** What a scaler leaves to the step that is made now. */
    final AmpScaling ampScaling() {
        return ampScaling;
    }

    private @Nullable Tensor run(@Nullable Supplier<? extends Tensor> given) {
        Supplier<? extends Tensor> closure = runStepPreHooks(given);
        Tensor loss = null;
        if (closure != null) {
            try (var enabled = Torch.enableGrad()) {
                loss = closure.get();
            }
        }
        update();
        runStepPostHooks();
        return loss;
    }

    /**
     * Whether there was a step; schedulers warn if there was none before theirs.
     *
     * @return whether {@code step} was called
     */
    public final boolean hasStepped() {
        return stepped;
    }

    /** The parameters of all groups. */
    @Override
    public final List<Tensor> scaledParameters() {
        return groups.stream().flatMap(group -> group.params().stream()).toList();
    }

    /**
     * Runs what comes before a step, for a subclass that has a {@link #step(Supplier)} of its own.
     *
     * @param closure what the step was given, or null
     * @return the closure that it is to use: a hook may have replaced it
     */
    protected final @Nullable Supplier<? extends Tensor> runStepPreHooks(@Nullable Supplier<? extends Tensor> closure) {
        stepped = true;
        return stepHooks.before(this, closure);
    }

    /** Runs what comes after a step, for a subclass that has a {@link #step(Supplier)} of its own. */
    protected final void runStepPostHooks() {
        stepHooks.after(this);
    }

    private void update() {
        boolean differentiable = flag(defaults, "differentiable");
        for (ParamGroup group : groups) {
            try (var mode = Torch.setGradEnabled(differentiable);
                    var scope = new TensorScope()) {
                update(group);
            }
        }
    }

    /**
     * Makes a step for one group; gradients are not recorded, unless {@code differentiable} is one of the options and true.
     * Tensors made here are freed when it is done, but for those that are put into a {@link #state(Tensor)}.
     *
     * @param group the group
     */
    protected abstract void update(ParamGroup group);

    /** Drops the gradients of all parameters, so that they begin anew. */
    public void zeroGrad() {
        zeroGrad(true);
    }

    /**
     * Clears the gradients of all parameters.
     *
     * @param setToNone whether to drop them; otherwise they are filled with zeros and stay allocated
     */
    public void zeroGrad(boolean setToNone) {
        for (ParamGroup group : groups) {
            for (Tensor param : group.params()) {
                if (setToNone) {
                    param.setGrad(null);
                } else {
                    zero(param);
                }
            }
        }
    }

    private static void zero(Tensor param) {
        try (var scope = new TensorScope();
                var noGrad = Torch.noGrad()) {
            Tensor grad = param.grad();
            if (grad != null) {
                if (grad.isLeaf()) {
                    grad.requiresGrad_(false);
                } else {
                    grad.detach_();
                }
                grad.zero_();
            }
        }
    }

    // State

    /** What is remembered of the parameters. */
    final OptimizerState state() {
        return state;
    }

    /** Puts another state in the place of this one; returns this one. */
    final OptimizerState swapState(OptimizerState other) {
        OptimizerState own = state;
        state = other;
        return own;
    }

    /**
     * Makes this optimizer work on other parameters, with another state and other options, until the result is closed
     * ({@code torch.optim.swap_in_optimizer_params_and_state}). Tensors of the state are changed in place, and so the
     * caller's; all else that happens to the state is forgotten.
     *
     * @param parameters the other parameters, in the order of this optimizer's
     * @param stateDict their state and options, as {@link #stateDict()} has them
     * @return puts everything back
     * @throws IllegalArgumentException if there is no state yet, or the two do not fit this optimizer
     */
    public SwapIn swapIn(Map<String, ? extends Tensor> parameters, Map<String, ? extends @Nullable Object> stateDict) {
        return SwapIn.into(this, List.copyOf(parameters.values()), stateDict);
    }

    /**
     * What this optimizer remembers of a parameter ({@code optimizer.state[p]}).
     *
     * @param param one of its parameters, the same Java object
     * @return the values by Python's names, live: the tensors are those that the next step uses, what is put is remembered
     *     and belongs to no scope, and what is cleared begins anew
     */
    public final Map<String, @Nullable Object> state(Tensor param) {
        return new StateView(state, param, scalarStates());
    }

    /**
     * Everything that a run needs to go on later, in Python or here: {@code state} by the parameters' numbers, and
     * {@code param_groups}. Its form, keys, order and types are Python's.
     *
     * @return a new map whose tensors are the live ones; save it before the next step
     */
    public Map<String, @Nullable Object> stateDict() {
        stateDictHooks.beforeSave(this);
        return stateDictHooks.afterSave(this, OptimizerStateDict.save(groups, state));
    }

    /**
     * Goes on from a saved state. Tensors are copied, to the dtype and device of their parameters. What older versions of
     * PyTorch did not have gets its default.
     *
     * @param stateDict what {@link #stateDict()}, or Python's {@code state_dict()}, returned
     * @throws IllegalArgumentException if it has other groups than this, or is no state dict of an optimizer
     */
    public void loadStateDict(Map<String, ? extends @Nullable Object> stateDict) {
        Map<String, @Nullable Object> adapted = stateDictHooks.beforeLoad(this, stateDict);
        OptimizerStateDict.load(adapted, this);
        groups.forEach(this::migrate);
        stateDictHooks.afterLoad(this);
    }

    /**
     * Gives a loaded group the options that older versions did not have ({@code __setstate__}).
     *
     * @param group the group
     */
    protected void migrate(ParamGroup group) {}

    /**
     * The entries of a parameter's state that are tensors of no dimensions and computed with as numbers.
     *
     * @return their names
     */
    Set<String> scalarStates() {
        return Set.of();
    }

    // Hooks

    /**
     * Adds a hook that runs before each step.
     *
     * @param hook gets this optimizer
     * @return removes the hook
     */
    public RemovableHandle registerStepPreHook(Consumer<Optimizer> hook) {
        return stepHooks.addPre(hook);
    }

    /**
     * Adds a hook that runs before each step and may replace the closure: what Python's hooks before a step do with the
     * arguments that they return.
     *
     * @param hook gets this optimizer and the closure, if there is one, and returns another one or null
     * @return removes the hook
     */
    public RemovableHandle registerClosureReplacer(ClosureReplacer hook) {
        return stepHooks.addReplacer(hook);
    }

    /**
     * Adds a hook that runs after each step.
     *
     * @param hook gets this optimizer
     * @return removes the hook
     */
    public RemovableHandle registerStepPostHook(Consumer<Optimizer> hook) {
        return stepHooks.addPost(hook);
    }

    /**
     * Adds a hook that runs before each step of every optimizer ({@code register_optimizer_step_pre_hook}).
     *
     * @param hook gets the optimizer
     * @return removes the hook
     */
    public static RemovableHandle registerOptimizerStepPreHook(Consumer<Optimizer> hook) {
        return StepHooks.OF_ALL.addPre(hook);
    }

    /**
     * Adds a hook that runs before each step of every optimizer and may replace the closure.
     *
     * @param hook gets the optimizer and the closure, if there is one, and returns another one or null
     * @return removes the hook
     */
    public static RemovableHandle registerOptimizerClosureReplacer(ClosureReplacer hook) {
        return StepHooks.OF_ALL.addReplacer(hook);
    }

    /**
     * Adds a hook that runs after each step of every optimizer ({@code register_optimizer_step_post_hook}).
     *
     * @param hook gets the optimizer
     * @return removes the hook
     */
    public static RemovableHandle registerOptimizerStepPostHook(Consumer<Optimizer> hook) {
        return StepHooks.OF_ALL.addPost(hook);
    }

    /**
     * Adds a hook that runs before {@link #stateDict()}.
     *
     * @param hook gets this optimizer
     * @param prepend whether it runs before those that are there
     * @return removes the hook
     */
    public RemovableHandle registerStateDictPreHook(Consumer<Optimizer> hook, boolean prepend) {
        return stateDictHooks.preSave.add(hook, prepend);
    }

    /**
     * Adds a hook that may change what {@link #stateDict()} returns.
     *
     * @param hook gets this optimizer and the state dict, and returns another one or null
     * @param prepend whether it runs before those that are there
     * @return removes the hook
     */
    public RemovableHandle registerStateDictPostHook(
            BiFunction<Optimizer, Map<String, @Nullable Object>, @Nullable Map<String, @Nullable Object>> hook,
            boolean prepend) {
        return stateDictHooks.postSave.add(hook, prepend);
    }

    /**
     * Adds a hook that may change what {@link #loadStateDict} loads.
     *
     * @param hook gets this optimizer and a copy of the state dict, and returns another one or null
     * @param prepend whether it runs before those that are there
     * @return removes the hook
     */
    public RemovableHandle registerLoadStateDictPreHook(
            BiFunction<Optimizer, Map<String, @Nullable Object>, @Nullable Map<String, @Nullable Object>> hook,
            boolean prepend) {
        return stateDictHooks.preLoad.add(hook, prepend);
    }

    /**
     * Adds a hook that runs after {@link #loadStateDict}.
     *
     * @param hook gets this optimizer
     * @param prepend whether it runs before those that are there
     * @return removes the hook
     */
    public RemovableHandle registerLoadStateDictPostHook(Consumer<Optimizer> hook, boolean prepend) {
        return stateDictHooks.postLoad.add(hook, prepend);
    }

    /** Returns the options of all groups as Python prints them. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(getClass().getSimpleName()).append(" (");
        for (int i = 0; i < groups.size(); i++) {
            Map<String, @Nullable Object> options = groups.get(i).options();
            text.append("\nParameter Group ").append(i).append('\n');
            for (String name : new TreeSet<>(options.keySet())) {
                text.append("    ").append(name).append(": ");
                text.append(OptionValues.text(options.get(name))).append('\n');
            }
        }
        return text.append(')').toString();
    }
}
