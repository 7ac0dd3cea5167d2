"""Records what Python's libtorch computes, bit by bit, for PipLibtorchTest.java, which runs Java on the same libtorch.

    python identity.py OUT_DIRECTORY

Writes inputs.pth and operations.pth (name -> tensor), draws.pth (name -> tensor, in the order in which they were drawn
after manual_seed), resnet18.pth, batches.pth and training.pth (losses, and the state after the last step). Prints the
folder of this Python's libtorch.
"""

import sys
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

from torchvision_models import models

SEED = 8
STEPS = 3
SIZES = (7, 16, 1003)

# Called by these names through the dispatcher, on x.
BY_NAME = """
abs exp exp2 expm1 log log2 log10 log1p sqrt rsqrt sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh sigmoid
erf erfc erfinv lgamma digamma logit sinc i0 reciprocal square gelu silu mish softplus elu selu hardswish hardsigmoid
log_sigmoid relu6 trunc frac
""".split()


def inputs():
    torch.manual_seed(SEED)
    square = torch.randn(12, 12)
    return {
        "x": torch.rand(1003) * 0.98 + 0.01,
        "m": torch.randn(33, 65),
        "n": torch.randn(65, 17),
        "square": square,
        "definite": square @ square.t() + 12 * torch.eye(12),
        "batch": torch.randn(4, 9, 33),
        "image": torch.randn(2, 6, 16, 16),
        "kernel": torch.randn(8, 6, 3, 3),
        "tokens": torch.randint(0, 33, (2, 11)),
    }


def operations(t):
    x, m, n, square, definite = t["x"], t["m"], t["n"], t["square"], t["definite"]
    batch, image, kernel, tokens = t["batch"], t["image"], t["kernel"], t["tokens"]
    results = {"aten::" + name: getattr(torch.ops.aten, name)(x) for name in BY_NAME}
    results.update({
        "mm": m.mm(n),
        "mv": m.mv(n[:, 0]),
        "addmm": torch.addmm(n[0], m, n),
        "bmm": batch.bmm(batch.transpose(1, 2)),
        "einsum": torch.einsum("bij,bkj->bik", batch, batch),
        "linear": F.linear(m, n.t(), n[0]),
        "conv2d": F.conv2d(image, kernel, stride=2, padding=1),
        "conv1d": F.conv1d(image[:, :, 0], kernel[:, :, 0]),
        "conv_transpose2d": F.conv_transpose2d(image, kernel.transpose(0, 1)),
        "batch_norm": F.batch_norm(image, torch.zeros(6), torch.ones(6), training=True),
        "layer_norm": F.layer_norm(batch, (33,)),
        "group_norm": F.group_norm(image, 3),
        "max_pool2d": F.max_pool2d(image, 3, 2),
        "avg_pool2d": F.avg_pool2d(image, 3),
        "adaptive_avg_pool2d": F.adaptive_avg_pool2d(image, (5, 3)),
        "interpolate": F.interpolate(image, scale_factor=1.7, mode="bilinear", align_corners=False),
        "embedding": F.embedding(tokens, m),
        "attention": F.scaled_dot_product_attention(batch, batch, batch),
        "softmax": m.softmax(1),
        "log_softmax": m.log_softmax(0),
        "cross_entropy": F.cross_entropy(m[:11], tokens[0]),
        "sum": m.sum(),
        "mean": m.mean(0),
        "std": m.std(),
        "var": m.var(1),
        "prod": x[:50].prod(),
        "norm": m.norm(),
        "logsumexp": m.logsumexp(1),
        "cumsum": m.cumsum(1),
        "cumprod": x.cumprod(0),
        "pow": x.pow(2.3),
        "atan2": m.atan2(m.flip(0)),
        "cdist": torch.cdist(m, m.flip(0)),
        "inv": torch.linalg.inv(square),
        "solve": torch.linalg.solve(square, definite),
        "cholesky": torch.linalg.cholesky(definite),
        "qr": torch.linalg.qr(square)[1],
        "svd": torch.linalg.svd(m)[1],
        "eigh": torch.linalg.eigh(definite)[0],
        "det": square.det(),
        "matrix_exp": torch.matrix_exp(square / 12),
        "fft": torch.fft.fft(x),
        "rfft": torch.fft.rfft(m),
        "gradient": gradient(image, kernel),
    })
    return results


def gradient(image, kernel):
    weight = kernel.clone().requires_grad_()
    F.conv2d(image, weight).tanh().sum().backward()
    return weight.grad


def draws():
    torch.manual_seed(SEED)
    drawn = {}
    for n in SIZES:
        ones = torch.ones(n)
        half = torch.full((n,), 0.5)
        for name, draw in (
            ("rand", lambda: torch.rand(n)),
            ("rand_double", lambda: torch.rand(n, dtype=torch.float64)),
            ("randn", lambda: torch.randn(n)),
            ("randn_double", lambda: torch.randn(n, dtype=torch.float64)),
            ("randn_bfloat16", lambda: torch.randn(n, dtype=torch.bfloat16)),
            ("randn_complex", lambda: torch.randn(n, dtype=torch.complex64)),
            ("randint", lambda: torch.randint(3, 1000, (n,))),
            ("randperm", lambda: torch.randperm(n)),
            ("normal", lambda: torch.normal(half, ones)),
            ("uniform_", lambda: torch.empty(n).uniform_(-2, 3)),
            ("normal_", lambda: torch.empty(n).normal_(1, 2)),
            ("random_", lambda: torch.empty(n).random_()),
            ("random_range", lambda: torch.empty(n, dtype=torch.int64).random_(5, 99)),
            ("exponential_", lambda: torch.empty(n).exponential_(1.5)),
            ("geometric_", lambda: torch.empty(n).geometric_(0.3)),
            ("cauchy_", lambda: torch.empty(n).cauchy_(1, 2)),
            ("log_normal_", lambda: torch.empty(n).log_normal_(0.5, 0.2)),
            ("bernoulli", lambda: half.bernoulli()),
            ("bernoulli_", lambda: torch.empty(n).bernoulli_(0.7)),
            ("multinomial", lambda: half.multinomial(5)),
            ("multinomial_replacement", lambda: half.multinomial(50, True)),
            ("poisson", lambda: torch.poisson(ones * 3)),
            ("binomial", lambda: torch.binomial(ones * 20, half)),
            ("gamma", lambda: torch._standard_gamma(ones * 1.7)),
            ("dirichlet", lambda: torch._sample_dirichlet(half)),
            ("dropout", lambda: F.dropout(ones, 0.4)),
            ("alpha_dropout", lambda: F.alpha_dropout(ones, 0.4, training=True)),
            ("rrelu", lambda: F.rrelu(-ones, training=True)),
            ("gumbel_softmax", lambda: F.gumbel_softmax(half)),
            ("kaiming_uniform", lambda: nn.init.kaiming_uniform_(torch.empty(n, 5))),
            ("kaiming_normal", lambda: nn.init.kaiming_normal_(torch.empty(n, 5))),
            ("xavier_uniform", lambda: nn.init.xavier_uniform_(torch.empty(n, 5))),
            ("xavier_normal", lambda: nn.init.xavier_normal_(torch.empty(n, 5))),
            ("trunc_normal", lambda: nn.init.trunc_normal_(torch.empty(n))),
            ("orthogonal", lambda: nn.init.orthogonal_(torch.empty(n, 5))),
            ("state", torch.get_rng_state),
        ):
            drawn[f"{name}.{n}"] = draw()
    return drawn


def train(out):
    torch.manual_seed(SEED)
    net = models.resnet18()
    torch.save(net.state_dict(), out / "resnet18.pth")
    batches = {f"{part}.{i}": tensor for i in range(STEPS) for part, tensor in batch()}
    torch.save(batches, out / "batches.pth")
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.9, weight_decay=1e-4)
    record = {}
    for i in range(STEPS):
        optimizer.zero_grad()
        loss = F.cross_entropy(net(batches[f"x.{i}"]), batches[f"y.{i}"])
        loss.backward()
        optimizer.step()
        record[f"loss.{i}"] = loss.detach()
    torch.save(record | net.state_dict(), out / "training.pth")


def batch():
    return ("x", torch.randn(4, 3, 64, 64)), ("y", torch.randint(1000, (4,)))


def main(out):
    torch.set_num_threads(1)
    tensors = inputs()
    torch.save(tensors, out / "inputs.pth")
    torch.save(operations(tensors), out / "operations.pth")
    torch.save(draws(), out / "draws.pth")
    train(out)
    print(Path(torch.__file__).parent / "lib")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
