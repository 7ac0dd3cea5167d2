package dev.sconce.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Derivatives of whole functions, as {@code torch.autograd.functional}: Jacobians, Hessians and their products with
 * vectors. The functions take and return one tensor, or a list of them.
 */
public final class AutogradFunctional {
    private AutogradFunctional() {}

    /**
     * The value of a function and the product of a derivative of it with a vector.
     *
     * @param output what the function returned
     * @param product the product
     */
    public record Product(Tensor output, Tensor product) {}

    /**
     * The values of a function of lists and the products of a derivative of it with vectors.
     *
     * @param outputs what the function returned
     * @param products the products
     */
    public record Products(List<Tensor> outputs, List<Tensor> products) {}

    private static Function<List<Tensor>, List<Tensor>> lifted(UnaryOperator<Tensor> function) {
        return inputs -> List.of(function.apply(inputs.get(0)));
    }

    /**
     * The Jacobian of a function.
     *
     * @param function of one tensor
     * @param input where
     * @return its shape is that of the output followed by that of the input
     */
    public static Tensor jacobian(UnaryOperator<Tensor> function, Tensor input) {
        return jacobian(lifted(function), List.of(input), false).get(0).get(0);
    }

    /**
     * The Jacobians of all outputs of a function with respect to all inputs.
     *
     * @param function of several tensors
     * @param inputs where
     * @param createGraph whether the Jacobians can be differentiated again
     * @return by output, then by input; each shape is that of the output followed by that of the input
     */
    public static List<List<Tensor>> jacobian(
            Function<List<Tensor>, List<Tensor>> function, List<? extends Tensor> inputs, boolean createGraph) {
        try (ThreadMode enabled = Torch.enableGrad()) {
            List<Tensor> prepared = prepare(inputs, createGraph);
            List<List<Tensor>> jacobians = new ArrayList<>();
            for (Tensor output : function.apply(prepared)) {
                jacobians.add(finish(rows(output, prepared, createGraph), createGraph));
            }
            return jacobians;
        }
    }

    private static List<Tensor> rows(Tensor output, List<Tensor> inputs, boolean createGraph) {
        List<List<Tensor>> rows = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            rows.add(new ArrayList<>());
        }
        for (long i = 0; i < output.numel(); i++) {
            Tensor element = output.reshape(-1).select(0, i);
            List<@Nullable Tensor> grads = grad(List.of(element), inputs, null, createGraph, true);
            for (int j = 0; j < inputs.size(); j++) {
                Tensor grad = grads.get(j);
                rows.get(j).add(grad == null ? Torch.zerosLike(inputs.get(j)) : grad);
            }
        }
        List<Tensor> jacobians = new ArrayList<>();
        for (int j = 0; j < inputs.size(); j++) {
            long[] shape = concat(output.shape(), inputs.get(j).shape());
            jacobians.add(
                    rows.get(j).isEmpty()
                            ? inputs.get(j).newZeros(shape)
                            : Torch.stack(rows.get(j)).view(shape));
        }
        return jacobians;
    }

    /**
     * The Hessian of a function.
     *
     * @param function of one tensor; returns a single element
     * @param input where
     * @return its shape is that of the input, twice
     * @throws TorchException if the function returns more than one element
     */
    public static Tensor hessian(UnaryOperator<Tensor> function, Tensor input) {
        return hessian(inputs -> function.apply(inputs.get(0)), List.of(input), false)
                .get(0)
                .get(0);
    }

    /**
     * The Hessian of a function of several tensors, in blocks.
     *
     * @param function returns a single element
     * @param inputs where
     * @param createGraph whether the Hessian can be differentiated again
     * @return by input, then by input
     * @throws TorchException if the function returns more than one element
     */
    public static List<List<Tensor>> hessian(
            Function<List<Tensor>, Tensor> function, List<? extends Tensor> inputs, boolean createGraph) {
        return jacobian(
                points -> {
                    Function<List<Tensor>, List<Tensor>> single = at -> List.of(single(function.apply(at), "hessian"));
                    List<Tensor> gradients = new ArrayList<>();
                    List<Tensor> jacobians = jacobian(single, points, true).get(0);
                    for (int i = 0; i < points.size(); i++) {
                        gradients.add(jacobians.get(i).reshape(points.get(i).shape()));
                    }
                    return gradients;
                },
                inputs,
                createGraph);
    }

    /**
     * The product of a vector with the Jacobian of a function.
     *
     * @param function of one tensor
     * @param input where
     * @param v of the shape of the output; null if the output has a single element
     * @return the output, and the product of the shape of the input
     * @throws TorchException if the vector does not fit
     */
    public static Product vjp(UnaryOperator<Tensor> function, Tensor input, @Nullable Tensor v) {
        return single(vjp(lifted(function), List.of(input), v == null ? null : List.of(v), false));
    }

    /**
     * The product of vectors with the Jacobian of a function.
     *
     * @param function of several tensors
     * @param inputs where
     * @param v one for each output, of its shape; null if there is one output of a single element
     * @param createGraph whether the products can be differentiated again
     * @return the outputs, and one product for each input
     * @throws TorchException if a vector does not fit
     */
    public static Products vjp(
            Function<List<Tensor>, List<Tensor>> function,
            List<? extends Tensor> inputs,
            @Nullable List<? extends Tensor> v,
            boolean createGraph) {
        try (ThreadMode enabled = Torch.enableGrad()) {
            List<Tensor> prepared = prepare(inputs, createGraph);
            List<Tensor> outputs = function.apply(prepared);
            List<@Nullable Tensor> grads = grad(outputs, prepared, checked(v, outputs), createGraph, createGraph);
            return new Products(finish(outputs, createGraph), finish(withZeros(grads, prepared), createGraph));
        }
    }

    /**
     * The product of the Jacobian of a function with a vector.
     *
     * @param function of one tensor
     * @param input where
     * @param v of the shape of the input; null if that has a single element
     * @return the output, and the product of the shape of the output
     * @throws TorchException if the vector does not fit
     */
    public static Product jvp(UnaryOperator<Tensor> function, Tensor input, @Nullable Tensor v) {
        return single(jvp(lifted(function), List.of(input), v == null ? null : List.of(v), false));
    }

    /**
     * The product of the Jacobian of a function with vectors, by differentiating {@link #vjp} with respect to its vector.
     *
     * @param function of several tensors, which can be differentiated twice
     * @param inputs where
     * @param v one for each input, of its shape; null if there is one input of a single element
     * @param createGraph whether the products can be differentiated again
     * @return the outputs, and one product for each output
     * @throws TorchException if a vector does not fit
     */
    public static Products jvp(
            Function<List<Tensor>, List<Tensor>> function,
            List<? extends Tensor> inputs,
            @Nullable List<? extends Tensor> v,
            boolean createGraph) {
        try (ThreadMode enabled = Torch.enableGrad()) {
            List<Tensor> vectors = checked(v, inputs);
            List<Tensor> prepared = prepare(inputs, createGraph);
            List<Tensor> outputs = function.apply(prepared);
            List<Tensor> dummies = zeros(outputs);
            List<Tensor> back = withZeros(grad(outputs, prepared, dummies, true, true), prepared);
            List<@Nullable Tensor> grads = grad(back, dummies, vectors, createGraph, createGraph);
            return new Products(finish(outputs, createGraph), finish(withZeros(grads, outputs), createGraph));
        }
    }

    /**
     * The product of a vector with the Hessian of a function.
     *
     * @param function of one tensor; returns a single element
     * @param input where
     * @param v of the shape of the input; null if that has a single element
     * @return the output, and the product of the shape of the input
     * @throws TorchException if the vector does not fit, or the function returns more than one element
     */
    public static Product vhp(UnaryOperator<Tensor> function, Tensor input, @Nullable Tensor v) {
        Function<List<Tensor>, Tensor> lifted = inputs -> function.apply(inputs.get(0));
        return single(vhp(lifted, List.of(input), v == null ? null : List.of(v), false));
    }

    /**
     * The product of vectors with the Hessian of a function.
     *
     * @param function of several tensors; returns a single element
     * @param inputs where
     * @param v one for each input, of its shape; null if there is one input of a single element
     * @param createGraph whether the products can be differentiated again
     * @return the output, and one product for each input
     * @throws TorchException if a vector does not fit, or the function returns more than one element
     */
    public static Products vhp(
            Function<List<Tensor>, Tensor> function,
            List<? extends Tensor> inputs,
            @Nullable List<? extends Tensor> v,
            boolean createGraph) {
        try (ThreadMode enabled = Torch.enableGrad()) {
            List<Tensor> vectors = checked(v, inputs);
            List<Tensor> prepared = prepare(inputs, createGraph);
            Tensor output = single(function.apply(prepared), "vhp");
            List<Tensor> gradients = withZeros(grad(List.of(output), prepared, null, true, true), prepared);
            List<@Nullable Tensor> grads = grad(gradients, prepared, vectors, createGraph, createGraph);
            return new Products(finish(List.of(output), createGraph), finish(withZeros(grads, prepared), createGraph));
        }
    }

    /**
     * The product of the Hessian of a function with a vector.
     *
     * @param function of one tensor; returns a single element
     * @param input where
     * @param v of the shape of the input; null if that has a single element
     * @return the output, and the product of the shape of the input
     * @throws TorchException if the vector does not fit, or the function returns more than one element
     */
    public static Product hvp(UnaryOperator<Tensor> function, Tensor input, @Nullable Tensor v) {
        Function<List<Tensor>, Tensor> lifted = inputs -> function.apply(inputs.get(0));
        return single(hvp(lifted, List.of(input), v == null ? null : List.of(v), false));
    }

    /**
     * The product of the Hessian of a function with vectors. For functions that are smooth it equals {@link #vhp}, which
     * is faster.
     *
     * @param function of several tensors; returns a single element
     * @param inputs where
     * @param v one for each input, of its shape; null if there is one input of a single element
     * @param createGraph whether the products can be differentiated again
     * @return the output, and one product for each input
     * @throws TorchException if a vector does not fit, or the function returns more than one element
     */
    public static Products hvp(
            Function<List<Tensor>, Tensor> function,
            List<? extends Tensor> inputs,
            @Nullable List<? extends Tensor> v,
            boolean createGraph) {
        try (ThreadMode enabled = Torch.enableGrad()) {
            List<Tensor> vectors = checked(v, inputs);
            List<Tensor> prepared = prepare(inputs, createGraph);
            Tensor output = single(function.apply(prepared), "hvp");
            List<Tensor> gradients = withZeros(grad(List.of(output), prepared, null, true, true), prepared);
            List<Tensor> dummies = zeros(inputs);
            List<Tensor> back = withZeros(grad(gradients, prepared, dummies, true, true), prepared);
            List<@Nullable Tensor> grads = grad(back, dummies, vectors, createGraph, createGraph);
            return new Products(finish(List.of(output), createGraph), finish(withZeros(grads, prepared), createGraph));
        }
    }

    // The helpers of torch/autograd/functional.py

    /** Tensors of our own in the place of the inputs, connected to them if the result is to be differentiated. */
    private static List<Tensor> prepare(List<? extends Tensor> inputs, boolean createGraph) {
        List<Tensor> prepared = new ArrayList<>();
        for (Tensor input : inputs) {
            if (createGraph) {
                prepared.add(
                        input.requiresGrad()
                                ? input.viewAs(input)
                                : input.clone().requiresGrad_());
            } else {
                prepared.add(input.detach().requiresGrad_());
            }
        }
        return prepared;
    }

    private static List<Tensor> finish(List<Tensor> results, boolean createGraph) {
        return createGraph ? results : results.stream().map(Tensor::detach).toList();
    }

    private static List<@Nullable Tensor> grad(
            List<Tensor> outputs,
            List<Tensor> inputs,
            @Nullable List<Tensor> vectors,
            boolean createGraph,
            boolean retainGraph) {
        List<Tensor> recorded = new ArrayList<>();
        List<@Nullable Tensor> seeds = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            if (outputs.get(i).requiresGrad()) {
                recorded.add(outputs.get(i));
                seeds.add(vectors == null ? null : vectors.get(i));
            }
        }
        if (recorded.isEmpty()) {
            return Collections.nCopies(inputs.size(), null);
        }
        return Autograd.grad(recorded, inputs, options -> options.gradOutputs(seeds)
                .createGraph(createGraph)
                .retainGraph(retainGraph)
                .allowUnused(true));
    }

    private static List<Tensor> withZeros(List<@Nullable Tensor> grads, List<? extends Tensor> references) {
        List<Tensor> filled = new ArrayList<>();
        for (int i = 0; i < references.size(); i++) {
            Tensor grad = grads.get(i);
            filled.add(grad == null ? Torch.zerosLike(references.get(i)) : grad);
        }
        return filled;
    }

    private static List<Tensor> zeros(List<? extends Tensor> references) {
        List<Tensor> zeros = new ArrayList<>();
        references.forEach(
                reference -> zeros.add(Torch.zerosLike(reference.detach()).requiresGrad_()));
        return zeros;
    }

    private static List<Tensor> checked(@Nullable List<? extends Tensor> v, List<? extends Tensor> references) {
        if (v == null) {
            if (references.size() != 1 || references.get(0).numel() != 1) {
                throw new TorchException("The vector v can only be None if the input to the user-provided function, or"
                        + " what it returns, is a single Tensor with a single element.");
            }
            return List.of(Torch.onesLike(references.get(0).detach()));
        }
        if (v.size() != references.size()) {
            throw new TorchException(
                    "v is a tuple of invalid length: should be " + references.size() + " but got " + v.size() + ".");
        }
        for (int i = 0; i < v.size(); i++) {
            if (!Arrays.equals(v.get(i).shape(), references.get(i).shape())) {
                throw new TorchException((v.size() == 1 ? "v" : "Entry " + i + " in v")
                        + " has invalid size: should be torch.Size("
                        + Arrays.toString(references.get(i).shape())
                        + ") but got torch.Size(" + Arrays.toString(v.get(i).shape()) + ").");
            }
        }
        return List.copyOf(v);
    }

    private static Tensor single(Tensor output, String name) {
        if (output.numel() != 1) {
            throw new TorchException("The Tensor returned by the function given to " + name
                    + " should contain a single element, but has " + output.numel());
        }
        return output.reshape();
    }

    private static Product single(Products products) {
        return new Product(products.outputs.get(0), products.products.get(0));
    }

    private static long[] concat(long[] first, long[] second) {
        long[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
