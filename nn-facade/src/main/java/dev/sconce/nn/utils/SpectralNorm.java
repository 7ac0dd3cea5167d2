package dev.sconce.nn.utils;

import dev.sconce.nn.Buffer;
import dev.sconce.nn.Derivation;
import dev.sconce.nn.DerivedTensors;
import dev.sconce.nn.Module;
import dev.sconce.nn.Parameter;
import dev.sconce.nn.StateDictLoad;
import dev.sconce.nn.functional.F;
import dev.sconce.torch.Linalg;
import dev.sconce.torch.MemoryFormat;
import dev.sconce.torch.RemovableHandle;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import dev.sconce.torch.TorchException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Spectral normalization in its older form, {@code torch.nn.utils.spectral_norm}, whose state dicts have
 * {@code weight_orig}, {@code weight_u} and {@code weight_v}: the weight divided by its largest singular value, computed
 * before each forward pass. New models rather use {@code Parametrizations.spectralNorm}.
 */
public final class SpectralNorm implements Derivation {
    private static final String WEIGHT = "weight";
    private static final int VERSION = 1;
    private static final String METADATA = "spectral_norm";

    private final String name;
    private final int powerIterations;
    private final long dim;
    private final double eps;

    private @Nullable RemovableHandle saveHook;
    private @Nullable RemovableHandle loadHook;

    private SpectralNorm(String name, int powerIterations, long dim, double eps) {
        checkIterations(powerIterations);
        this.name = name;
        this.powerIterations = powerIterations;
        this.dim = dim;
        this.eps = eps;
    }

    /**
     * Checks the number of iterations.
     *
     * @param powerIterations a positive number
     * @throws IllegalArgumentException if it is not
     */
    public static void checkIterations(int powerIterations) {
        if (powerIterations <= 0) {
            throw new IllegalArgumentException(
                    "Expected n_power_iterations to be positive, but got n_power_iterations=" + powerIterations);
        }
    }

    /**
     * Divides {@code weight} by its spectral norm.
     *
     * @param module the module
     * @param <M> its class
     * @return {@code module}
     */
    public static <M extends Module> M spectralNorm(M module) {
        return spectralNorm(module, WEIGHT, options -> {});
    }

    /**
     * Divides a parameter by its spectral norm.
     *
     * @param module the module
     * @param name the name of the parameter
     * @param options iterations, dimension of the outputs, epsilon
     * @param <M> the module's class
     * @return {@code module}
     * @throws TorchException if it was done before
     * @throws IllegalArgumentException if there is no such parameter, or the iterations are not positive
     */
    public static <M extends Module> M spectralNorm(M module, String name, Consumer<SpectralNormOptions> options) {
        if (DerivedTensors.derivation(module, name) instanceof SpectralNorm) {
            throw new TorchException("Cannot register two spectral_norm hooks on the same parameter " + name);
        }
        SpectralNormOptions chosen = SpectralNormOptions.of(options);
        SpectralNorm norm = new SpectralNorm(name, chosen.nPowerIterations(), chosen.dimOf(module), chosen.eps());
        try (var scope = new TensorScope();
                var noGrad = Torch.noGrad()) {
            Parameter weight = module.getParameter(name);
            LazyParameters.requireNone(weight, "`SpectralNorm`", "spectral normalization");
            norm.begin(module, weight);
        }
        norm.saveHook =
                module.registerStateDictPostHook((owner, dict, prefix, metadata) -> norm.writeVersion(owner, metadata));
        norm.loadHook = module.registerLoadStateDictPreHook((owner, load, prefix) -> norm.migrate(owner, load, prefix));
        return module;
    }

    private void begin(Module module, Parameter weight) {
        Tensor matrix = matrix(weight);
        Tensor u = F.normalize(Torch.emptyLike(matrix.select(1, 0)).normal_(), 2.0, 0, eps);
        Tensor v = F.normalize(Torch.emptyLike(matrix.select(0, 0)).normal_(), 2.0, 0, eps);
        module.registerParameter(name + "_orig", weight);
        DerivedTensors.derive(module, name, this, weight.detach());
        module.registerBuffer(name + "_u", u);
        module.registerBuffer(name + "_v", v);
    }

    /**
     * Makes {@code weight} a parameter again.
     *
     * @param module the module
     * @param <M> its class
     * @return {@code module}
     * @throws IllegalArgumentException if it has no such norm
     */
    public static <M extends Module> M removeSpectralNorm(M module) {
        return removeSpectralNorm(module, WEIGHT);
    }

    /**
     * Makes a parameter again, with the value that it has in evaluation.
     *
     * @param module the module
     * @param name the name of the parameter
     * @param <M> the module's class
     * @return {@code module}
     * @throws IllegalArgumentException if it has no such norm
     */
    public static <M extends Module> M removeSpectralNorm(M module, String name) {
        if (!(DerivedTensors.derivation(module, name) instanceof SpectralNorm norm)) {
            throw new IllegalArgumentException("spectral_norm of '" + name + "' not found in " + module);
        }
        try (var scope = new TensorScope();
                var noGrad = Torch.noGrad()) {
            Tensor weight = norm.compute(module, false);
            for (String ending : List.of("_u", "_v", "_orig")) {
                module.unregister(name + ending);
            }
            DerivedTensors.settle(module, name, new Parameter(weight));
        }
        norm.removeHooks();
        return module;
    }

    private void removeHooks() {
        if (saveHook != null && loadHook != null) {
            saveHook.remove();
            loadHook.remove();
        }
    }

    @Override
    public Tensor compute(Module module) {
        return compute(module, module.isTraining());
    }

    private Tensor compute(Module module, boolean iterate) {
        Tensor weight = module.getParameter(name + "_orig");
        Buffer u = module.getBuffer(name + "_u");
        Buffer v = module.getBuffer(name + "_v");
        Tensor matrix = matrix(weight);
        if (!iterate) {
            return weight.div(u.dot(matrix.mv(v)));
        }
        try (var noGrad = Torch.noGrad()) {
            // In place, so that replicas of a module that share its buffers share what was found.
            for (int i = 0; i < powerIterations; i++) {
                v.copy_(F.normalize(matrix.t().mv(u), 2.0, 0, eps));
                u.copy_(F.normalize(matrix.mv(v), 2.0, 0, eps));
            }
        }
        // Cloned, since a further pass before the backward pass of this one changes them in place.
        Tensor right = v.clone(MemoryFormat.CONTIGUOUS);
        return weight.div(u.clone(MemoryFormat.CONTIGUOUS).dot(matrix.mv(right)));
    }

    private Tensor matrix(Tensor weight) {
        Tensor front = dim == 0 ? weight : weight.movedim(dim, 0);
        return front.reshape(front.size(0), -1);
    }

    private boolean isOf(Module module) {
        return DerivedTensors.derivation(module, name) == this;
    }

    private void writeVersion(Module module, Map<String, Object> metadata) {
        if (isOf(module)) {
            Map<String, Object> versions = new LinkedHashMap<>();
            if (metadata.get(METADATA) instanceof Map<?, ?> others) {
                others.forEach((key, version) -> versions.put((String) key, version));
            }
            versions.put(name + ".version", VERSION);
            metadata.put(METADATA, versions);
        }
    }

    /** Before version 1, a state dict had the computed weight, and not {@code v}. */
    private void migrate(Module module, StateDictLoad load, String prefix) {
        Map<String, @Nullable Object> values = load.values();
        String key = prefix + name;
        boolean isNew = load.localMetadata(prefix).get(METADATA) instanceof Map<?, ?> versions
                && versions.containsKey(name + ".version");
        if (!isOf(module) || isNew || !values.containsKey(key)) {
            return;
        }
        if (values.get(key + "_orig") instanceof Tensor original
                && values.get(key + "_u") instanceof Tensor u
                && values.remove(key) instanceof Tensor weight) {
            try (var noGrad = Torch.noGrad()) {
                values.put(
                        key + "_v",
                        solve(matrix(original), u, original.div(weight).mean()));
            }
        }
    }

    /** A vector {@code v} such that {@code u} is {@code W v}, normalized, and {@code u W v} is sigma. */
    private static Tensor solve(Tensor matrix, Tensor u, Tensor sigma) {
        Tensor inverse = matrix.t().mm(matrix).pinverse();
        Tensor v = Linalg.multiDot(List.of(inverse, matrix.t(), u.unsqueeze(1))).squeeze(1);
        return v.mul_(sigma.div(u.dot(matrix.mv(v))));
    }
}
