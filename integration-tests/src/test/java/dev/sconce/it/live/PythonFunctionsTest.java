package dev.sconce.it.live;

import static dev.sconce.torch.Torch.ELLIPSIS;
import static dev.sconce.torch.Torch.slice;
import static dev.sconce.torch.Torch.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sconce.it.python.LiveTest;
import dev.sconce.it.python.PythonScript;
import dev.sconce.torch.Autograd;
import dev.sconce.torch.AutogradFunctional;
import dev.sconce.torch.DType;
import dev.sconce.torch.Loaded;
import dev.sconce.torch.Nested;
import dev.sconce.torch.OpOptions;
import dev.sconce.torch.SingleThread;
import dev.sconce.torch.Sparse;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import dev.sconce.torch.UniqueElements;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What PyTorch writes in Python around its operators gives the same in Java: {@code python_functions.py} computes it. */
@LiveTest
@ExtendWith(SingleThread.class)
class PythonFunctionsTest {
    private final Map<String, Supplier<List<Tensor>>> cases = new LinkedHashMap<>();
    private Map<String, Tensor> inputs = Map.of();

    /** Has what is loaded: the tests run after the method that makes them. */
    private final TensorScope loading = new TensorScope();

    @TempDir
    private Path folder;

    @AfterEach
    void free() {
        loading.close();
    }

    private Tensor in(String name) {
        return Objects.requireNonNull(inputs.get(name));
    }

    private void add(String name, Supplier<Tensor> call) {
        cases.put(name, () -> List.of(call.get()));
    }

    private void addAll(String name, Supplier<List<Tensor>> call) {
        cases.put(name, call);
    }

    @TestFactory
    @SuppressWarnings("unchecked") // the script's own structure
    Stream<DynamicTest> computesWhatPythonComputes() throws IOException {
        Path file = folder.resolve("results.pth");
        PythonScript.run("python_functions.py", file);
        addCases();
        Loaded loaded = Torch.load(file);
        inputs = (Map<String, Tensor>) loaded.at("inputs").map();
        var expected = (Map<String, List<Tensor>>) loaded.at("results").map();
        assertThat(cases.keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
        return cases.keySet().stream()
                .map(name -> DynamicTest.dynamicTest(
                        name, () -> check(name, Objects.requireNonNull(expected.get(name)), cases.get(name))));
    }

    private static void check(String name, List<Tensor> expected, Supplier<List<Tensor>> call) {
        try (var scope = new TensorScope()) {
            Torch.manualSeed(1);
            List<Tensor> actual = call.get();
            assertThat(actual).hasSameSizeAs(expected);
            for (int i = 0; i < expected.size(); i++) {
                Tensor value = actual.get(i);
                assertThat(value.dtype()).as(name).isEqualTo(expected.get(i).dtype());
                assertThat(value.shape()).as(name).isEqualTo(expected.get(i).shape());
                assertThat(Torch.allclose(value, expected.get(i), 1e-5, 1e-5))
                        .as("%s: expected %s, got %s", name, expected.get(i), value)
                        .isTrue();
            }
        }
    }

    private void addCases() {
        addTransforms();
        addNorms();
        addUnique();
        addProducts();
        addCombinations();
        addDecompositions();
        addEigenpairs();
        addSparse();
        addGradients();
    }

    private void addTransforms() {
        add("stft", () -> spectrum(in("signal").stft(8, o -> o.returnComplex(true))));
        add(
                "stft_window",
                () -> spectrum(in("signal")
                        .stft(8, o -> o.hopLength(3).window(in("window")).returnComplex(true))));
        add(
                "stft_short_window",
                () -> spectrum(Torch.stft(
                        in("signal"), 16, null, 8L, in("window"), true, "reflect", false, null, true, null)));
        add(
                "stft_batch",
                () -> spectrum(in("signals")
                        .stft(8, o -> o.padMode("constant").normalized(true).returnComplex(true))));
        add(
                "stft_not_centered",
                () -> spectrum(in("signal").stft(8, o -> o.hopLength(4)
                        .center(false)
                        .onesided(false)
                        .returnComplex(true))));
        add(
                "stft_replicate",
                () -> spectrum(in("signals").stft(8, o -> o.padMode("replicate").returnComplex(true))));
        add("istft", () -> in("signal")
                .stft(8, o -> o.window(in("window")).returnComplex(true))
                .istft(8, o -> o.window(in("window")).length(40)));
    }

    private static Tensor spectrum(Tensor complex) {
        return Torch.viewAsReal(complex);
    }

    private void addNorms() {
        add("norm", () -> in("a").norm());
        add("norm_fro_dims", () -> in("a").norm("fro", new long[] {0, 1}, true, null));
        add("norm_fro_dim", () -> Torch.norm(in("a"), o -> o.dim(1)));
        add("norm_fro_many_dims", () -> in("batch").norm("fro"));
        add("norm_nuc", () -> in("a").norm("nuc"));
        add("norm_nuc_dims", () -> Torch.norm(in("batch"), o -> o.p("nuc").dim(1, 2)));
        add("norm_1", () -> in("a").norm(1));
        add("norm_inf", () -> in("a").norm(Double.POSITIVE_INFINITY, 0));
        add("norm_0", () -> in("sparse").norm(0));
        add("norm_dtype", () -> in("a").norm(2, 1, true, DType.FLOAT64));
        add("norm_sparse", () -> in("sparse").toSparse().norm());
        add("norm_sparse_1", () -> in("sparse").toSparse().norm(1));
        add("cdist", () -> Torch.cdist(in("batch"), in("batch").flip(1)));
        add("cdist_1", () -> Torch.cdist(in("a"), in("a"), 1));
        add("cdist_mm", () -> Torch.cdist(in("a"), in("a").flip(0).add(1), 2, "use_mm_for_euclid_dist"));
        add("cdist_no_mm", () -> Torch.cdist(in("a"), in("a").flip(0), 2, "donot_use_mm_for_euclid_dist"));
    }

    private void addUnique() {
        add("unique", () -> Torch.unique(in("repeated")));
        addAll("unique_all", () -> found(Torch.unique(in("repeated"), true, true, true)));
        addAll("unique_dim", () -> found(in("repeated").unique(true, true, true, 0)));
        addAll("unique_counts", () -> found(in("repeated").unique(true, false, true)));
        add("unique_consecutive", () -> Torch.uniqueConsecutive(in("repeated")));
        addAll("unique_consecutive_all", () -> found(in("repeated").uniqueConsecutive(true, true)));
        addAll("unique_consecutive_dim", () -> found(in("repeated").uniqueConsecutive(false, true, 1)));
    }

    private static List<Tensor> found(UniqueElements elements) {
        return Stream.of(elements.output(), elements.inverseIndices(), elements.counts())
                .filter(Objects::nonNull)
                .toList();
    }

    private void addProducts() {
        add("tensordot", () -> Torch.tensordot(in("batch"), in("batch").permute(1, 2, 0)));
        add("tensordot_1", () -> Torch.tensordot(in("a"), in("b"), 1));
        add("tensordot_0", () -> Torch.tensordot(in("a"), in("b"), 0));
        add("tensordot_lists", () -> Torch.tensordot(in("a"), in("batch"), new long[] {0, 1}, 1, 2));
        add("einsum", () -> Torch.einsum("ij,jk->ki", in("a"), in("b")));
        add("einsum_lists", () -> Torch.einsum(in("a"), List.of(0, 1), in("b"), List.of(1L, 27L), List.of(27, 0)));
        add("einsum_ellipsis", () -> Torch.einsum(in("batch"), List.of(ELLIPSIS, 1, 2), in("b"), List.of(2, 3)));
        add("chain_matmul", () -> Torch.chainMatmul(in("a"), in("b"), in("b").t()));
    }

    private void addCombinations() {
        addAll("meshgrid", () -> Torch.meshgrid(part(0, 2), part(2, 5)));
        addAll("meshgrid_xy", () -> Torch.meshgrid(List.of(part(0, 2), part(2, 5)), "xy"));
        add("cartesian_prod", () -> Torch.cartesianProd(part(0, 2), part(2, 5)));
        add("block_diag", () -> Torch.blockDiag(in("a"), part(0, 2), in("b")));
        addAll(
                "broadcast_tensors",
                () -> Torch.broadcastTensors(in("a"), part(0, 5), in("signal").get(0)));
        add(
                "broadcast_shapes",
                () -> tensor(Torch.broadcastShapes(new long[] {2, 1}, new long[] {3, 1, 5}, new long[] {1})));
        addAll("atleast_1d", () -> Torch.atleast1d(in("signal").get(0), in("a")));
        addAll("atleast_2d", () -> Torch.atleast2d(in("signal").get(0), part(0, 2)));
        add("atleast_3d", () -> Torch.atleast3d(in("a")));
        addAll("unravel_index", () -> Torch.unravelIndex(tensor(new long[][] {{7, 3}, {0, 11}}), 3, 4));
        addAll("split_tensor_size", () -> in("a").split(tensor(3).itemLong(), 1));
        addAll("real_imag", () -> {
            Tensor complex = Torch.complex(in("a"), in("a").add(1));
            return List.of(complex.real(), complex.imag());
        });
    }

    private Tensor part(int from, int to) {
        return in("signal").get(slice(from, to));
    }

    private void addDecompositions() {
        addAll("lu", () -> {
            var lu = Torch.lu(in("square"));
            return List.of(lu.lu(), lu.pivots());
        });
        addAll("lu_infos", () -> {
            var lu = in("square").lu(true, true);
            return List.of(lu.lu(), lu.pivots(), lu.info());
        });
        add("svd_lowrank", () -> Torch.svdLowrank(in("low_rank"), 2).s());
        add("svd_lowrank_mean", () -> Torch.svdLowrank(
                        in("low_rank"), 3, 3, in("low_rank").mean(new long[] {0}, true))
                .s()
                .get(slice(0, 2)));
        add("pca_lowrank", () -> Torch.pcaLowrank(in("low_rank"), 2).s());
        add("pca_lowrank_plain", () -> Torch.pcaLowrank(in("low_rank"), 2, false)
                .s());
    }

    private void addEigenpairs() {
        addPairs("lobpcg", "definite", o -> o.k(2L).x(in("guess")));
        addAll(
                "lobpcg_random",
                () -> pairs(
                        in("definite").to(DType.FLOAT32),
                        o -> o.k(2L).largest(false).tol(1e-5)));
        addPairs("lobpcg_basic", "definite", o -> o.x(in("guess").clone())
                .niter(-1L)
                .method("basic"));
        addPairs(
                "lobpcg_preconditioned",
                "definite",
                o -> o.k(2L).x(in("guess").clone()).iK(in("weights")).niter(6L).method("basic"));
        addPairs("lobpcg_few_steps", "definite", o -> o.k(2L).x(in("guess")).niter(4L));
        addPairs("lobpcg_general", "definite", o -> o.k(2L).b(in("weights")).x(in("guess")));
        addPairs("lobpcg_smallest", "definite", o -> o.k(3L).b(in("weights")).largest(false));
        addPairs("lobpcg_extra", "definite", o -> o.k(1L).n(4L));
        addAll(
                "lobpcg_sparse",
                () -> pairs(in("definite").toSparse(), o -> o.k(2L).x(in("guess"))));
        addPairs("lobpcg_batch", "definites", o -> o.k(2L));
        addPairs("lobpcg_batch_general", "definites", o -> o.k(2L)
                .b(Torch.stack(List.of(in("weights"), in("weights").mT().add(2))))
                .largest(false));
        addPairs(
                "lobpcg_drop",
                "definite",
                o -> o.k(2L).b(in("weights")).x(in("guess")).orthoJMax(2).orthoUseDrop(true));
        addPairs("lobpcg_ortho", "definite", o -> o.k(2L)
                .x(in("guess"))
                .orthoIMax(5)
                .orthoJMax(4)
                .orthoTol(1e-9)
                .orthoTolDrop(1e-7)
                .orthoTolReplace(1e-8));
        add("lobpcg_grad", () -> pairsGrad(in("definite"), 2, true));
        add("lobpcg_grad_odd", () -> pairsGrad(in("definite"), 3, true));
        add("lobpcg_grad_smallest", () -> pairsGrad(in("definites"), 3, false));
        add("lobpcg_grad_values", () -> {
            Tensor matrix = in("definites").clone().requiresGrad_();
            Torch.lobpcg(matrix, o -> o.k(2L).largest(false))
                    .eigenvalues()
                    .sum()
                    .backward();
            return Objects.requireNonNull(matrix.grad());
        });
    }

    private void addPairs(String name, String matrix, Consumer<OpOptions.Lobpcg> options) {
        addAll(name, () -> pairs(in(matrix), options));
    }

    /** Eigenvalues, and eigenvectors but for their sign. */
    private static List<Tensor> pairs(Tensor matrix, Consumer<OpOptions.Lobpcg> options) {
        var pairs = Torch.lobpcg(matrix, options);
        return List.of(pairs.eigenvalues(), pairs.eigenvectors().abs());
    }

    private static Tensor pairsGrad(Tensor of, long k, boolean largest) {
        Tensor matrix = of.clone().requiresGrad_();
        var pairs = Torch.lobpcg(matrix, o -> o.k(k).largest(largest).tol(1e-12));
        pairs.eigenvalues()
                .pow(2)
                .sum()
                .add(pairs.eigenvectors().abs().pow(3).sum())
                .backward();
        return Objects.requireNonNull(matrix.grad());
    }

    private void addSparse() {
        add("sparse_mm", () -> Sparse.mm(coo(), in("b").get(slice(0, 3))));
        add(
                "sparse_addmm",
                () -> Sparse.addmm(
                        in("square").get(slice(0, 2), slice(0, 3)),
                        coo(),
                        in("square").get(slice(0, 3), slice(0, 3)),
                        2,
                        0.5));
        add("sparse_softmax", () -> Sparse.softmax(coo(), 1).toDense());
        add("sparse_log_softmax", () -> Sparse.logSoftmax(coo(), 1, DType.FLOAT64)
                .toDense());
        add("sparse_sum", () -> Sparse.sum(coo()));
        add("sparse_sum_dim", () -> Sparse.sum(coo(), 0).toDense());
        add("sparse_spdiags", () -> Sparse.spdiags(in("a").get(slice(0, 2), slice(0, 4)), tensor(0, 1), 4, 4)
                .toDense());
        List<Supplier<Tensor>> nested = List.of(
                () -> Nested.nestedTensor(List.of(in("a"), in("b")), DType.FLOAT64),
                () -> Nested.asNestedTensor(List.of(in("a"), in("b")), DType.FLOAT64));
        add("nested_tensor", () -> Nested.toPaddedTensor(nested.get(0).get(), -1));
        add("as_nested_tensor", () -> Nested.toPaddedTensor(nested.get(1).get(), -1));
    }

    private Tensor coo() {
        return in("sparse").toSparse();
    }

    private void addGradients() {
        addAll("grads_batched", () -> {
            Tensor x = in("a").clone().requiresGrad_();
            return Autograd.grad(List.of(x.mul(x), x.sum(1)), List.of(x), o -> o.gradOutputs(
                            in("batch"), in("batch").select(2, 0))
                    .isGradsBatched(true));
        });
        addAll("grads_batched_unused", () -> {
            Tensor x = in("a").clone().requiresGrad_();
            Tensor y = in("a").clone().requiresGrad_();
            return Autograd.grad(List.of(x.exp()), List.of(x, y), o -> o.gradOutputs(in("batch"))
                    .isGradsBatched(true)
                    .allowUnused(true)
                    .materializeGrads(true));
        });
        addAll("grads_batched_twice", () -> {
            Tensor x = in("a").clone().requiresGrad_();
            Tensor first =
                    Objects.requireNonNull(Autograd.grad(List.of(x.pow(3)), List.of(x), o -> o.gradOutputs(in("batch"))
                                    .isGradsBatched(true)
                                    .createGraph(true))
                            .get(0));
            return Autograd.grad(first.sum(), x);
        });
        Function<List<Tensor>, List<Tensor>> pair = at ->
                List.of(at.get(0).mul(at.get(1).sum()).sin(), at.get(0).exp().mul(at.get(1)));
        Function<List<Tensor>, Tensor> energy =
                at -> at.get(0).pow(3).mul(at.get(1).sin()).sum();
        addAll("jacobian_vectorize", () -> flat(AutogradFunctional.jacobian(pair, points(), o -> o.vectorize(true))));
        addAll(
                "jacobian_forward",
                () -> flat(AutogradFunctional.jacobian(
                        pair, points(), o -> o.vectorize(true).strategy("forward-mode"))));
        addAll(
                "jacobian_strict",
                () -> flat(AutogradFunctional.jacobian(
                        pair, points(), o -> o.createGraph(true).strict(true))));
        addAll("hessian_vectorize", () -> flat(AutogradFunctional.hessian(energy, points(), o -> o.vectorize(true))));
        addAll(
                "hessian_forward",
                () -> flat(AutogradFunctional.hessian(
                        energy, points(), o -> o.vectorize(true).strategy("forward-mode"))));
        addAll("vhp_strict", () -> AutogradFunctional.vhp(energy, points(), vectors(), o -> o.strict(true))
                .products());
        addAll("hvp_strict", () -> AutogradFunctional.hvp(energy, points(), vectors(), o -> o.strict(true))
                .products());
    }

    private List<Tensor> points() {
        return List.of(in("vector"), in("vector").add(1));
    }

    private List<Tensor> vectors() {
        return Arrays.asList(in("vector"), in("vector"));
    }

    private static List<Tensor> flat(List<List<Tensor>> rows) {
        List<Tensor> all = new ArrayList<>();
        rows.forEach(all::addAll);
        return all;
    }
}
