package dev.sconce.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How {@link Autograd#gradcheck gradcheck} and {@link Autograd#gradgradcheck gradgradcheck} compare gradients with finite
 * differences. Of Python's options, those about forward mode, batched and undefined gradients and about the fast mode are not
 * here: whole Jacobians are compared.
 */
public final class GradCheck {
    double eps = 1e-6;
    double atol = 1e-5;
    double rtol = 1e-3;
    double nondetTol;
    boolean checkGradDtypes;
    private boolean raiseException = true;
    private boolean genNonContigGradOutputs;

    @Nullable
    private List<Tensor> gradOutputs;

    GradCheck() {}

    /**
     * Sets by how much inputs are changed.
     *
     * @param step 1e-6 without this call
     * @return this
     */
    public GradCheck eps(double step) {
        eps = step;
        return this;
    }

    /**
     * Sets the absolute tolerance.
     *
     * @param tolerance 1e-5 without this call
     * @return this
     */
    public GradCheck atol(double tolerance) {
        atol = tolerance;
        return this;
    }

    /**
     * Sets the relative tolerance.
     *
     * @param tolerance 1e-3 without this call
     * @return this
     */
    public GradCheck rtol(double tolerance) {
        rtol = tolerance;
        return this;
    }

    /**
     * Sets by how much a gradient may differ from itself when it is computed again.
     *
     * @param tolerance 0 without this call
     * @return this
     */
    public GradCheck nondetTol(double tolerance) {
        nondetTol = tolerance;
        return this;
    }

    /**
     * Says whether gradients must have the dtypes of the inputs.
     *
     * @param check false without this call
     * @return this
     */
    public GradCheck checkGradDtypes(boolean check) {
        checkGradDtypes = check;
        return this;
    }

    /**
     * Says what happens when a gradient is wrong.
     *
     * @param raise whether an exception is thrown, as without this call, or the result is false
     * @return this
     */
    public GradCheck raiseException(boolean raise) {
        raiseException = raise;
        return this;
    }

    /**
     * Sets the gradients of the outputs that second derivatives begin with; random ones without this call.
     *
     * @param gradients one for each differentiable output; those that require a gradient are checked as well
     * @return this
     */
    public GradCheck gradOutputs(Tensor... gradients) {
        gradOutputs = Arrays.asList(gradients.clone());
        return this;
    }

    /**
     * Says whether the random gradients of the outputs are not contiguous.
     *
     * @param nonContiguous false without this call
     * @return this
     */
    public GradCheck genNonContigGradOutputs(boolean nonContiguous) {
        genNonContigGradOutputs = nonContiguous;
        return this;
    }

    /** Checks first derivatives. */
    boolean first(Function<List<Tensor>, List<Tensor>> function, List<? extends Tensor> inputs) {
        try (TensorScope scope = new TensorScope();
                ThreadMode enabled = Torch.enableGrad()) {
            new GradCheckRun(this, List.copyOf(inputs)).check(function);
            return true;
        } catch (GradCheckError e) {
            if (raiseException) {
                throw e;
            }
            return false;
        }
    }

    /** Checks second derivatives: first ones of the gradients, also with respect to what those begin with. */
    boolean second(Function<List<Tensor>, List<Tensor>> function, List<? extends Tensor> inputs) {
        try (TensorScope scope = new TensorScope();
                ThreadMode enabled = Torch.enableGrad()) {
            List<Tensor> starts = gradOutputs;
            if (starts == null) {
                starts = new ArrayList<>();
                for (Tensor output : differentiable(function.apply(List.copyOf(inputs)))) {
                    starts.add(random(output));
                }
            }
            List<Tensor> all = new ArrayList<>(inputs);
            all.addAll(starts);
            return first(points -> gradients(function, points, all, inputs.size()), all);
        }
    }

    /** As {@code torch.testing.make_tensor(low=-1, high=1)}. */
    private Tensor random(Tensor output) {
        long[] shape = output.shape();
        boolean spread = genNonContigGradOutputs && output.numel() > 1;
        if (spread) {
            shape[shape.length - 1] *= 2;
        }
        Tensor random = Torch.empty(shape, o -> o.dtype(output.dtype()).device(output.device()));
        (output.dtype().isComplex() ? Torch.viewAsReal(random) : random).uniform_(-1, 1);
        if (spread) {
            random = random.get(Torch.ELLIPSIS, Torch.slice(null, null, 2));
        }
        return random.requiresGrad_();
    }

    static List<Tensor> differentiable(List<Tensor> outputs) {
        return outputs.stream().filter(Tensor::requiresGrad).toList();
    }

    private static List<Tensor> gradients(
            Function<List<Tensor>, List<Tensor>> function, List<Tensor> points, List<Tensor> all, int inputs) {
        List<Tensor> wanted = new ArrayList<>();
        for (int i = 0; i < inputs; i++) {
            if (all.get(i).requiresGrad()) {
                wanted.add(points.get(i));
            }
        }
        List<Tensor> outputs = differentiable(function.apply(points.subList(0, inputs)));
        List<Tensor> gradients = new ArrayList<>();
        for (Tensor grad : Autograd.grad(outputs, wanted, o -> o.gradOutputs(points.subList(inputs, points.size()))
                .createGraph(true)
                .allowUnused(true))) {
            if (grad != null) {
                gradients.add(grad);
            }
        }
        return gradients;
    }
}
