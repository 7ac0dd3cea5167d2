package dev.sconce.it.live.faulty;

import static dev.sconce.it.live.faulty.Faults.leaf;
import static dev.sconce.it.live.faulty.Faults.longs;
import static dev.sconce.torch.Torch.ones;
import static dev.sconce.torch.Torch.tensor;

import dev.sconce.torch.Autograd;
import dev.sconce.torch.AutogradFunctional;
import dev.sconce.torch.Complex;
import dev.sconce.torch.DType;
import dev.sconce.torch.FunctionalOptions;
import dev.sconce.torch.GradOptions;
import dev.sconce.torch.Sparse;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** What PyTorch writes in Python around its operators, and its settings. */
final class FunctionFaults {
    private static final Complex J = Complex.of(0, 1);

    private FunctionFaults() {}

    static Faults all() {
        return transforms()
                .addAll(norms())
                .addAll(products())
                .addAll(numbers())
                .addAll(batches())
                .addAll(strict())
                .addAll(vectors());
    }

    private static Faults transforms() {
        return new Faults()
                .add("stft_align", () -> ones(16).stft(
                                4, o -> o.alignToWindow(true).returnComplex(true)))
                .add("stft_reflect_too_short", () -> ones(3).stft(8, o -> o.returnComplex(true)))
                .add("stft_dims", () -> ones(2, 2, 2).stft(2, o -> o.returnComplex(true)))
                .add("stft_real", () -> ones(16).stft(4));
    }

    private static Faults norms() {
        return new Faults()
                .add("norm_fro_word", () -> ones(2, 2).norm("foo"))
                .add("norm_sparse_word", () -> ones(2, 2).toSparse().norm("foo"))
                .add("norm_sparse_dtype", () -> ones(2, 2).toSparse().norm(o -> o.dtype(DType.FLOAT64)))
                .add("norm_nuc_dims", () -> ones(2).norm("nuc"))
                .add("norm_of_long", () -> longs(2).norm())
                .add("cdist_mode", () -> Torch.cdist(ones(2, 2), ones(2, 2), 2, "foo"))
                .add("sparse_sum_dim", () -> Sparse.sum(ones(2, 2).toSparse(), 3));
    }

    private static Faults products() {
        return new Faults()
                .add("tensordot_negative", () -> Torch.tensordot(ones(2), ones(2), -1))
                .add("tensordot_many", () -> Torch.tensordot(ones(2), ones(2), 2))
                .add("unravel_float", () -> Torch.unravelIndex(ones(2), 2, 2))
                .add("unravel_negative", () -> Torch.unravelIndex(tensor(new long[] {1}), 2, -2))
                .add("einsum_index", () -> Torch.einsum(ones(2), List.of(52)))
                .add("einsum_nothing", () -> Torch.einsum(new Object[] {"i"}))
                .add("unique_dim", () -> ones(2).unique(true, false, false, 1))
                .add("pca_q", () -> Torch.pcaLowrank(ones(3, 2), 3))
                .add("pca_niter", () -> Torch.pcaLowrank(ones(3, 2), null, true, -1));
    }

    private static Faults numbers() {
        return new Faults()
                .add("bool_subtraction", () -> flag().sub(true))
                .add("bool_minus_bool", () -> flag().sub(flag()))
                .add("complex_in_place", () -> ones(2).mul_(J))
                .add("complex_clamp", () -> ones(2).clamp(J))
                .add("complex_order", () -> ones(o -> o.dtype(DType.COMPLEX64), 2)
                        .lt(1))
                .add("imag_of_real", () -> ones(2).imag())
                .add("default_dtype", () -> Torch.setDefaultDtype(DType.INT64))
                .add("interop_threads", () -> Torch.setNumInteropThreads(0));
    }

    private static Tensor flag() {
        return tensor(new boolean[] {true});
    }

    private static Faults batches() {
        return new Faults()
                .add("grads_batched_none", () -> batched(leaf().exp(), o -> {}))
                .add("grads_batched_shape", () -> batched(leaf().exp(), o -> o.gradOutputs(ones(2, 4))))
                .add("grads_batched_scalar", () -> batched(leaf().sum(), o -> o.gradOutputs(ones())))
                .add("grads_batched_empty", () -> batched(leaf().exp(), o -> o.gradOutputs(ones(0, 3))));
    }

    private static void batched(Tensor output, Consumer<GradOptions> options) {
        Autograd.grad(List.of(output), List.of(leaf()), o -> options.accept(o.isGradsBatched(true)));
    }

    private static Faults strict() {
        Consumer<FunctionalOptions> strict = o -> o.strict(true);
        Function<List<Tensor>, List<Tensor>> exp = in -> List.of(in.get(0).exp());
        return new Faults()
                .add(
                        "strict_outputs",
                        () -> AutogradFunctional.vjp(
                                in -> List.of(ones(3)), List.of(ones(3)), List.of(ones(3)), strict))
                .add(
                        "strict_unused",
                        () -> AutogradFunctional.jacobian(
                                in -> List.of(in.get(0).mul(2)), List.of(ones(2), ones(2)), strict))
                .add(
                        "strict_linear",
                        () -> AutogradFunctional.vhp(in -> in.get(0).sum(), List.of(ones(3)), List.of(ones(3)), strict))
                .add(
                        "strict_jacobian",
                        () -> AutogradFunctional.jacobian(
                                in -> List.of(in.get(0).mul(2)), List.of(ones(3)), o -> o.strict(true)
                                        .createGraph(true)))
                .add(
                        "strict_jvp",
                        () -> AutogradFunctional.jvp(
                                FunctionFaults::withoutTheSecond,
                                List.of(ones(2), ones(2)),
                                List.of(ones(2), ones(2)),
                                strict))
                .add(
                        "strict_vectorize",
                        () -> AutogradFunctional.jacobian(
                                exp, List.of(ones(3)), o -> o.strict(true).vectorize(true)))
                .add(
                        "forward_strict",
                        () -> AutogradFunctional.jacobian(
                                exp, List.of(ones(3)), o -> o.strict(true).strategy("forward-mode")))
                .add(
                        "forward_graph",
                        () -> AutogradFunctional.jacobian(
                                exp, List.of(ones(3)), o -> o.createGraph(true).strategy("forward-mode")))
                .add(
                        "forward_alone",
                        () -> AutogradFunctional.jacobian(exp, List.of(ones(3)), o -> o.strategy("forward-mode")));
    }

    private static List<Tensor> withoutTheSecond(List<Tensor> in) {
        Tensor second = in.get(1).detach();
        return List.of(in.get(0).mul(second).add(second.mul(0)));
    }

    private static Faults vectors() {
        return new Faults()
                .add("hessian_many", () -> AutogradFunctional.hessian(Tensor::exp, ones(3)))
                .add("vhp_many", () -> AutogradFunctional.vhp(Tensor::exp, ones(3), ones(3)))
                .add("vjp_no_vector", () -> AutogradFunctional.vjp(Tensor::exp, ones(3), null))
                .add("jvp_no_vector", () -> AutogradFunctional.jvp(Tensor::exp, ones(3), null))
                .add("jvp_vector_size", () -> AutogradFunctional.jvp(Tensor::exp, ones(3), ones(2)));
    }
}
