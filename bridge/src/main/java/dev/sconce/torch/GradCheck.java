package dev.sconce.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Compares the gradients of a function with finite differences, as {@code torch.autograd.gradcheck}. The inputs should be
 * of double precision. For complex numbers, the real and the imaginary parts of outputs are two functions, and a gradient
 * with respect to {@code x + iy} is {@code d/dx + i d/dy}.
 */
public final class GradCheck {
    private double eps = 1e-6;
    private double atol = 1e-5;
    private double rtol = 1e-3;

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

    /** Checks first derivatives; throws with both Jacobians if they differ. */
    void first(Function<List<Tensor>, List<Tensor>> function, List<? extends Tensor> inputs) {
        if (inputs.stream().noneMatch(Tensor::requiresGrad)) {
            throw new IllegalArgumentException("gradcheck expects at least one input tensor to require gradient, but"
                    + " none of the them have requires_grad=True.");
        }
        Function<List<Tensor>, List<Tensor>> real = points -> realParts(function.apply(points));
        try (TensorScope scope = new TensorScope();
                ThreadMode enabled = Torch.enableGrad()) {
            List<Tensor> points = List.copyOf(inputs);
            List<Tensor> outputs = real.apply(points);
            for (int i = 0; i < points.size(); i++) {
                if (points.get(i).requiresGrad()) {
                    compare(outputs, i, analytical(outputs, points.get(i)), numerical(real, points, i));
                }
            }
        }
    }

    /** Checks second derivatives: first ones of the gradients, also with respect to what those begin with. */
    void second(Function<List<Tensor>, List<Tensor>> function, List<? extends Tensor> inputs) {
        try (TensorScope scope = new TensorScope();
                ThreadMode enabled = Torch.enableGrad()) {
            List<Tensor> all = new ArrayList<>(inputs);
            List<Integer> recorded = new ArrayList<>();
            List<Tensor> outputs = function.apply(List.copyOf(inputs));
            for (int i = 0; i < outputs.size(); i++) {
                if (outputs.get(i).requiresGrad()) {
                    recorded.add(i);
                    all.add(Torch.randnLike(outputs.get(i).detach()).requiresGrad_());
                }
            }
            first(points -> gradients(function, points, inputs.size(), recorded), all);
        }
    }

    private static List<Tensor> gradients(
            Function<List<Tensor>, List<Tensor>> function, List<Tensor> all, int inputs, List<Integer> recorded) {
        return Torch.enableGrad(() -> {
            List<Tensor> points = new ArrayList<>();
            for (Tensor input : all.subList(0, inputs)) {
                points.add(input.requiresGrad() ? input : input.detach().requiresGrad_());
            }
            List<Tensor> outputs = function.apply(points);
            List<Tensor> gradients = new ArrayList<>();
            for (Tensor grad : Autograd.grad(recorded.stream().map(outputs::get).toList(), points, o -> o.gradOutputs(
                            all.subList(inputs, all.size()))
                    .createGraph(true)
                    .allowUnused(true))) {
                if (grad != null) {
                    gradients.add(grad);
                }
            }
            return gradients;
        });
    }

    private static List<Tensor> realParts(List<Tensor> outputs) {
        List<Tensor> parts = new ArrayList<>();
        for (Tensor output : outputs) {
            if (output.dtype().isComplex()) {
                parts.add(Torch.real(output));
                parts.add(Torch.imag(output));
            } else if (output.dtype().isFloatingPoint()) {
                parts.add(output);
            }
        }
        return parts;
    }

    /** For each output a matrix of its elements by the input's. */
    private static List<Tensor> analytical(List<Tensor> outputs, Tensor input) {
        List<Tensor> jacobians = new ArrayList<>();
        for (Tensor output : outputs) {
            List<Tensor> rows = new ArrayList<>();
            for (long i = 0; i < output.numel(); i++) {
                Tensor row = row(output, i, input);
                if (!Torch.equal(row, row(output, i, input))) {
                    throw new TorchException("Backward is not reentrant, i.e., running backward with same input and"
                            + " grad_output multiple times gives different values, although analytical gradient"
                            + " matches numerical gradient.");
                }
                rows.add(row);
            }
            jacobians.add(rows.isEmpty() ? input.newZeros(0, input.numel()) : Torch.stack(rows));
        }
        return jacobians;
    }

    private static Tensor row(Tensor output, long index, Tensor input) {
        Tensor seed = Torch.zerosLike(output.detach());
        seed.view(-1).select(0, index).fill_(1);
        @Nullable
        Tensor grad = output.requiresGrad()
                ? Autograd.grad(List.of(output), List.of(input), o -> o.gradOutputs(seed)
                                .retainGraph(true)
                                .allowUnused(true))
                        .get(0)
                : null;
        return (grad == null ? Torch.zerosLike(input.detach()) : grad.detach()).reshape(-1);
    }

    private List<Tensor> numerical(Function<List<Tensor>, List<Tensor>> function, List<Tensor> points, int index) {
        Tensor input = points.get(index);
        List<List<Tensor>> columns = new ArrayList<>();
        for (long i = 0; i < input.numel(); i++) {
            List<Tensor> column = differences(function, points, index, i, false);
            if (input.dtype().isComplex()) {
                List<Tensor> imaginary = differences(function, points, index, i, true);
                for (int k = 0; k < column.size(); k++) {
                    column.set(k, Torch.complex(column.get(k), imaginary.get(k)));
                }
            }
            columns.add(column);
        }
        List<Tensor> jacobians = new ArrayList<>();
        for (int k = 0; !columns.isEmpty() && k < columns.get(0).size(); k++) {
            int output = k;
            jacobians.add(Torch.stack(
                    columns.stream().map(column -> column.get(output)).toList(), 1));
        }
        return jacobians;
    }

    private List<Tensor> differences(
            Function<List<Tensor>, List<Tensor>> function, List<Tensor> points, int index, long element, boolean imag) {
        List<Tensor> above = shifted(function, points, index, element, imag, eps);
        List<Tensor> below = shifted(function, points, index, element, imag, -eps);
        List<Tensor> slopes = new ArrayList<>();
        for (int k = 0; k < above.size(); k++) {
            slopes.add(above.get(k).sub(below.get(k)).div(2 * eps).reshape(-1));
        }
        return slopes;
    }

    private static List<Tensor> shifted(
            Function<List<Tensor>, List<Tensor>> function,
            List<Tensor> points,
            int index,
            long element,
            boolean imag,
            double step) {
        List<Tensor> moved = new ArrayList<>(points);
        Tensor point = points.get(index).detach().clone().contiguous();
        Tensor flat = point.dtype().isComplex()
                ? Torch.viewAsReal(point).view(-1, 2).select(1, imag ? 1 : 0)
                : point.view(-1);
        flat.select(0, element).add_(step);
        moved.set(index, point.requiresGrad_());
        return function.apply(moved).stream().map(Tensor::detach).toList();
    }

    private void compare(List<Tensor> outputs, int input, List<Tensor> analytical, List<Tensor> numerical) {
        for (int k = 0; k < outputs.size() && k < numerical.size(); k++) {
            Tensor expected = numerical.get(k);
            Tensor found = analytical.get(k);
            if (!Arrays.equals(expected.shape(), found.shape())) {
                throw new TorchException("Analytical gradient has incorrect size");
            }
            if (!Torch.allclose(found, expected.to(found.dtype()), rtol, atol)) {
                throw new TorchException("Jacobian mismatch for output " + k + " with respect to input " + input
                        + ",\nnumerical:" + expected + "\nanalytical:" + found + "\n");
            }
        }
    }
}
