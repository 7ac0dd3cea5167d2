package dev.sconce.nn.utils.prune;

import dev.sconce.nn.DerivedTensors;
import dev.sconce.nn.Module;
import dev.sconce.nn.Parameter;
import dev.sconce.nn.internal.PyText;
import dev.sconce.nn.utils.ParameterVectors;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Holds a part of a module's parameter at zero: the functions of {@code torch.nn.utils.prune}.
 *
 * <p>The parameter {@code weight} becomes the parameter {@code weight_orig} and the buffer {@code weight_mask}, of which
 * {@code weight} is computed before each forward pass. Pruning again prunes of what is left. {@link #remove} makes it a
 * parameter again, with the zeros in it.
 *
 * <pre>{@code
 * Linear layer = new Linear(100, 10);
 * l1Unstructured(layer, "weight", 0.3);    // the least 30 per cent
 * train(layer);
 * remove(layer, "weight");
 * }</pre>
 */
public final class Prune {
    private Prune() {}

    /**
     * Prunes nothing, but makes the mask.
     *
     * @param module the module
     * @param name the parameter's name
     * @param <M> the module's class
     * @return {@code module}
     */
    public static <M extends Module> M identity(M module, String name) {
        return apply(module, name, new Identity());
    }

    /**
     * Prunes elements at random.
     *
     * @param module the module
     * @param name the parameter's name
     * @param amount how many elements, of those that are left
     * @param <M> the module's class
     * @return {@code module}
     * @throws IllegalArgumentException if there are not so many
     */
    public static <M extends Module> M randomUnstructured(M module, String name, long amount) {
        return apply(module, name, new RandomUnstructured(amount));
    }

    /**
     * Prunes elements at random.
     *
     * @param module the module
     * @param name the parameter's name
     * @param amount which fraction of the elements that are left, from 0 to 1
     * @param <M> the module's class
     * @return {@code module}
     */
    public static <M extends Module> M randomUnstructured(M module, String name, double amount) {
        return apply(module, name, new RandomUnstructured(amount));
    }

    /**
     * Prunes the elements of the smallest magnitude.
     *
     * @param module the module
     * @param name the parameter's name
     * @param amount how many elements, of those that are left
     * @param <M> the module's class
     * @return {@code module}
     * @throws IllegalArgumentException if there are not so many
     */
    public static <M extends Module> M l1Unstructured(M module, String name, long amount) {
        return apply(module, name, new L1Unstructured(amount));
    }

    /**
     * Prunes the elements of the smallest magnitude.
     *
     * @param module the module
     * @param name the parameter's name
     * @param amount which fraction of the elements that are left, from 0 to 1
     * @param <M> the module's class
     * @return {@code module}
     */
    public static <M extends Module> M l1Unstructured(M module, String name, double amount) {
        return apply(module, name, new L1Unstructured(amount));
    }

    /**
     * Prunes the elements of the smallest scores.
     *
     * @param module the module
     * @param name the parameter's name
     * @param amount how many elements, of those that are left
     * @param importanceScores how important each element is, of the parameter's shape; null for the parameter itself
     * @param <M> the module's class
     * @return {@code module}
     * @throws IllegalArgumentException if there are not so many, or the scores are of another shape
     */
    public static <M extends Module> M l1Unstructured(
            M module, String name, long amount, @Nullable Tensor importanceScores) {
        return apply(module, name, new L1Unstructured(amount), importanceScores);
    }

    /**
     * Prunes the elements of the smallest scores.
     *
     * @param module the module
     * @param name the parameter's name
     * @param amount which fraction of the elements that are left, from 0 to 1
     * @param importanceScores how important each element is, of the parameter's shape; null for the parameter itself
     * @param <M> the module's class
     * @return {@code module}
     * @throws IllegalArgumentException if there are not so many, or the scores are of another shape
     */
    public static <M extends Module> M l1Unstructured(
            M module, String name, double amount, @Nullable Tensor importanceScores) {
        return apply(module, name, new L1Unstructured(amount), importanceScores);
    }

    /**
     * Prunes channels at random.
     *
     * @param module the module
     * @param name the parameter's name
     * @param amount how many channels, of those that are left
     * @param dim the dimension of the channels
     * @param <M> the module's class
     * @return {@code module}
     * @throws IllegalArgumentException if there are not so many, or the parameter is a vector
     */
    public static <M extends Module> M randomStructured(M module, String name, long amount, long dim) {
        return apply(module, name, new RandomStructured(amount, dim));
    }

    /**
     * Prunes channels at random.
     *
     * @param module the module
     * @param name the parameter's name
     * @param amount which fraction of the channels that are left, from 0 to 1
     * @param dim the dimension of the channels
     * @param <M> the module's class
     * @return {@code module}
     * @throws IllegalArgumentException if the parameter is a vector
     */
    public static <M extends Module> M randomStructured(M module, String name, double amount, long dim) {
        return apply(module, name, new RandomStructured(amount, dim));
    }

    /**
     * Prunes the channels of the smallest norm.
     *
     * @param module the module
     * @param name the parameter's name
     * @param amount how many channels, of those that are left
     * @param n which norm, such as 1, 2 or infinity
     * @param dim the dimension of the channels
     * @param <M> the module's class
     * @return {@code module}
     * @throws IllegalArgumentException if there are not so many, or the parameter is a vector
     */
    public static <M extends Module> M lnStructured(M module, String name, long amount, double n, long dim) {
        return apply(module, name, new LnStructured(amount, n, dim));
    }

    /**
     * Prunes the channels of the smallest norm.
     *
     * @param module the module
     * @param name the parameter's name
     * @param amount which fraction of the channels that are left, from 0 to 1
     * @param n which norm, such as 1, 2 or infinity
     * @param dim the dimension of the channels
     * @param <M> the module's class
     * @return {@code module}
     * @throws IllegalArgumentException if the parameter is a vector
     */
    public static <M extends Module> M lnStructured(M module, String name, double amount, double n, long dim) {
        return apply(module, name, new LnStructured(amount, n, dim));
    }

    /**
     * Prunes the channels of the smallest scores.
     *
     * @param module the module
     * @param name the parameter's name
     * @param amount how many channels, of those that are left
     * @param n which norm, such as 1, 2 or infinity
     * @param dim the dimension of the channels
     * @param importanceScores how important each element is, of the parameter's shape; null for the parameter itself
     * @param <M> the module's class
     * @return {@code module}
     * @throws IllegalArgumentException if there are not so many, or the scores are of another shape
     */
    public static <M extends Module> M lnStructured(
            M module, String name, long amount, double n, long dim, @Nullable Tensor importanceScores) {
        return apply(module, name, new LnStructured(amount, n, dim), importanceScores);
    }

    /**
     * Prunes the channels of the smallest scores.
     *
     * @param module the module
     * @param name the parameter's name
     * @param amount which fraction of the channels that are left, from 0 to 1
     * @param n which norm, such as 1, 2 or infinity
     * @param dim the dimension of the channels
     * @param importanceScores how important each element is, of the parameter's shape; null for the parameter itself
     * @param <M> the module's class
     * @return {@code module}
     * @throws IllegalArgumentException if there are not so many, or the scores are of another shape
     */
    public static <M extends Module> M lnStructured(
            M module, String name, double amount, double n, long dim, @Nullable Tensor importanceScores) {
        return apply(module, name, new LnStructured(amount, n, dim), importanceScores);
    }

    /**
     * Prunes what a mask says.
     *
     * @param module the module
     * @param name the parameter's name
     * @param mask of the parameter's shape, zero where it is to be pruned
     * @param <M> the module's class
     * @return {@code module}
     * @throws IllegalArgumentException if the mask is of another shape
     */
    public static <M extends Module> M customFromMask(M module, String name, Tensor mask) {
        return apply(module, name, new CustomFromMask(mask));
    }

    /**
     * Prunes by any method.
     *
     * @param module the module
     * @param name the parameter's name
     * @param method the method
     * @param <M> the module's class
     * @return {@code module}
     */
    public static <M extends Module> M apply(M module, String name, PruningMethod method) {
        return apply(module, name, method, null);
    }

    /**
     * Prunes by any method.
     *
     * @param module the module
     * @param name the parameter's name
     * @param method the method
     * @param importanceScores how important each element is, of the parameter's shape; null for the parameter itself
     * @param <M> the module's class
     * @return {@code module}
     * @throws IllegalArgumentException if there is no such parameter, or the scores are of another shape
     */
    public static <M extends Module> M apply(
            M module, String name, PruningMethod method, @Nullable Tensor importanceScores) {
        PruningMethod before = method(module, name);
        PruningMethod whole = before == null ? method : join(before, method);
        try (var scope = new TensorScope()) {
            Tensor current = before == null ? module.getParameter(name) : last(module, name);
            Tensor scores = importanceScores == null ? current : importanceScores;
            if (!Arrays.equals(scores.shape(), current.shape())) {
                throw new IllegalArgumentException("importance_scores should have the same shape as parameter " + name
                        + " of " + module + ", got " + PyText.size(scores.shape()) + " vs "
                        + PyText.size(current.shape()));
            }
            Tensor mask = computeMask(whole, scores, mask(module, name, current));
            if (current instanceof Parameter original && before == null) {
                module.registerParameter(name + PrunedTensor.ORIGINAL, original);
            }
            module.registerBuffer(name + PrunedTensor.MASK, mask);
            DerivedTensors.derive(module, name, new PrunedTensor(name, whole));
        }
        return module;
    }

    private static Tensor computeMask(PruningMethod method, Tensor scores, Tensor before) {
        try (var noGrad = Torch.noGrad()) {
            return method.computeMask(scores, before.clone());
        }
    }

    private static PruningContainer join(PruningMethod before, PruningMethod method) {
        return before instanceof PruningContainer container
                ? container.with(method)
                : new PruningContainer(List.of(before, method));
    }

    /** The mask so far: ones if there is none. */
    private static Tensor mask(Module module, String name, Tensor like) {
        Tensor mask = DerivedTensors.last(module, name + PrunedTensor.MASK);
        return mask == null ? Torch.onesLike(like) : mask.detach();
    }

    private static Tensor last(Module module, String name) {
        return Objects.requireNonNull(DerivedTensors.last(module, name), name);
    }

    /**
     * Prunes several parameters together, as if they were one: of some the method may take more, of others less.
     *
     * @param parameters the parameters
     * @param method a method that is {@link PruningType#UNSTRUCTURED}
     * @throws IllegalArgumentException if it is another one
     */
    public static void globalUnstructured(List<PruningTarget> parameters, PruningMethod method) {
        globalUnstructured(parameters, method, Map.of());
    }

    /**
     * Prunes several parameters together, as if they were one: of some the method may take more, of others less.
     *
     * @param parameters the parameters
     * @param method a method that is {@link PruningType#UNSTRUCTURED}
     * @param importanceScores how important the elements of some of them are; those of others are so by their magnitude
     * @throws IllegalArgumentException if the method is another one
     */
    public static void globalUnstructured(
            List<PruningTarget> parameters, PruningMethod method, Map<PruningTarget, Tensor> importanceScores) {
        if (method.type() != PruningType.UNSTRUCTURED) {
            throw new IllegalArgumentException("Only \"unstructured\" PRUNING_TYPE supported for the `pruning_method`."
                    + " Found method " + method.getClass().getSimpleName() + " of type "
                    + method.type().name().toLowerCase(Locale.ROOT));
        }
        try (var scope = new TensorScope();
                var noGrad = Torch.noGrad()) {
            List<Tensor> scores = new ArrayList<>();
            List<Tensor> masks = new ArrayList<>();
            for (PruningTarget target : parameters) {
                Tensor tensor = last(target.module(), target.name());
                scores.add(importanceScores.getOrDefault(target, tensor));
                masks.add(mask(target.module(), target.name(), tensor));
            }
            Tensor mask = new PruningContainer(List.of(method))
                    .computeMask(
                            ParameterVectors.parametersToVector(scores), ParameterVectors.parametersToVector(masks));
            long position = 0;
            for (int i = 0; i < parameters.size(); i++) {
                PruningTarget target = parameters.get(i);
                long count = masks.get(i).numel();
                Tensor part = mask.narrow(0, position, count).viewAs(masks.get(i));
                customFromMask(target.module(), target.name(), part);
                position += count;
            }
        }
    }

    /**
     * Makes a pruned parameter a plain one again; what was pruned stays zero.
     *
     * @param module the module
     * @param name the parameter's name
     * @param <M> the module's class
     * @return {@code module}
     * @throws IllegalArgumentException if it is not pruned
     */
    public static <M extends Module> M remove(M module, String name) {
        if (!(DerivedTensors.derivation(module, name) instanceof PrunedTensor pruned)) {
            throw new IllegalArgumentException(
                    "Parameter '" + name + "' of module " + module + " has to be pruned before pruning can be removed");
        }
        try (var scope = new TensorScope();
                var noGrad = Torch.noGrad()) {
            Parameter original = module.getParameter(name + PrunedTensor.ORIGINAL);
            original.setData(pruned.compute(module));
            module.unregister(name + PrunedTensor.ORIGINAL);
            module.unregister(name + PrunedTensor.MASK);
            DerivedTensors.settle(module, name, original);
        }
        return module;
    }

    /**
     * Whether anything in a module is pruned.
     *
     * @param module the module
     * @return whether it or a module in it has a pruned parameter
     */
    public static boolean isPruned(Module module) {
        return module.modules().stream()
                .flatMap(part -> DerivedTensors.derivations(part).values().stream())
                .anyMatch(PrunedTensor.class::isInstance);
    }

    /**
     * How a parameter is pruned.
     *
     * @param module the module
     * @param name the parameter's name
     * @return the method, a {@link PruningContainer} if there were several, or null if it is not pruned
     */
    public static @Nullable PruningMethod method(Module module, String name) {
        return DerivedTensors.derivation(module, name) instanceof PrunedTensor pruned ? pruned.method() : null;
    }
}
