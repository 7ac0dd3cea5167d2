package dev.sconce.it.live.identity;

import dev.sconce.nn.functional.F;
import dev.sconce.nn.init.Init;
import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;

/** What {@code draws} of {@code identity.py} draws, in Java; each is drawn for a number of elements. */
final class IdentityDraws {
    private final Map<String, LongFunction<Tensor>> draws = new LinkedHashMap<>();

    IdentityDraws() {
        factories();
        inPlace();
        distributions();
        layers();
        initializations();
        draws.put("state", n -> Torch.getRngState());
    }

    /** The next draw, by its name and the number of its elements, as {@code rand.16}. */
    Tensor draw(String name) {
        int dot = name.indexOf('.');
        long n = Long.parseLong(name.substring(dot + 1));
        return Objects.requireNonNull(draws.get(name.substring(0, dot)), name).apply(n);
    }

    private static Tensor half(long n) {
        return Torch.full(new long[] {n}, 0.5);
    }

    private void factories() {
        draws.put("rand", n -> Torch.rand(n));
        draws.put("rand_double", n -> Torch.rand(o -> o.dtype(DType.FLOAT64), n));
        draws.put("randn", n -> Torch.randn(n));
        draws.put("randn_double", n -> Torch.randn(o -> o.dtype(DType.FLOAT64), n));
        draws.put("randn_bfloat16", n -> Torch.randn(o -> o.dtype(DType.BFLOAT16), n));
        draws.put("randn_complex", n -> Torch.randn(o -> o.dtype(DType.COMPLEX64), n));
        draws.put("randint", n -> Torch.randint(3, 1000, new long[] {n}));
        draws.put("randperm", n -> Torch.randperm(n));
    }

    private void inPlace() {
        draws.put("uniform_", n -> Torch.empty(n).uniform_(-2, 3));
        draws.put("normal_", n -> Torch.empty(n).normal_(1, 2));
        draws.put("random_", n -> Torch.empty(n).random_());
        draws.put("random_range", n -> Torch.empty(o -> o.dtype(DType.INT64), n).random_(5, 99));
        draws.put("exponential_", n -> Torch.empty(n).exponential_(1.5));
        draws.put("geometric_", n -> Torch.empty(n).geometric_(0.3));
        draws.put("cauchy_", n -> Torch.empty(n).cauchy_(1, 2));
        draws.put("log_normal_", n -> Torch.empty(n).logNormal_(0.5, 0.2));
        draws.put("bernoulli_", n -> Torch.empty(n).bernoulli_(0.7));
    }

    private void distributions() {
        draws.put("normal", n -> Torch.normal(half(n), Torch.ones(n)));
        draws.put("bernoulli", n -> half(n).bernoulli());
        draws.put("multinomial", n -> half(n).multinomial(5));
        draws.put("multinomial_replacement", n -> half(n).multinomial(50, true));
        draws.put("poisson", n -> Torch.poisson(Torch.ones(n).mul(3)));
        draws.put("binomial", n -> Torch.binomial(Torch.ones(n).mul(20), half(n)));
        draws.put("gamma", n -> call("aten::_standard_gamma", Torch.ones(n).mul(1.7)));
        draws.put("dirichlet", n -> call("aten::_sample_dirichlet", half(n)));
    }

    private static Tensor call(String name, Tensor argument) {
        return (Tensor) Objects.requireNonNull(Torch.call(name, argument));
    }

    private void layers() {
        draws.put("dropout", n -> F.dropout(Torch.ones(n), 0.4, true));
        draws.put("alpha_dropout", n -> F.alphaDropout(Torch.ones(n), 0.4, true));
        draws.put("rrelu", n -> Torch.rrelu(Torch.ones(n).neg(), o -> o.training(true)));
        draws.put("gumbel_softmax", n -> F.gumbelSoftmax(half(n)));
    }

    private void initializations() {
        draws.put("kaiming_uniform", n -> Init.kaimingUniform_(Torch.empty(n, 5)));
        draws.put("kaiming_normal", n -> Init.kaimingNormal_(Torch.empty(n, 5)));
        draws.put("xavier_uniform", n -> Init.xavierUniform_(Torch.empty(n, 5)));
        draws.put("xavier_normal", n -> Init.xavierNormal_(Torch.empty(n, 5)));
        draws.put("trunc_normal", n -> Init.truncNormal_(Torch.empty(n)));
        draws.put("orthogonal", n -> Init.orthogonal_(Torch.empty(n, 5)));
    }
}
