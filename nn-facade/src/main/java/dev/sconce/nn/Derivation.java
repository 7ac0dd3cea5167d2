package dev.sconce.nn;

import dev.sconce.torch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * How an attribute of a module is computed from others: see {@link DerivedTensors}. One derivation may serve several
 * modules, since a copied module shares it with the original; what belongs to one module is kept in that module.
 */
@FunctionalInterface
public interface Derivation {
    /**
     * Computes the attribute.
     *
     * @param module the module that has it
     * @return its value, with its history, or null if the last one still stands
     */
    @Nullable
    Tensor compute(Module module);

    /**
     * What a module with such an attribute has before its class's name where it is printed.
     *
     * @return nothing by default
     */
    default String namePrefix() {
        return "";
    }
}
