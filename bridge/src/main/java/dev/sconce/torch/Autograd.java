package dev.sconce.torch;

import dev.sconce.torch.BackwardRun.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bytedeco.pytorch.AnomalyMode;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** Gradients: {@code torch.autograd}. */
public final class Autograd {
    static {
        NativeLibrary.load();
    }

    private Autograd() {}

    // Passes

    /**
     * Computes the gradients of tensors with respect to the leaves that they were made from, and adds them to the leaves'
     * own ({@code torch.autograd.backward}).
     *
     * @param tensors where the pass begins
     * @param options the gradients to begin with, what is kept and recorded, and for which inputs
     * @throws TorchException if a gradient does not fit, nothing was recorded, or the graph is already freed
     */
    public static void backward(List<? extends Tensor> tensors, Consumer<BackwardOptions> options) {
        BackwardOptions chosen = new BackwardOptions();
        options.accept(chosen);
        Kind kind = chosen.inputs == null ? Kind.BACKWARD : Kind.BACKWARD_FOR_INPUTS;
        try (TensorVector roots = TensorLists.toNative(tensors);
                TensorVector seeds = seeds(tensors, chosen.gradients);
                TensorVector inputs = chosen.inputs == null ? new TensorVector() : TensorLists.toNative(chosen.inputs);
                BoolOptional retain = retain(chosen.retainGraph, chosen.createGraph)) {
            BackwardRun.of(kind, run -> {
                torch.backward(roots, seeds, retain, chosen.createGraph, inputs);
                return true;
            });
        }
    }

    /** The common case, without lists. */
    static void backward(Tensor root) {
        BackwardRun.of(Kind.BACKWARD, run -> {
            root.handle().backward();
            return true;
        });
    }

    /**
     * The gradients of outputs with respect to inputs, which are not added to the inputs' own
     * ({@code torch.autograd.grad}).
     *
     * @param outputs what is differentiated
     * @param inputs with respect to what
     * @param options the gradients to begin with, what is kept and recorded, and whether inputs may be unused
     * @return one gradient for each input; null for an unused one where that is allowed
     * @throws TorchException if a gradient does not fit, an input was not used, or the graph is already freed
     * @throws IllegalArgumentException if there are no inputs, or the options contradict each other
     */
    public static List<@Nullable Tensor> grad(
            List<? extends Tensor> outputs, List<? extends Tensor> inputs, Consumer<GradOptions> options) {
        GradOptions chosen = new GradOptions();
        options.accept(chosen);
        if (chosen.materializeGrads && Boolean.FALSE.equals(chosen.allowUnused)) {
            throw new IllegalArgumentException("Expected allow_unused to be True or not passed when"
                    + " materialize_grads=True, but got: allow_unused=False.");
        }
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("`inputs` argument to `grad()` cannot be empty.");
        }
        if (!inputs.stream().allMatch(Tensor::requiresGrad)) {
            throw new TorchException("One of the differentiated Tensors does not require grad");
        }
        List<@Nullable Tensor> grads =
                chosen.isGradsBatched ? BatchedGrads.of(outputs, inputs, chosen) : pass(outputs, inputs, chosen);
        if (chosen.materializeGrads) {
            return withZeros(grads, inputs);
        }
        if (!Boolean.TRUE.equals(chosen.allowUnused) && grads.contains(null)) {
            throw new TorchException("The differentiated Tensor at index " + grads.indexOf(null)
                    + " appears to not have been used in the graph. Set allow_unused=True if this is the desired"
                    + " behavior.");
        }
        return grads;
    }

    /** One pass of the engine; unused inputs get null, whatever the options say. */
    static List<@Nullable Tensor> pass(
            List<? extends Tensor> outputs, List<? extends Tensor> inputs, GradOptions chosen) {
        try (TensorVector roots = TensorLists.toNative(outputs);
                TensorVector leaves = TensorLists.toNative(inputs);
                TensorVector seeds = seeds(outputs, chosen.gradOutputs);
                BoolOptional retain = retain(chosen.retainGraph, chosen.createGraph)) {
            // Unused inputs are always allowed here and refused by the caller, since the native message is not
            // Python's.
            return BackwardRun.of(Kind.GRAD, run -> run.missing()
                    .without(TensorLists.take(torch.grad(roots, leaves, seeds, retain, chosen.createGraph, true))));
        }
    }

    /**
     * The gradients of a scalar with respect to inputs.
     *
     * @param output a scalar
     * @param inputs with respect to what
     * @return one gradient for each input
     * @throws TorchException if an input was not used, or the graph is already freed
     */
    public static List<Tensor> grad(Tensor output, Tensor... inputs) {
        List<Tensor> grads = new ArrayList<>();
        for (Tensor grad : grad(List.of(output), Arrays.asList(inputs), options -> {})) {
            if (grad != null) { // unused inputs are refused by the call
                grads.add(grad);
            }
        }
        return grads;
    }

    private static List<@Nullable Tensor> withZeros(List<@Nullable Tensor> grads, List<? extends Tensor> inputs) {
        List<@Nullable Tensor> filled = new ArrayList<>(grads);
        for (int i = 0; i < filled.size(); i++) {
            if (filled.get(i) == null) {
                filled.set(i, Tensor.own(torch.zeros_like(inputs.get(i).handle())));
            }
        }
        return Collections.unmodifiableList(filled);
    }

    private static BoolOptional retain(@Nullable Boolean retainGraph, boolean createGraph) {
        return new BoolOptional(retainGraph == null ? createGraph : retainGraph);
    }

    /** The checks of _make_grads in torch/autograd/__init__.py, which say more than those of the native side. */
    private static TensorVector seeds(
            List<? extends Tensor> outputs, @Nullable List<? extends @Nullable Tensor> gradients) {
        if (gradients == null) {
            return new TensorVector();
        }
        if (gradients.size() != outputs.size()) {
            throw new TorchException("got " + outputs.size() + " tensors and " + gradients.size() + " gradients");
        }
        for (int i = 0; i < outputs.size(); i++) {
            Tensor gradient = gradients.get(i);
            if (gradient != null) {
                checkSeed(i, outputs.get(i), gradient);
            }
        }
        return TensorLists.toNative(gradients);
    }

    private static void checkSeed(int index, Tensor output, Tensor gradient) {
        if (!Arrays.equals(output.shape(), gradient.shape())) {
            throw new TorchException("Mismatch in shape: grad_output[" + index + "] has a shape of torch.Size("
                    + Arrays.toString(gradient.shape()) + ") and output[" + index + "] has a shape of torch.Size("
                    + Arrays.toString(output.shape()) + ").");
        }
        if (output.dtype().isComplex() != gradient.dtype().isComplex()) {
            throw new TorchException("For complex Tensors, both grad_output and output are required to have the same"
                    + " dtype. Mismatch in dtype: grad_output[" + index + "] has a dtype of torch." + gradient.dtype()
                    + " and output[" + index + "] has a dtype of torch." + output.dtype() + ".");
        }
    }

    /**
     * Compares the gradients of a function with finite differences ({@code torch.autograd.gradcheck}).
     *
     * @param function of the inputs
     * @param inputs double precision; those that require a gradient are checked
     * @return true
     * @throws TorchException if a gradient is wrong, with both Jacobians
     * @throws IllegalArgumentException if no input requires a gradient
     */
    public static boolean gradcheck(Function<List<Tensor>, List<Tensor>> function, Tensor... inputs) {
        return gradcheck(function, Arrays.asList(inputs), check -> {});
    }

    /**
     * Compares the gradients of a function with finite differences.
     *
     * @param function of the inputs
     * @param inputs double precision; those that require a gradient are checked
     * @param options the step, the tolerances, and whether a wrong gradient is an exception
     * @return whether the gradients are right
     * @throws TorchException if a gradient is wrong, with both Jacobians
     * @throws IllegalArgumentException if no input requires a gradient
     */
    public static boolean gradcheck(
            Function<List<Tensor>, List<Tensor>> function, List<? extends Tensor> inputs, Consumer<GradCheck> options) {
        GradCheck check = new GradCheck();
        options.accept(check);
        return check.first(function, inputs);
    }

    /**
     * Compares the gradients of gradients with finite differences ({@code torch.autograd.gradgradcheck}).
     *
     * @param function of the inputs
     * @param inputs double precision
     * @return true
     * @throws TorchException if a second derivative is wrong, with both Jacobians
     */
    public static boolean gradgradcheck(Function<List<Tensor>, List<Tensor>> function, Tensor... inputs) {
        return gradgradcheck(function, Arrays.asList(inputs), check -> {});
    }

    /**
     * Compares the gradients of gradients with finite differences.
     *
     * @param function of the inputs
     * @param inputs double precision
     * @param options the step, the tolerances, and whether a wrong gradient is an exception
     * @return whether the gradients are right
     * @throws TorchException if a second derivative is wrong, with both Jacobians
     */
    public static boolean gradgradcheck(
            Function<List<Tensor>, List<Tensor>> function, List<? extends Tensor> inputs, Consumer<GradCheck> options) {
        GradCheck check = new GradCheck();
        options.accept(check);
        return check.second(function, inputs);
    }

    // Modes of the current thread

    /**
     * Whether operations on this thread are recorded ({@code torch.is_grad_enabled()}).
     *
     * @return true unless in a {@link Torch#noGrad()} stretch
     */
    public static boolean isEnabled() {
        return GradMode.is_enabled();
    }

    /**
     * Switches recording on this thread ({@code torch.set_grad_enabled}).
     *
     * @param enabled whether to record
     * @return a handle whose {@link ThreadMode#close()} brings back what was before
     */
    public static ThreadMode setEnabled(boolean enabled) {
        boolean before = isEnabled();
        GradMode.set_enabled(enabled);
        return new ThreadMode("grad mode", () -> GradMode.set_enabled(before));
    }

    /**
     * Whether this thread is in inference mode ({@code torch.is_inference_mode_enabled()}).
     *
     * @return whether new tensors take no part in autograd at all
     */
    public static boolean isInferenceMode() {
        return InferenceMode.is_enabled();
    }

    /**
     * Switches inference mode on this thread ({@code torch.inference_mode(mode)}): tensors that are made in it are cheaper
     * than without recording alone, and can never take part in a recorded operation.
     *
     * @param enabled whether it is on
     * @return a handle whose {@link ThreadMode#close()} brings back what was before
     */
    public static ThreadMode inferenceMode(boolean enabled) {
        return new ThreadMode("inference mode", new InferenceMode(enabled)::close);
    }

    /**
     * Looks for mistakes in gradients until the handle is closed ({@code torch.autograd.detect_anomaly()}), on all
     * threads: a backward function that returns NaN is an exception. It makes everything slower.
     *
     * @return the handle
     */
    public static ThreadMode detectAnomaly() {
        return detectAnomaly(true);
    }

    /**
     * A stretch of code whose backward passes name the operation that failed.
     *
     * @param checkNan whether a gradient that is not a number is a failure
     * @return to be closed at its end
     */
    public static ThreadMode detectAnomaly(boolean checkNan) {
        return setDetectAnomaly(true, checkNan);
    }

    /**
     * Switches the search for mistakes in gradients ({@code torch.autograd.set_detect_anomaly}), on all threads.
     *
     * @param enabled whether to look
     * @param checkNan whether a gradient that is NaN is an exception
     * @return a handle whose {@link ThreadMode#close()} brings back what was before
     */
    public static ThreadMode setDetectAnomaly(boolean enabled, boolean checkNan) {
        boolean wasEnabled = AnomalyMode.is_enabled();
        boolean checkedNan = AnomalyMode.should_check_nan();
        AnomalyMode.set_enabled(enabled, checkNan);
        return new ThreadMode("anomaly mode", () -> AnomalyMode.set_enabled(wasEnabled, checkedNan));
    }

    /**
     * Whether mistakes in gradients are looked for ({@code torch.is_anomaly_enabled()}).
     *
     * @return whether they are
     */
    public static boolean isAnomalyEnabled() {
        return AnomalyMode.is_enabled();
    }
}
