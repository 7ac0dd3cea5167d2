package dev.sconce.nn.utils.prune;

import dev.sconce.nn.Derivation;
import dev.sconce.nn.Module;
import dev.sconce.torch.Tensor;

/** Computes a pruned tensor by its mask ({@code BasePruningMethod.apply_mask}). */
record PrunedTensor(String name, PruningMethod method) implements Derivation {
    static final String ORIGINAL = "_orig";
    static final String MASK = "_mask";

    @Override
    public Tensor compute(Module module) {
        Tensor original = module.getParameter(name + ORIGINAL);
        return module.getBuffer(name + MASK).to(original.dtype()).mul(original);
    }
}
