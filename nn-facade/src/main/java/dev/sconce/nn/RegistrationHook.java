package dev.sconce.nn;

import org.jspecify.annotations.Nullable;

/**
 * A hook that sees whatever is registered with any module; see {@link GlobalHooks}.
 *
 * @param <T> {@link Module}, {@link Parameter} or {@link Buffer}
 */
@FunctionalInterface
public interface RegistrationHook<T> {
    /**
     * Sees something that is being registered.
     *
     * @param module the module with which it is
     * @param name under which name
     * @param value what
     * @return what is registered in its place, or null to leave it
     */
    @Nullable
    T run(Module module, String name, T value);
}
