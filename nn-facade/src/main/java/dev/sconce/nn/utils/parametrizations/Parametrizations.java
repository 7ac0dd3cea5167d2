package dev.sconce.nn.utils.parametrizations;

import dev.sconce.nn.DerivedTensors;
import dev.sconce.nn.Module;
import dev.sconce.nn.utils.SpectralNormOptions;
import dev.sconce.nn.utils.WeightNorm;
import dev.sconce.nn.utils.parametrize.Parametrize;
import dev.sconce.torch.Tensor;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Parametrizes weights in the ways that {@code torch.nn.utils.parametrizations} has. */
public final class Parametrizations {
    private static final String WEIGHT = "weight";

    private Parametrizations() {}

    /**
     * Makes {@code weight} orthogonal: see {@link #orthogonal(Module, String, OrthogonalMap, boolean)}.
     *
     * @param module the module
     * @param <M> its class
     * @return {@code module}
     */
    public static <M extends Module> M orthogonal(M module) {
        return orthogonal(module, WEIGHT, null, true);
    }

    /**
     * Makes a matrix, or a batch of them, orthogonal or unitary: its columns are orthonormal if it is tall, its rows if it
     * is wide. A tensor that is orthogonal already keeps its value; another one becomes the Q of its QR decomposition.
     *
     * <p>State: {@code parametrizations.weight.original} and, with trivialization,
     * {@code parametrizations.weight.0.base}.
     *
     * @param module the module
     * @param name the name of a tensor of shape {@code (*, m, n)}
     * @param orthogonalMap how it is computed; null for {@link OrthogonalMap#MATRIX_EXP} if it is square or complex, and
     *     {@link OrthogonalMap#HOUSEHOLDER} otherwise
     * @param useTrivialization whether the map is taken around a base, which converges better and costs memory; true in
     *     Python unless it is said
     * @param <M> the module's class
     * @return {@code module}
     * @throws IllegalArgumentException if there is no such tensor, it is a vector, or the map does not fit it
     */
    public static <M extends Module> M orthogonal(
            M module, String name, @Nullable OrthogonalMap orthogonalMap, boolean useTrivialization) {
        Tensor weight = weight(module, name);
        if (weight.dim() < 2) {
            throw new IllegalArgumentException(
                    "Expected a matrix or batch of matrices. Got a tensor of " + weight.dim() + " dimensions.");
        }
        OrthogonalMap map = orthogonalMap != null
                ? orthogonalMap
                : weight.size(-2) == weight.size(-1) || weight.dtype().isComplex()
                        ? OrthogonalMap.MATRIX_EXP
                        : OrthogonalMap.HOUSEHOLDER;
        return Parametrize.registerParametrization(
                module, name, new OrthogonalParametrization(weight, map, useTrivialization), true);
    }

    /**
     * Splits {@code weight} into magnitude and direction for each output: see {@link #weightNorm(Module, String, Long)}.
     *
     * @param module the module
     * @param <M> its class
     * @return {@code module}
     */
    public static <M extends Module> M weightNorm(M module) {
        return weightNorm(module, WEIGHT, 0L);
    }

    /**
     * Splits a tensor into magnitude and direction, {@code w = g v / |v|}, which are learned apart. State dicts of the older
     * {@link WeightNorm} can be loaded.
     *
     * <p>State: {@code parametrizations.weight.original0}, the magnitude, and {@code original1}, the direction.
     *
     * @param module the module
     * @param name the name of the tensor
     * @param dim the dimension for each index of which there is a magnitude; null for one magnitude in all
     * @param <M> the module's class
     * @return {@code module}
     * @throws IllegalArgumentException if there is no such tensor
     */
    public static <M extends Module> M weightNorm(M module, String name, @Nullable Long dim) {
        Parametrize.registerParametrization(module, name, new WeightNormParametrization(dim == null ? -1 : dim), true);
        module.registerLoadStateDictPreHook((owner, load, prefix) -> {
            Map<String, @Nullable Object> values = load.values();
            String magnitude = prefix + name + "_g";
            String direction = prefix + name + "_v";
            if (values.containsKey(magnitude) && values.containsKey(direction)) {
                String originals = prefix + "parametrizations." + name + ".original";
                values.put(originals + "0", values.remove(magnitude));
                values.put(originals + "1", values.remove(direction));
            }
        });
        return module;
    }

    /**
     * Divides {@code weight} by its spectral norm: see {@link #spectralNorm(Module, String, Consumer)}.
     *
     * @param module the module
     * @param <M> its class
     * @return {@code module}
     */
    public static <M extends Module> M spectralNorm(M module) {
        return spectralNorm(module, WEIGHT, options -> {});
    }

    /**
     * Divides a tensor by its largest singular value, or a vector by its norm. The power method approximates the value, by
     * one more iteration whenever the tensor is computed in training: in each forward pass, and at registration.
     *
     * <p>State: {@code parametrizations.weight.original}, and the method's vectors {@code parametrizations.weight.0._u} and
     * {@code _v}.
     *
     * @param module the module
     * @param name the name of the tensor; one of more than two dimensions is taken as a matrix
     * @param options iterations, dimension of the outputs, epsilon
     * @param <M> the module's class
     * @return {@code module}
     * @throws IllegalArgumentException if there is no such tensor, or the iterations are not positive
     * @throws dev.sconce.torch.TorchException if there is no such dimension
     */
    public static <M extends Module> M spectralNorm(M module, String name, Consumer<SpectralNormOptions> options) {
        SpectralNormOptions chosen = SpectralNormOptions.of(options);
        Tensor weight = weight(module, name);
        return Parametrize.registerParametrization(
                module,
                name,
                new SpectralNormParametrization(weight, chosen.nPowerIterations(), chosen.dimOf(module), chosen.eps()));
    }

    private static Tensor weight(Module module, String name) {
        if (DerivedTensors.last(module, name) == null) {
            throw new IllegalArgumentException(
                    "Module '" + module + "' has no parameter or buffer with name '" + name + "'");
        }
        return DerivedTensors.get(module, name);
    }
}
