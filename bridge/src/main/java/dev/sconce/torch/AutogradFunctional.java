package dev.sconce.torch;

import dev.sconce.torch.FunctionalSteps.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Derivatives of whole functions, as {@code torch.autograd.functional}: Jacobians, Hessians and their products with
 * vectors. The functions take and return one tensor, or a list of them.
 */
public final class AutogradFunctional {
    private static final String INPUT = "input to the user-provided function is a single Tensor with a single element";

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
        return jacobian(function, inputs, options -> options.createGraph(createGraph));
    }

    /**
     * The Jacobians of all outputs of a function with respect to all inputs.
     *
     * @param function of several tensors
     * @param inputs where
     * @param options whether they can be differentiated again, whether independent inputs are refused, and the strategy
     * @return by output, then by input; each shape is that of the output followed by that of the input
     * @throws TorchException in strict mode, if an output does not depend on an input
     * @throws IllegalArgumentException if the options contradict each other
     */
    public static List<List<Tensor>> jacobian(
            Function<List<Tensor>, List<Tensor>> function,
            List<? extends Tensor> inputs,
            Consumer<FunctionalOptions> options) {
        FunctionalOptions chosen = new FunctionalOptions();
        options.accept(chosen);
        return Jacobians.of(function, inputs, chosen);
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
        return hessian(function, inputs, options -> options.createGraph(createGraph));
    }

    /**
     * The Hessian of a function of several tensors, in blocks.
     *
     * @param function returns a single element
     * @param inputs where
     * @param options as for {@link #jacobian(Function, List, Consumer)}; the strategy is that of the outer Jacobian
     * @return by input, then by input
     * @throws TorchException if the function returns more than one element; in strict mode, if a derivative does not
     *     depend on an input
     */
    public static List<List<Tensor>> hessian(
            Function<List<Tensor>, Tensor> function,
            List<? extends Tensor> inputs,
            Consumer<FunctionalOptions> options) {
        FunctionalOptions chosen = new FunctionalOptions();
        options.accept(chosen);
        FunctionalSteps steps = new FunctionalSteps(true, chosen.strict);
        Function<List<Tensor>, List<Tensor>> single = at -> {
            Tensor output = function.apply(at);
            steps.checkOutputs(List.of(output));
            return List.of(FunctionalSteps.single(output, "hessian"));
        };
        Function<List<Tensor>, List<Tensor>> gradients = points -> {
            List<Tensor> jacobians = jacobian(single, points, true).get(0);
            steps.checkDepends(jacobians, "jacobian");
            List<Tensor> shaped = new ArrayList<>();
            for (int i = 0; i < points.size(); i++) {
                shaped.add(jacobians.get(i).reshape(points.get(i).shape()));
            }
            return shaped;
        };
        return Jacobians.of(gradients, inputs, chosen);
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
        return vjp(function, inputs, v, options -> options.createGraph(createGraph));
    }

    /**
     * The product of vectors with the Jacobian of a function.
     *
     * @param function of several tensors
     * @param inputs where
     * @param v one for each output, of its shape; null if there is one output of a single element
     * @param options whether the products can be differentiated again, and whether independent inputs are refused
     * @return the outputs, and one product for each input
     * @throws TorchException if a vector does not fit; in strict mode, if a product does not depend on an input
     */
    public static Products vjp(
            Function<List<Tensor>, List<Tensor>> function,
            List<? extends Tensor> inputs,
            @Nullable List<? extends Tensor> v,
            Consumer<FunctionalOptions> options) {
        try (ThreadMode enabled = Torch.enableGrad()) {
            FunctionalSteps steps = steps(options);
            List<Tensor> prepared = steps.prepare(inputs);
            List<Tensor> outputs = function.apply(prepared);
            steps.checkOutputs(outputs);
            List<Tensor> vectors = FunctionalSteps.checked(
                    v, outputs, "user-provided function returns a single Tensor with a single element");
            List<@Nullable Tensor> grads = grad(steps, outputs, prepared, vectors);
            return new Products(steps.finish(outputs), steps.finish(steps.fillInZeros(grads, prepared, Stage.BACK)));
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
        return jvp(function, inputs, v, options -> options.createGraph(createGraph));
    }

    /**
     * The product of the Jacobian of a function with vectors.
     *
     * @param function of several tensors, which can be differentiated twice
     * @param inputs where
     * @param v one for each input, of its shape; null if there is one input of a single element
     * @param options whether the products can be differentiated again, and whether independent inputs are refused
     * @return the outputs, and one product for each output
     * @throws TorchException if a vector does not fit; in strict mode, if a product does not depend on an input
     */
    public static Products jvp(
            Function<List<Tensor>, List<Tensor>> function,
            List<? extends Tensor> inputs,
            @Nullable List<? extends Tensor> v,
            Consumer<FunctionalOptions> options) {
        try (ThreadMode enabled = Torch.enableGrad()) {
            FunctionalSteps steps = steps(options);
            List<Tensor> vectors = FunctionalSteps.checked(v, inputs, INPUT);
            List<Tensor> prepared = steps.prepare(inputs);
            List<Tensor> outputs = function.apply(prepared);
            steps.checkOutputs(outputs);
            List<Tensor> dummies = FunctionalSteps.zeros(outputs);
            List<@Nullable Tensor> first = FunctionalSteps.grad(outputs, prepared, dummies, true, true, false);
            steps.checkDepends(first, "grad_inputs");
            List<@Nullable Tensor> grads = grad(steps, zeroed(first, prepared), dummies, vectors);
            return new Products(
                    steps.finish(outputs), steps.finish(steps.fillInZeros(grads, outputs, Stage.BACK_TRICK)));
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
        return vhp(function, inputs, v, options -> options.createGraph(createGraph));
    }

    /**
     * The product of vectors with the Hessian of a function.
     *
     * @param function of several tensors; returns a single element
     * @param inputs where
     * @param v one for each input, of its shape; null if there is one input of a single element
     * @param options whether the products can be differentiated again, and whether independent inputs are refused
     * @return the output, and one product for each input
     * @throws TorchException if a vector does not fit, or the function returns more than one element; in strict mode, if a
     *     derivative does not depend on an input
     */
    public static Products vhp(
            Function<List<Tensor>, Tensor> function,
            List<? extends Tensor> inputs,
            @Nullable List<? extends Tensor> v,
            Consumer<FunctionalOptions> options) {
        try (ThreadMode enabled = Torch.enableGrad()) {
            FunctionalSteps steps = steps(options);
            List<Tensor> vectors = FunctionalSteps.checked(v, inputs, INPUT);
            List<Tensor> prepared = steps.prepare(inputs);
            Tensor output = output(steps, function.apply(prepared), "vhp");
            List<@Nullable Tensor> first = FunctionalSteps.grad(List.of(output), prepared, null, true, true, false);
            steps.checkDepends(first, "jacobian");
            List<@Nullable Tensor> grads = grad(steps, zeroed(first, prepared), prepared, vectors);
            return new Products(
                    steps.finish(List.of(output)), steps.finish(steps.fillInZeros(grads, prepared, Stage.DOUBLE_BACK)));
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
        return hvp(function, inputs, v, options -> options.createGraph(createGraph));
    }

    /**
     * The product of the Hessian of a function with vectors.
     *
     * @param function of several tensors; returns a single element
     * @param inputs where
     * @param v one for each input, of its shape; null if there is one input of a single element
     * @param options whether the products can be differentiated again, and whether independent inputs are refused
     * @return the output, and one product for each input
     * @throws TorchException if a vector does not fit, or the function returns more than one element; in strict mode, if a
     *     derivative does not depend on an input
     */
    public static Products hvp(
            Function<List<Tensor>, Tensor> function,
            List<? extends Tensor> inputs,
            @Nullable List<? extends Tensor> v,
            Consumer<FunctionalOptions> options) {
        try (ThreadMode enabled = Torch.enableGrad()) {
            FunctionalSteps steps = steps(options);
            List<Tensor> vectors = FunctionalSteps.checked(v, inputs, INPUT);
            List<Tensor> prepared = steps.prepare(inputs);
            Tensor output = output(steps, function.apply(prepared), "hvp");
            List<@Nullable Tensor> first = FunctionalSteps.grad(List.of(output), prepared, null, true, true, false);
            steps.checkDepends(first, "jacobian");
            List<Tensor> dummies = FunctionalSteps.zeros(inputs);
            List<@Nullable Tensor> back =
                    FunctionalSteps.grad(zeroed(first, prepared), prepared, dummies, true, true, false);
            steps.checkDepends(first, "hessian");
            List<@Nullable Tensor> grads = grad(steps, zeroed(back, prepared), dummies, vectors);
            return new Products(
                    steps.finish(List.of(output)),
                    steps.finish(steps.fillInZeros(grads, prepared, Stage.DOUBLE_BACK_TRICK)));
        }
    }

    private static FunctionalSteps steps(Consumer<FunctionalOptions> options) {
        FunctionalOptions chosen = new FunctionalOptions();
        options.accept(chosen);
        return new FunctionalSteps(chosen.createGraph, chosen.strict);
    }

    private static Tensor output(FunctionalSteps steps, Tensor output, String name) {
        steps.checkOutputs(List.of(output));
        return FunctionalSteps.single(output, name);
    }

    private static List<@Nullable Tensor> grad(
            FunctionalSteps steps, List<Tensor> outputs, List<Tensor> inputs, List<Tensor> vectors) {
        return FunctionalSteps.grad(outputs, inputs, vectors, steps.createGraph(), steps.createGraph(), false);
    }

    /** Zeros, which nothing depends on, where there is no gradient. */
    private static List<Tensor> zeroed(List<@Nullable Tensor> grads, List<Tensor> references) {
        return new FunctionalSteps(false, false).fillInZeros(grads, references, Stage.BACK);
    }

    private static Product single(Products products) {
        return new Product(products.outputs.get(0), products.products.get(0));
    }
}
