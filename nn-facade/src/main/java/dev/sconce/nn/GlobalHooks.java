package dev.sconce.nn;

import dev.sconce.torch.RemovableHandle;
import java.util.function.Consumer;

/**
 * Hooks of every module, as the functions {@code register_module_*_hook} of {@code torch.nn.modules.module}: for debugging
 * and profiling. They run before a module's own.
 *
 * <p>The hooks that Python keeps for old code, {@code register_module_backward_hook}, are left out.
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
     * Registers a hook after every module's forward pass that sees the arguments by name too.
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public static RemovableHandle registerModuleForwardHook(ForwardHook.WithKwargs hook) {
        return registerModuleForwardHook(hook, options -> {});
    }

    /**
     * Registers a hook after every module's forward pass that sees the arguments by name too.
     *
     * @param hook the hook
     * @param options whether it runs after a failure too
     * @return a handle that removes it
     */
    public static RemovableHandle registerModuleForwardHook(
            ForwardHook.WithKwargs hook, Consumer<HookOptions> options) {
        return ForwardHooks.GLOBAL.addAfter(hook, options);
    }

    /**
     * Registers a hook after every module's forward pass that may replace its output.
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public static RemovableHandle registerModuleOutputReplacer(ForwardHook.Replacing hook) {
        return registerModuleOutputReplacer(hook, options -> {});
    }

    /**
     * Registers a hook after every module's forward pass that may replace its output.
     *
     * @param hook the hook
     * @param options whether it runs after a failure too
     * @return a handle that removes it
     */
    public static RemovableHandle registerModuleOutputReplacer(
            ForwardHook.Replacing hook, Consumer<HookOptions> options) {
        return ForwardHooks.GLOBAL.replaceAfter(hook, options);
    }

    /**
     * Registers a hook after every module's forward pass that may replace its output, knowing the arguments by name too.
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public static RemovableHandle registerModuleOutputReplacer(ForwardHook.ReplacingWithKwargs hook) {
        return registerModuleOutputReplacer(hook, options -> {});
    }

    /**
     * Registers a hook after every module's forward pass that may replace its output, knowing the arguments by name too.
     *
     * @param hook the hook
     * @param options whether it runs after a failure too
     * @return a handle that removes it
     */
    public static RemovableHandle registerModuleOutputReplacer(
            ForwardHook.ReplacingWithKwargs hook, Consumer<HookOptions> options) {
        return ForwardHooks.GLOBAL.replaceAfter(hook, options);
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
     * Registers a hook before every module's backward pass that may replace the gradients.
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public static RemovableHandle registerModuleGradOutputReplacer(BackwardHook.ReplacingPre hook) {
        return BackwardHooks.GLOBAL.before.add(hook);
    }

    /**
     * Registers a hook after every module's backward pass that may replace the gradients with respect to its inputs.
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public static RemovableHandle registerModuleGradInputReplacer(BackwardHook.Replacing hook) {
        return BackwardHooks.GLOBAL.after.add(hook);
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

    /**
     * Registers a hook that sees each module that is registered with any module, and may put another in its place. What
     * stands in a field is seen when something first looks at the module's table, such as {@code parameters()}.
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public static RemovableHandle registerModuleModuleRegistrationHook(RegistrationHook<Module> hook) {
        return RegistrationHooks.MODULES.add(hook);
    }

    /**
     * Registers a hook that sees each parameter that is registered with any module, and may put another in its place. What
     * stands in a field is seen when something first looks at the module's table, such as {@code parameters()}.
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public static RemovableHandle registerModuleParameterRegistrationHook(RegistrationHook<Parameter> hook) {
        return RegistrationHooks.PARAMETERS.add(hook);
    }

    /**
     * Registers a hook that sees each buffer that is registered with any module, and may put another in its place. What
     * stands in a field is seen when something first looks at the module's table, such as {@code parameters()}.
     *
     * @param hook the hook
     * @return a handle that removes it
     */
    public static RemovableHandle registerModuleBufferRegistrationHook(RegistrationHook<Buffer> hook) {
        return RegistrationHooks.BUFFERS.add(hook);
    }
}
