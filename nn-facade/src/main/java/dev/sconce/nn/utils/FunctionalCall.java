package dev.sconce.nn.utils;

import dev.sconce.nn.Arguments;
import dev.sconce.nn.Module;
import dev.sconce.nn.Module1;
import dev.sconce.nn.Module2;
import dev.sconce.nn.Module3;
import dev.sconce.nn.Substitution;
import dev.sconce.torch.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls of a module with other parameters and buffers than its own: {@code torch.func.functional_call}. The module is then
 * a function of these tensors too, and gradients with respect to them are those of any function.
 *
 * <pre>{@code
 * // One step inside, whose result the outer loss sees through: MAML
 * Tensor inner = loss(functionalCall(net, weights, x), y);
 * List<Tensor> grads = Autograd.grad(List.of(inner), weights.values(), o -> o.createGraph(true));
 * ...
 * Tensor outer = loss(functionalCall(net, stepped, x2), y2);
 * }</pre>
 *
 * <p>Names that are not the module's are left out, and names that are missing keep the module's own tensors. In-place
 * operations of the module, such as batch norm's on its statistics, go to the tensors that are given. What holds for
 * several calls, or for modules of other signatures, is a {@link Substitution} in a {@code try}.
 */
public final class FunctionalCall {
    private FunctionalCall() {}

    /**
     * Calls a module of one argument.
     *
     * @param module the module, as it was afterwards
     * @param parametersAndBuffers tensors by name
     * @param input the argument
     * @param <A> the argument's type
     * @param <R> the result's type
     * @return its output
     * @throws IllegalArgumentException if different tensors are given for the names of a shared parameter
     */
    public static <A extends @Nullable Object, R extends @Nullable Object> R functionalCall(
            Module1<A, R> module, Map<String, ? extends Tensor> parametersAndBuffers, A input) {
        try (var substitution = Substitution.of(module, parametersAndBuffers)) {
            return module.call(input);
        }
    }

    /**
     * Calls a module of two arguments.
     *
     * @param module the module, as it was afterwards
     * @param parametersAndBuffers tensors by name
     * @param first the first argument
     * @param second the second argument
     * @param <A> the first argument's type
     * @param <B> the second argument's type
     * @param <R> the result's type
     * @return its output
     * @throws IllegalArgumentException if different tensors are given for the names of a shared parameter
     */
    public static <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> R functionalCall(
            Module2<A, B, R> module, Map<String, ? extends Tensor> parametersAndBuffers, A first, B second) {
        try (var substitution = Substitution.of(module, parametersAndBuffers)) {
            return module.call(first, second);
        }
    }

    /**
     * Calls a module of three arguments.
     *
     * @param module the module, as it was afterwards
     * @param parametersAndBuffers tensors by name
     * @param first the first argument
     * @param second the second argument
     * @param third the third argument
     * @param <A> the first argument's type
     * @param <B> the second argument's type
     * @param <C> the third argument's type
     * @param <R> the result's type
     * @return its output
     * @throws IllegalArgumentException if different tensors are given for the names of a shared parameter
     */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            R functionalCall(
                    Module3<A, B, C, R> module,
                    Map<String, ? extends Tensor> parametersAndBuffers,
                    A first,
                    B second,
                    C third) {
        try (var substitution = Substitution.of(module, parametersAndBuffers)) {
            return module.call(first, second, third);
        }
    }

    /**
     * Calls a module of any signature.
     *
     * @param module the module, as it was afterwards
     * @param parametersAndBuffers tensors by name
     * @param arguments the arguments
     * @param tieWeights whether a name that stands for a shared parameter stands for all names of it; true in Python
     *     unless it is said
     * @param strict whether the names must be exactly the module's; false in Python unless it is said
     * @return its output
     * @throws IllegalArgumentException if different tensors are given for the names of a shared parameter
     * @throws dev.sconce.torch.TorchException if names are missing or too much, and that is an error
     */
    public static @Nullable Object functionalCall(
            Module module,
            Map<String, ? extends Tensor> parametersAndBuffers,
            Arguments arguments,
            boolean tieWeights,
            boolean strict) {
        try (var substitution = Substitution.of(module, parametersAndBuffers, tieWeights, strict)) {
            return arguments.passTo(module);
        }
    }
}
