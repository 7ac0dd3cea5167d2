package dev.sconce.nn;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.TorchException;

/**
 * What modules have in common whose sizes are found at the first call, from its input
 * ({@code torch/nn/modules/lazy.py}, {@code LazyModuleMixin}).
 *
 * <p>Before it, their parameters are an {@link UninitializedParameter} each; after it, they print and behave as modules of
 * the class that they extend. (Python changes their class; a Java object keeps its own.) They take dtype and device
 * before, and the state of an initialized module. The first call comes before the optimizer, or before training: it
 * draws the parameters. Only a {@link Module} can be one.
 */
public interface LazyModule {
    /**
     * Finds the sizes and draws the parameters, if that was not done.
     *
     * @param input the input of the first call
     */
    void initializeParameters(Tensor input);

    /**
     * Whether a parameter or buffer of this module has no shape yet.
     *
     * @return true until the first call, or a state dict with shapes
     */
    default boolean hasUninitializedParams() {
        return UninitializedTensor.isAnyOf((Module) this);
    }

    /** The first call: afterwards the module goes by the name of an ordinary one ({@code _infer_parameters}). */
    static <M extends Module & LazyModule> void settle(M module, Tensor input, String name) {
        if (module.hasBecome()) {
            return;
        }
        module.initializeParameters(input);
        if (module.hasUninitializedParams()) {
            throw new TorchException("module " + module.getName() + " has not been fully initialized");
        }
        module.become(name);
    }
}
