package dev.sconce.nn;

import dev.sconce.torch.RemovableHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What may be hooked into a {@link Module}: around its forward and backward pass, and its state dict. */
public abstract class ModuleHooks extends ModuleState {
    private @Nullable Hooks hooks;

    ModuleHooks() {}

    /**
     * Registers a hook that looks at the arguments before each forward pass.
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public final RemovableHandle registerForwardPreHook(ForwardPreHook hook) {
        return registerForwardPreHook(hook, options -> {});
    }

    /**
     * Registers a hook that looks at the arguments before each forward pass.
     *
     * @param hook the hook
     * @param options whether it runs before those that are there
     * @return a handle that removes it
     */
    public final RemovableHandle registerForwardPreHook(ForwardPreHook hook, Consumer<HookOptions> options) {
        return hooks().forward.addBefore(hook, options);
    }

    /**
     * Registers a hook that looks at the arguments, those by name too.
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public final RemovableHandle registerForwardPreHook(ForwardPreHook.WithKwargs hook) {
        return hooks().forward.addBefore(hook, options -> {});
    }

    /**
     * Registers a hook that looks at the arguments, those by name too.
     *
     * @param hook the hook
     * @param options whether it runs before those that are there
     * @return a handle that removes it
     */
    public final RemovableHandle registerForwardPreHook(ForwardPreHook.WithKwargs hook, Consumer<HookOptions> options) {
        return hooks().forward.addBefore(hook, options);
    }

    /**
     * Registers a hook that may replace the arguments before each forward pass. (In Python it is the same method: a hook
     * that returns something replaces them.)
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public final RemovableHandle registerInputReplacer(ForwardPreHook.Replacing hook) {
        return registerInputReplacer(hook, options -> {});
    }

    /**
     * Registers a hook that may replace the arguments before each forward pass.
     *
     * @param hook the hook
     * @param options whether it runs before those that are there
     * @return a handle that removes it
     */
    public final RemovableHandle registerInputReplacer(ForwardPreHook.Replacing hook, Consumer<HookOptions> options) {
        return hooks().forward.replaceBefore(hook, options);
    }

    /**
     * Registers a hook that may replace the arguments, those by name too.
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public final RemovableHandle registerInputReplacer(ForwardPreHook.ReplacingWithKwargs hook) {
        return hooks().forward.replaceBefore(hook, options -> {});
    }

    /**
     * Registers a hook that may replace the arguments, those by name too.
     *
     * @param hook the hook
     * @param options whether it runs before those that are there
     * @return a handle that removes it
     */
    public final RemovableHandle registerInputReplacer(
            ForwardPreHook.ReplacingWithKwargs hook, Consumer<HookOptions> options) {
        return hooks().forward.replaceBefore(hook, options);
    }

    /**
     * Registers a hook that looks at arguments and output after each forward pass.
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public final RemovableHandle registerForwardHook(ForwardHook hook) {
        return registerForwardHook(hook, options -> {});
    }

    /**
     * Registers a hook that looks at arguments and output after each forward pass.
     *
     * @param hook the hook
     * @param options whether it runs before those that are there, and after a failure too
     * @return a handle that removes it
     */
    public final RemovableHandle registerForwardHook(ForwardHook hook, Consumer<HookOptions> options) {
        return hooks().forward.addAfter(hook, options);
    }

    /**
     * Registers a hook that looks at arguments, those by name too, and output.
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public final RemovableHandle registerForwardHook(ForwardHook.WithKwargs hook) {
        return hooks().forward.addAfter(hook, options -> {});
    }

    /**
     * Registers a hook that looks at arguments, those by name too, and output.
     *
     * @param hook the hook
     * @param options whether it runs before those that are there, and after a failure too
     * @return a handle that removes it
     */
    public final RemovableHandle registerForwardHook(ForwardHook.WithKwargs hook, Consumer<HookOptions> options) {
        return hooks().forward.addAfter(hook, options);
    }

    /**
     * Registers a hook that may replace the output of each forward pass. (In Python it is the same method: a hook that
     * returns something replaces it.)
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public final RemovableHandle registerOutputReplacer(ForwardHook.Replacing hook) {
        return registerOutputReplacer(hook, options -> {});
    }

    /**
     * Registers a hook that may replace the output of each forward pass.
     *
     * @param hook the hook
     * @param options whether it runs before those that are there
     * @return a handle that removes it
     */
    public final RemovableHandle registerOutputReplacer(ForwardHook.Replacing hook, Consumer<HookOptions> options) {
        return hooks().forward.replaceAfter(hook, options);
    }

    /**
     * Registers a hook that may replace the output, knowing the arguments by name too.
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public final RemovableHandle registerOutputReplacer(ForwardHook.ReplacingWithKwargs hook) {
        return hooks().forward.replaceAfter(hook, options -> {});
    }

    /**
     * Registers a hook that may replace the output, knowing the arguments by name too.
     *
     * @param hook the hook
     * @param options whether it runs before those that are there, and after a failure too
     * @return a handle that removes it
     */
    public final RemovableHandle registerOutputReplacer(
            ForwardHook.ReplacingWithKwargs hook, Consumer<HookOptions> options) {
        return hooks().forward.replaceAfter(hook, options);
    }

    /**
     * Registers a hook that looks at the gradients that passed through this module. It needs an output that is a tensor, or
     * a list or record of tensors and other values.
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public final RemovableHandle registerFullBackwardHook(BackwardHook hook) {
        return hooks().backward.addAfter(hook, false);
    }

    /**
     * Registers a hook that looks at the gradients that passed through this module.
     *
     * @param hook the hook
     * @param prepend whether it runs before those that are there
     * @return a handle that removes it
     */
    public final RemovableHandle registerFullBackwardHook(BackwardHook hook, boolean prepend) {
        return hooks().backward.addAfter(hook, prepend);
    }

    /**
     * Registers a hook that may replace the gradients with respect to this module's inputs. (In Python it is the same
     * method as {@link #registerFullBackwardHook}.)
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public final RemovableHandle registerGradInputReplacer(BackwardHook.Replacing hook) {
        return hooks().backward.after.add(hook);
    }

    /**
     * Registers a hook that may replace the gradients with respect to this module's inputs.
     *
     * @param hook the hook
     * @param prepend whether it runs before those that are there
     * @return a handle that removes it
     */
    public final RemovableHandle registerGradInputReplacer(BackwardHook.Replacing hook, boolean prepend) {
        return hooks().backward.after.add(hook, prepend);
    }

    /**
     * Registers a hook that looks at the gradients before they pass through this module.
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public final RemovableHandle registerFullBackwardPreHook(BackwardHook.Pre hook) {
        return hooks().backward.addBefore(hook, false);
    }

    /**
     * Registers a hook that looks at the gradients before they pass through this module.
     *
     * @param hook the hook
     * @param prepend whether it runs before those that are there
     * @return a handle that removes it
     */
    public final RemovableHandle registerFullBackwardPreHook(BackwardHook.Pre hook, boolean prepend) {
        return hooks().backward.addBefore(hook, prepend);
    }

    /**
     * Registers a hook that may replace the gradients before they pass through this module. (In Python it is the same
     * method as {@link #registerFullBackwardPreHook}.)
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public final RemovableHandle registerGradOutputReplacer(BackwardHook.ReplacingPre hook) {
        return hooks().backward.before.add(hook);
    }

    /**
     * Registers a hook that may replace the gradients before they pass through this module.
     *
     * @param hook the hook
     * @param prepend whether it runs before those that are there
     * @return a handle that removes it
     */
    public final RemovableHandle registerGradOutputReplacer(BackwardHook.ReplacingPre hook, boolean prepend) {
        return hooks().backward.before.add(hook, prepend);
    }

    /**
     * Registers a hook that runs before this module's part of a state dict is made.
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public final RemovableHandle registerStateDictPreHook(StateDictHooks.BeforeSave hook) {
        return hooks().stateDict.beforeSave.add(hook);
    }

    /**
     * Registers a hook that runs after this module's part of a state dict was made.
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public final RemovableHandle registerStateDictPostHook(StateDictHooks.AfterSave hook) {
        return hooks().stateDict.afterSave.add(hook);
    }

    /**
     * Registers a hook that runs before this module's part of a state dict is loaded, and may change the dict.
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public final RemovableHandle registerLoadStateDictPreHook(StateDictHooks.BeforeLoad hook) {
        return hooks().stateDict.beforeLoad.add(hook);
    }

    /**
     * Registers a hook that runs after this module's part of a state dict was loaded, and may change the lists of names.
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public final RemovableHandle registerLoadStateDictPostHook(StateDictHooks.AfterLoad hook) {
        return hooks().stateDict.afterLoad.add(hook);
    }

    final Hooks hooks() {
        Hooks existing = hooks;
        if (existing == null) {
            existing = new Hooks();
            hooks = existing;
        }
        return existing;
    }

    /** The state-dict hooks, or null if there are none. */
    final @Nullable StateDictHooks stateDictHooks() {
        return hooks == null ? null : hooks.stateDict;
    }

    /** Whether there are hooks around this module's forward or backward pass, its own or every module's. */
    final boolean hasCallHooks() {
        return (hooks != null && !(hooks.forward.isEmpty() && hooks.backward.isEmpty()))
                || !ForwardHooks.GLOBAL.isEmpty()
                || !BackwardHooks.GLOBAL.isEmpty();
    }

    /** Whether hooks of its own stand around this module's forward pass. */
    final boolean hasForwardHooks() {
        return hooks != null && !hooks.forward.isEmpty();
    }

    @Override
    void becomeCopy() {
        super.becomeCopy();
        if (hooks != null) {
            hooks = new Hooks(hooks);
        }
    }
}
