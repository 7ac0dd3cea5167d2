package dev.sconce.nn.utils.prune;

import dev.sconce.nn.Module;

/**
 * A parameter of a module, for {@link Prune#globalUnstructured}: Python's {@code (module, name)}.
 *
 * @param module the module
 * @param name the parameter's name
 */
public record PruningTarget(Module module, String name) {
    /**
     * The parameter {@code weight} of a module.
     *
     * @param module the module
     * @return the target
     */
    public static PruningTarget weightOf(Module module) {
        return new PruningTarget(module, "weight");
    }
}
