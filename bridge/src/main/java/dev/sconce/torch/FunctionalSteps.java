package dev.sconce.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The steps that the derivatives of {@link AutogradFunctional} share: the helpers of {@code torch/autograd/functional.py}.
 *
 * @param createGraph whether the results can be differentiated again
 * @param strict whether results that do not depend on an input are refused
 */
record FunctionalSteps(boolean createGraph, boolean strict) {
    /** What was differentiated, for the refusal of what does not depend on an input. */
    enum Stage {
        BACK,
        BACK_TRICK,
        DOUBLE_BACK,
        DOUBLE_BACK_TRICK
    }

    /** Tensors of our own in the place of the inputs, connected to them if the result is to be differentiated. */
    List<Tensor> prepare(List<? extends Tensor> inputs) {
        List<Tensor> prepared = new ArrayList<>();
        for (Tensor input : inputs) {
            boolean connected = createGraph && input.requiresGrad();
            prepared.add(
                    connected
                            ? (input.isSparse() ? input.clone() : input.viewAs(input))
                            : input.detach().requiresGrad_());
        }
        return prepared;
    }

    List<Tensor> finish(List<Tensor> results) {
        return createGraph ? results : results.stream().map(Tensor::detach).toList();
    }

    /** The gradients of those outputs that were recorded; null for inputs that they do not depend on. */
    static List<@Nullable Tensor> grad(
            List<Tensor> outputs,
            List<Tensor> inputs,
            @Nullable List<Tensor> vectors,
            boolean createGraph,
            boolean retainGraph,
            boolean batched) {
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
                .isGradsBatched(batched)
                .allowUnused(true));
    }

    /** Zeros in the place of missing gradients, or the refusal of them. */
    List<Tensor> fillInZeros(List<@Nullable Tensor> grads, List<? extends Tensor> references, Stage stage) {
        List<Tensor> filled = new ArrayList<>();
        for (int i = 0; i < references.size(); i++) {
            Tensor grad = grads.get(i);
            if (strict && grad == null) {
                throw new TorchException(missing(stage, i));
            }
            if (strict && createGraph && grad != null && !grad.requiresGrad()) {
                boolean first = stage == Stage.BACK || stage == Stage.BACK_TRICK;
                throw new TorchException("The " + (first ? "jacobian" : "hessian")
                        + " of the user-provided function is independent of input " + i
                        + ". This is not allowed in strict mode when create_graph=True.");
            }
            filled.add(grad == null ? Torch.zerosLike(references.get(i)) : grad);
        }
        return filled;
    }

    private static String missing(Stage stage, int i) {
        return switch (stage) {
            case BACK ->
                "The output of the user-provided function is independent of input " + i
                        + ". This is not allowed in strict mode.";
            case BACK_TRICK ->
                "The gradient with respect to the input is independent of entry " + i
                        + " in the grad_outputs when using the double backward trick to compute forward mode gradients."
                        + " This is not allowed in strict mode.";
            case DOUBLE_BACK ->
                "The jacobian of the user-provided function is independent of input " + i
                        + ". This is not allowed in strict mode.";
            case DOUBLE_BACK_TRICK ->
                "The hessian of the user-provided function is independent of entry " + i
                        + " in the grad_jacobian. This is not allowed in strict mode as it prevents from using the double"
                        + " backward trick to replace forward mode AD.";
        };
    }

    /** Refuses outputs that were not recorded. */
    void checkOutputs(List<Tensor> outputs) {
        for (int i = 0; strict && i < outputs.size(); i++) {
            if (!outputs.get(i).requiresGrad()) {
                throw new TorchException(
                        "Output " + i + " of the user-provided function does not require gradients. The"
                                + " outputs must be computed in a differentiable manner from the input when running in strict"
                                + " mode.");
            }
        }
    }

    /**
     * Refuses gradients that do not depend on the inputs.
     *
     * @param what grad_inputs, jacobian or hessian
     */
    void checkDepends(List<? extends @Nullable Tensor> grads, String what) {
        for (int i = 0; strict && i < grads.size(); i++) {
            Tensor grad = grads.get(i);
            if (grad == null) {
                throw new TorchException(missing(Stage.BACK, i));
            }
            if (!grad.requiresGrad()) {
                throw new TorchException(independent(what, i));
            }
        }
    }

    private static String independent(String what, int i) {
        return switch (what) {
            case "hessian" ->
                "The hessian of the user-provided function with respect to input " + i
                        + " is independent of the input. This is not allowed in strict mode. You should ensure that your"
                        + " function is thrice differentiable and that the hessian depends on the inputs.";
            case "jacobian" ->
                "While computing the hessian, found that the jacobian of the user-provided function with respect to input "
                        + i
                        + " is independent of the input. This is not allowed in strict mode. You should ensure that your"
                        + " function is twice differentiable and that the jacobian depends on the inputs (this would be"
                        + " violated by a linear function for example).";
            default ->
                "The gradient with respect to input " + i
                        + " is independent of the inputs of the user-provided function. This is not allowed in strict"
                        + " mode.";
        };
    }

    static List<Tensor> zeros(List<? extends Tensor> references) {
        List<Tensor> zeros = new ArrayList<>();
        references.forEach(
                reference -> zeros.add(Torch.zerosLike(reference.detach()).requiresGrad_()));
        return zeros;
    }

    /**
     * The vectors of a product, if they fit.
     *
     * @param whose what must have a single element where there is no vector
     */
    static List<Tensor> checked(@Nullable List<? extends Tensor> v, List<? extends Tensor> references, String whose) {
        if (v == null) {
            if (references.size() != 1 || references.get(0).numel() != 1) {
                throw new TorchException("The vector v can only be None if the " + whose + ".");
            }
            return List.of(Torch.onesLike(references.get(0).detach()));
        }
        if (v.size() != references.size()) {
            throw new TorchException(
                    "v is a tuple of invalid length: should be " + references.size() + " but got " + v.size() + ".");
        }
        for (int i = 0; i < v.size(); i++) {
            if (!Arrays.equals(v.get(i).shape(), references.get(i).shape())) {
                throw new TorchException(
                        (v.size() == 1 ? "v" : "Entry " + i + " in v") + " has invalid size: should be "
                                + TorchFunctional.size(references.get(i).shape()) + " but got "
                                + TorchFunctional.size(v.get(i).shape()) + ".");
            }
        }
        return List.copyOf(v);
    }

    static Tensor single(Tensor output, String name) {
        if (output.numel() != 1) {
            throw new TorchException(String.format(
                    Locale.ROOT,
                    "The Tensor returned by the function given to %s should contain a single element",
                    name));
        }
        return output.reshape();
    }
}
