"""Writes SHA-256 of what random operations draw, for RngTest.

    python rng_golden.py > ../resources/dev/sconce/torch/rng.tsv
"""

import hashlib

import torch

SIZES = (7, 16, 1000, 100003)


def bits(tensor):
    tensor = tensor.contiguous()
    return tensor.view(torch.uint8).numpy().tobytes()


def draws(n):
    yield "rand", torch.rand(n)
    yield "rand.float64", torch.rand(n, dtype=torch.float64)
    yield "rand.bfloat16", torch.rand(n, dtype=torch.bfloat16)
    yield "randn", torch.randn(n)
    yield "randn.float64", torch.randn(n, dtype=torch.float64)
    yield "randn.bfloat16", torch.randn(n, dtype=torch.bfloat16)
    yield "uniform_", torch.empty(n).uniform_(-2, 5)
    yield "normal_", torch.empty(n).normal_(3, 0.5)
    yield "bernoulli_", torch.empty(n).bernoulli_(0.3)
    yield "bernoulli", torch.bernoulli(torch.full((n,), 0.7))
    yield "dropout", torch.nn.functional.dropout(torch.ones(n), 0.4)
    yield "randperm", torch.randperm(n)
    yield "randint", torch.randint(-5, 100, (n,))
    yield "random_", torch.empty(n, dtype=torch.int32).random_()
    yield "exponential_", torch.empty(n).exponential_(2)
    yield "multinomial", torch.multinomial(torch.arange(1.0, 11.0), n, replacement=True)
    yield "rand_like", torch.rand_like(torch.empty(n, dtype=torch.float64))
    yield "normal.tensors", torch.normal(torch.zeros(n), torch.ones(n))


torch.manual_seed(1234)
for n in SIZES:
    for name, tensor in draws(n):
        print(name, n, hashlib.sha256(bits(tensor)).hexdigest(), sep="\t")
print("state", 0, hashlib.sha256(bits(torch.get_rng_state())).hexdigest(), sep="\t")
own = torch.Generator().manual_seed(42)
print("generator", 100, hashlib.sha256(bits(torch.randn(100, generator=own))).hexdigest(), sep="\t")
print("generator.state", 0, hashlib.sha256(bits(own.get_state())).hexdigest(), sep="\t")
