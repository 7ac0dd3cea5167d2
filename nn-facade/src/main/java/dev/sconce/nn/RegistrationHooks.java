package dev.sconce.nn;

import org.jspecify.annotations.Nullable;

/** The hooks that see whatever is registered with any module ({@code _global_*_registration_hooks}). */
final class RegistrationHooks {
    static final HookList<RegistrationHook<Module>> MODULES = new HookList<>();
    static final HookList<RegistrationHook<Parameter>> PARAMETERS = new HookList<>();
    static final HookList<RegistrationHook<Buffer>> BUFFERS = new HookList<>();

    private RegistrationHooks() {}

    /** What is to be registered after all hooks have seen a value. */
    static @Nullable Object apply(Module owner, String name, @Nullable Object value) {
        if (value instanceof Module module) {
            return apply(MODULES, owner, name, module);
        }
        if (value instanceof DerivedTensor) {
            return value;
        }
        if (value instanceof Parameter parameter) {
            return apply(PARAMETERS, owner, name, parameter);
        }
        return value instanceof Buffer buffer ? apply(BUFFERS, owner, name, buffer) : value;
    }

    private static <T> T apply(HookList<RegistrationHook<T>> hooks, Module owner, String name, T value) {
        if (hooks.isEmpty()) {
            return value;
        }
        T current = value;
        for (RegistrationHook<T> hook : hooks.all()) {
            T replaced = hook.run(owner, name, current);
            if (replaced != null) {
                current = replaced;
            }
        }
        return current;
    }
}
