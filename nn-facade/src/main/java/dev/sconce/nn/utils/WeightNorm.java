package dev.sconce.nn.utils;

import dev.sconce.nn.Derivation;
import dev.sconce.nn.DerivedTensors;
import dev.sconce.nn.Module;
import dev.sconce.nn.Parameter;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import dev.sconce.torch.TorchException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Weight normalization in its older form, {@code torch.nn.utils.weight_norm}, whose state dicts have {@code weight_g} and
 * {@code weight_v}: {@code w = g v / |v|}, computed before each forward pass. New models rather use
 * {@code Parametrizations.weightNorm}.
 */
public final class WeightNorm implements Derivation {
    private static final String WEIGHT = "weight";

    private final String name;
    private final long dim;

    private WeightNorm(String name, long dim) {
        this.name = name;
        this.dim = dim;
    }

    /**
     * Splits {@code weight} into magnitude and direction, with a magnitude for each output.
     *
     * @param module the module
     * @param <M> its class
     * @return {@code module}
     */
    public static <M extends Module> M weightNorm(M module) {
        return weightNorm(module, WEIGHT, 0L);
    }

    /**
     * Splits a parameter into magnitude and direction.
     *
     * @param module the module
     * @param name the name of the parameter
     * @param dim the dimension for each index of which there is a magnitude; null for one magnitude in all
     * @param <M> the module's class
     * @return {@code module}
     * @throws TorchException if it was done before
     * @throws IllegalArgumentException if there is no such parameter
     */
    public static <M extends Module> M weightNorm(M module, String name, @Nullable Long dim) {
        if (DerivedTensors.derivation(module, name) instanceof WeightNorm) {
            throw new TorchException("Cannot register two weight_norm hooks on the same parameter " + name);
        }
        WeightNorm norm = new WeightNorm(name, dim == null ? -1 : dim);
        try (var scope = new TensorScope()) {
            Parameter weight = module.getParameter(name);
            LazyParameters.requireNone(weight, "`WeightNorm`", "weight normalization");
            module.registerParameter(name + "_g", new Parameter(magnitude(weight, norm.dim)));
            module.registerParameter(name + "_v", new Parameter(weight));
            DerivedTensors.derive(module, name, norm);
        }
        return module;
    }

    /**
     * Makes {@code weight} a parameter again.
     *
     * @param module the module
     * @param <M> its class
     * @return {@code module}
     * @throws IllegalArgumentException if it has no such norm
     */
    public static <M extends Module> M removeWeightNorm(M module) {
        return removeWeightNorm(module, WEIGHT);
    }

    /**
     * Makes a parameter again of what was split.
     *
     * @param module the module
     * @param name the name of the parameter
     * @param <M> the module's class
     * @return {@code module}
     * @throws IllegalArgumentException if it has no such norm
     */
    public static <M extends Module> M removeWeightNorm(M module, String name) {
        if (!(DerivedTensors.derivation(module, name) instanceof WeightNorm norm)) {
            throw new IllegalArgumentException("weight_norm of '" + name + "' not found in " + module);
        }
        try (var scope = new TensorScope();
                var noGrad = Torch.noGrad()) {
            Tensor weight = norm.compute(module);
            module.unregister(name + "_g");
            module.unregister(name + "_v");
            DerivedTensors.settle(module, name, new Parameter(weight));
        }
        return module;
    }

    @Override
    public Tensor compute(Module module) {
        return compute(
                Objects.requireNonNull(DerivedTensors.last(module, name + "_v")),
                Objects.requireNonNull(DerivedTensors.last(module, name + "_g")),
                dim);
    }

    /**
     * The tensor of a direction and a magnitude ({@code torch._weight_norm}).
     *
     * @param direction its direction, of any length
     * @param magnitude its norms, of as many dimensions, or of none
     * @param dim the dimension for each index of which there is a norm, or -1 for one norm in all
     * @return a tensor of the direction's shape
     */
    public static Tensor compute(Tensor direction, Tensor magnitude, long dim) {
        return (Tensor) Objects.requireNonNull(Torch.call("aten::_weight_norm", direction, magnitude, dim));
    }

    /**
     * The norms of a tensor ({@code torch.norm_except_dim}).
     *
     * @param weight the tensor
     * @param dim the dimension for each index of which there is a norm, or -1 for one norm in all
     * @return the norms, of as many dimensions, or of none
     */
    public static Tensor magnitude(Tensor weight, long dim) {
        return Torch.normExceptDim(weight, 2, dim);
    }
}
