package dev.sconce.nn;

import dev.sconce.torch.RemovableHandle;
import java.util.function.Consumer;

/**
 * Hooks of every module, as the functions {@code register_module_*_hook} of {@code torch.nn.modules.module}: for debugging
 * and profiling. They run before a module's own.
 */
public final class GlobalHooks {
    private GlobalHooks() {}

    /**
     * Registers a hook before every module's forward pass.
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public static RemovableHandle registerModuleForwardPreHook(ForwardPreHook hook) {
        return ForwardHooks.GLOBAL.addBefore(hook, options -> {});
    }

    /**
     * Registers a hook before every module's forward pass that may replace its arguments.
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public static RemovableHandle registerModuleInputReplacer(ForwardPreHook.Replacing hook) {
        return ForwardHooks.GLOBAL.replaceBefore(hook, options -> {});
    }

    /**
     * Registers a hook after every module's forward pass.
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public static RemovableHandle registerModuleForwardHook(ForwardHook hook) {
        return registerModuleForwardHook(hook, options -> {});
    }

    /**
     * Registers a hook after every module's forward pass.
     *
     * @param hook the hook
     * @param options whether it runs after a failure too
     * @return a handle that removes it
     */
    public static RemovableHandle registerModuleForwardHook(ForwardHook hook, Consumer<HookOptions> options) {
        return ForwardHooks.GLOBAL.addAfter(hook, options);
    }

    /**
     * Registers a hook after every module's forward pass that may replace its output.
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public static RemovableHandle registerModuleOutputReplacer(ForwardHook.Replacing hook) {
        return ForwardHooks.GLOBAL.replaceAfter(hook, options -> {});
    }

    /**
     * Registers a hook before every module's backward pass.
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public static RemovableHandle registerModuleFullBackwardPreHook(BackwardHook.Pre hook) {
        return BackwardHooks.GLOBAL.addBefore(hook, false);
    }

    /**
     * Registers a hook after every module's backward pass.
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public static RemovableHandle registerModuleFullBackwardHook(BackwardHook hook) {
        return BackwardHooks.GLOBAL.addAfter(hook, false);
    }
}
