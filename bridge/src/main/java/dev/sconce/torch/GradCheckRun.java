package dev.sconce.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One comparison of gradients with finite differences, as {@code _gradcheck_helper} of {@code torch/autograd/gradcheck.py} in
 * its slow mode. For complex outputs, the imaginary and the real parts are two functions, and a gradient with respect to
 * {@code x + iy} is {@code d/dx + i d/dy}.
 */
final class GradCheckRun {
    private static final System.Logger LOG = System.getLogger(GradCheck.class.getName());

    private static final String NONDETERMINISTIC =
            "Backward is not reentrant, i.e., running backward with same input and"
                    + " grad_output multiple times gives different values, although analytical gradient matches numerical"
                    + " gradient.The tolerance for nondeterminism was ";

    private final GradCheck options;
    private final List<Tensor> inputs;

    /** The inputs that are checked. */
    private final List<Tensor> checked;

    GradCheckRun(GradCheck options, List<Tensor> inputs) {
        this.options = options;
        this.inputs = inputs;
        checked = GradCheck.differentiable(inputs);
    }

    void check(Function<List<Tensor>, List<Tensor>> function) {
        checkInputs();
        List<Tensor> all = function.apply(inputs);
        List<Tensor> outputs = GradCheck.differentiable(all);
        checkOutputs(outputs);
        if (all.stream().anyMatch(output -> output.dtype().isComplex())) {
            compare(parts(function, Torch::imag), outputs, "imaginary");
            compare(parts(function, Torch::real), outputs, "real");
        } else {
            compare(function, outputs, null);
        }
        if (!outputs.isEmpty()) {
            checkZeros(outputs);
        }
    }

    private void checkInputs() {
        for (int i = 0; i < inputs.size(); i++) {
            Tensor input = inputs.get(i);
            if (!input.requiresGrad()) {
                continue;
            }
            if (input.dtype() != DType.FLOAT64 && input.dtype() != DType.COMPLEX128) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Input #" + i + " requires gradient and is not a double precision floating point or complex."
                                + " This check will likely fail if all the inputs are not of double precision floating"
                                + " point or complex. ");
            }
            long[] strides = input.layout() == Layout.STRIDED ? input.strides() : new long[0];
            for (int dim = 0; dim < strides.length; dim++) {
                if (strides[dim] == 0 && input.size(dim) > 1) {
                    throw new TorchException("The " + i + "th input has a dimension with stride 0. gradcheck only"
                            + " supports inputs that are non-overlapping to be able to compute the numerical gradients"
                            + " correctly. You should call .contiguous on the input before passing it to gradcheck.");
                }
            }
        }
        if (checked.isEmpty()) {
            throw new IllegalArgumentException("gradcheck expects at least one input tensor to require gradient, but"
                    + " none of them have requires_grad=True.");
        }
    }

    private static void checkOutputs(List<Tensor> outputs) {
        for (Tensor output : outputs) {
            if (output.layout() != Layout.STRIDED) {
                String kind = output.layout() == Layout.MKLDNN ? "MKLDNN" : "Sparse";
                throw new IllegalArgumentException(kind + " output is not supported at gradcheck yet. Please call"
                        + " to_dense(masked_grad=...) on the output of fn for gradcheck.");
            }
        }
    }

    private static Function<List<Tensor>, List<Tensor>> parts(
            Function<List<Tensor>, List<Tensor>> function, UnaryOperator<Tensor> part) {
        return points -> function.apply(points).stream()
                .map(output -> output.dtype().isComplex() ? part.apply(output) : output)
                .toList();
    }

    /**
     * Compares both Jacobians of a function of real outputs.
     *
     * @param originals the outputs of which these are parts
     * @param part which, if they are
     */
    private void compare(Function<List<Tensor>, List<Tensor>> function, List<Tensor> originals, @Nullable String part) {
        List<Tensor> all = function.apply(inputs);
        List<List<Tensor>> numerical = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i).requiresGrad()) {
                numerical.add(numerical(function, i, all));
            }
        }
        if (originals.isEmpty()) {
            if (numerical.stream().flatMap(List::stream).anyMatch(jacobian -> jacobian.any()
                    .itemBoolean())) {
                throw new GradCheckError("Numerical gradient for function expected to be zero");
            }
            return;
        }
        int number = 0;
        for (int k = 0; k < all.size(); k++) {
            if (all.get(k).requiresGrad()) {
                List<Tensor> analytical = checkedAnalytical(all.get(k));
                for (int i = 0; i < analytical.size(); i++) {
                    boolean isPart =
                            part != null && originals.get(number).dtype().isComplex();
                    String prefix = isPart ? "While considering the " + part + " part of complex outputs only, " : "";
                    compare(
                            prefix,
                            number,
                            i,
                            analytical.get(i),
                            numerical.get(i).get(k));
                }
                number++;
            }
        }
    }

    private void compare(String prefix, int output, int input, Tensor analytical, Tensor numerical) {
        DType common = Torch.promoteTypes(analytical.dtype(), numerical.dtype());
        if (!Torch.allclose(analytical.to(common), numerical.to(common), options.rtol, options.atol)) {
            throw new GradCheckError(prefix + "Jacobian mismatch for output " + output + " with respect to input "
                    + input + ",\nnumerical:" + numerical + "\nanalytical:" + analytical + "\n");
        }
    }

    // By backward passes

    /** For each input that is checked, a matrix of its elements by the output's, computed twice. */
    private List<Tensor> checkedAnalytical(Tensor output) {
        List<Tensor> first = analytical(output.clone());
        List<Tensor> second = analytical(output.clone());
        for (int i = 0; i < first.size(); i++) {
            if (first.get(i)
                    .sub(second.get(i))
                    .abs()
                    .gt(options.nondetTol)
                    .any()
                    .itemBoolean()) {
                throw new GradCheckError(NONDETERMINISTIC + options.nondetTol + ".");
            }
        }
        return first;
    }

    private List<Tensor> analytical(Tensor output) {
        List<Tensor> jacobians = new ArrayList<>();
        for (Tensor input : checked) {
            jacobians.add(
                    Torch.zeros(o -> o.dtype(input.dtype()).device(input.device()), input.numel(), output.numel()));
        }
        Tensor seed = Torch.zerosLike(output.detach()).contiguous();
        for (long element = 0; element < output.numel(); element++) {
            seed.zero_().view(-1).select(0, element).fill_(1);
            Tensor gradient = seed.clone();
            List<@Nullable Tensor> rows = Autograd.grad(List.of(output), checked, o -> o.gradOutputs(gradient)
                    .retainGraph(true)
                    .allowUnused(true));
            for (int i = 0; i < rows.size(); i++) {
                Tensor row = rows.get(i);
                if (row != null) {
                    check(row, checked.get(i));
                    jacobians
                            .get(i)
                            .select(1, element)
                            .copy_(dense(row).detach().reshape(-1));
                }
            }
        }
        return jacobians;
    }

    private void check(Tensor gradient, Tensor input) {
        if (options.checkGradDtypes && gradient.dtype() != input.dtype()) {
            throw new GradCheckError("Gradient has dtype mismatch");
        }
    }

    private static Tensor dense(Tensor tensor) {
        return tensor.layout() == Layout.STRIDED ? tensor : tensor.toDense();
    }

    /** The gradient is to be a multiple of the output's: zero for zero. */
    private void checkZeros(List<Tensor> outputs) {
        List<@Nullable Tensor> gradients = Autograd.grad(outputs, checked, o -> o.gradOutputs(
                        outputs.stream().map(Torch::zerosLike).toList())
                .allowUnused(true));
        for (int i = 0; i < gradients.size(); i++) {
            Tensor gradient = gradients.get(i);
            if (gradient == null) {
                continue;
            }
            if (dense(gradient).any().itemBoolean()) {
                throw new GradCheckError("backward not multiplied by grad_output");
            }
            if (gradient.dtype() != checked.get(i).dtype()) {
                throw new GradCheckError("grad is incorrect type");
            }
        }
    }

    // By differences

    /** For each output a matrix of the input's elements by its own. */
    private List<Tensor> numerical(Function<List<Tensor>, List<Tensor>> function, int index, List<Tensor> outputs) {
        Tensor input = inputs.get(index);
        boolean isComplex = input.dtype().isComplex();
        List<Tensor> jacobians = new ArrayList<>();
        for (Tensor output : outputs) {
            DType dtype = isComplex ? input.dtype() : output.dtype();
            jacobians.add(Torch.zeros(o -> o.dtype(dtype).device(output.device()), input.numel(), output.numel()));
        }
        for (long element = 0; element < input.numel(); element++) {
            List<Tensor> rows = slopes(function, index, element, false);
            List<Tensor> imaginary = isComplex ? slopes(function, index, element, true) : rows;
            for (int k = 0; k < rows.size(); k++) {
                Tensor row = isComplex ? Torch.complex(rows.get(k), imaginary.get(k)) : rows.get(k);
                jacobians.get(k).select(0, element).copy_(row);
            }
        }
        return jacobians;
    }

    private List<Tensor> slopes(
            Function<List<Tensor>, List<Tensor>> function, int index, long element, boolean imaginary) {
        List<Tensor> below = shifted(function, index, element, imaginary, -options.eps);
        List<Tensor> above = shifted(function, index, element, imaginary, options.eps);
        List<Tensor> slopes = new ArrayList<>();
        for (int k = 0; k < above.size(); k++) {
            slopes.add(above.get(k).sub(below.get(k)).div(2 * options.eps).reshape(-1));
        }
        return slopes;
    }

    private List<Tensor> shifted(
            Function<List<Tensor>, List<Tensor>> function, int index, long element, boolean imaginary, double step) {
        Tensor point = dense(inputs.get(index)).detach().clone().contiguous();
        Tensor flat = point.dtype().isComplex()
                ? Torch.viewAsReal(point).view(-1, 2).select(1, imaginary ? 1 : 0)
                : point.view(-1);
        flat.select(0, element).add_(step);
        List<Tensor> moved = new ArrayList<>(inputs);
        moved.set(index, point.requiresGrad_());
        return function.apply(moved).stream().map(Tensor::detach).toList();
    }
}
