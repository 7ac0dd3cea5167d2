package dev.sconce.nn.utils.parametrize;

import dev.sconce.nn.Derivation;
import dev.sconce.nn.Module;
import dev.sconce.torch.Tensor;
import org.jspecify.annotations.Nullable;

/** Computes a parametrized tensor by the list that its module holds, once while {@link Parametrize#cached()} is open. */
record ParametrizedTensor(String name) implements Derivation {
    @Override
    public @Nullable Tensor compute(Module module) {
        return ParametrizationCache.isKnown(module, name)
                ? null
                : Parametrize.parametrizations(module, name).evaluate();
    }

    @Override
    public String namePrefix() {
        return "Parametrized";
    }
}
