"""Writes what Python prints for some hundred tensors; TensorPrinterTest prints the same tensors in Java.

    python printing.py > ../resources/dev/sconce/torch/printing.txt      (torch 2.13.0, numpy)

A case is a line `dtype shape data options`, then what Python prints, each line after `| `. The data are the bytes of the
elements in hexadecimal, or `wave:K` for element i = ((i * 7919) mod K - K // 2) / 8. Named cases (`name NAME`) are
tensors that the test makes by hand.
"""
import random
import sys

import torch

random.seed(20)
torch.manual_seed(20)
FLOATS = [torch.float32, torch.float64, torch.float16, torch.bfloat16]
SMALL_FLOATS = [torch.float8_e4m3fn, torch.float8_e5m2, torch.float8_e4m3fnuz, torch.float8_e5m2fnuz,
                torch.float8_e8m0fnu]
INTS = [torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64]
UNSIGNED = [torch.uint16, torch.uint32, torch.uint64]
COMPLEX = [torch.complex64, torch.complex128, torch.complex32]
SHAPES = [(), (1,), (5,), (17,), (40,), (2, 3), (1, 1), (3, 12), (2, 3, 4), (1, 2, 1, 3), (7, 1), (2, 1, 2, 1, 2)]


def name(dtype):
    return str(dtype).removeprefix("torch.")


def shape_text(shape):
    return "x".join(map(str, shape)) if shape else "scalar"


def show(tensor):
    for line in repr(tensor).split("\n"):
        print("| " + line)


def raw(tensor):
    if tensor.numel() == 0:
        return "-"
    return tensor.contiguous().reshape(-1).view(torch.uint8).numpy().tobytes().hex()


def case(tensor, **options):
    text = ",".join(f"{key}={value}" for key, value in options.items()) or "-"
    print(name(tensor.dtype), shape_text(tensor.shape), raw(tensor), text)
    torch.set_printoptions(**options)
    show(tensor)
    torch.set_printoptions(profile="default")


def wave(dtype, shape, modulus, **options):
    numel = 1
    for size in shape:
        numel *= size
    values = (torch.arange(numel, dtype=torch.int64) * 7919) % modulus - modulus // 2
    tensor = (values.double() / 8).to(dtype).reshape(shape)
    text = ",".join(f"{key}={value}" for key, value in options.items()) or "-"
    print(name(dtype), shape_text(shape), f"wave:{modulus}", text)
    torch.set_printoptions(**options)
    show(tensor)
    torch.set_printoptions(profile="default")


def reals(shape, kind):
    normal = torch.randn(shape, dtype=torch.float64)
    if kind == "normal":
        return normal
    if kind == "tiny":
        return normal * 1e-6
    if kind == "huge":
        return normal * 1e7
    if kind == "wide":
        return normal * 10.0 ** torch.randint(-6, 7, shape).double()
    if kind == "whole":
        return (normal * 30).round()
    if kind == "ties":  # exactly between two numbers of four digits
        return torch.randint(-999, 999, shape).double() / 32 + torch.randint(0, 2, shape).double() * 2.0 ** -5
    if kind == "special":
        pool = torch.tensor([0.0, -0.0, float("nan"), float("inf"), -float("inf"), 1.5, -2.0, 3.0])
        return pool[torch.randint(0, 8, shape)].double()
    if kind == "zeros":
        return torch.zeros(shape, dtype=torch.float64) * -1
    if kind == "extreme":
        return normal * 10.0 ** torch.randint(-300, 300, shape).double()
    raise ValueError(kind)


KINDS = ["normal", "tiny", "huge", "wide", "whole", "ties", "special", "zeros", "extreme"]


def random_options():
    options = {}
    if random.random() < 0.5:
        options["precision"] = random.choice([0, 1, 2, 6, 9])
    if random.random() < 0.4:
        options["linewidth"] = random.choice([20, 40, 60, 120])
    if random.random() < 0.4:
        options["threshold"] = random.choice([0, 3, 10])
    if random.random() < 0.4:
        options["edgeitems"] = random.choice([0, 1, 2])
    if random.random() < 0.5:
        options["sci_mode"] = random.choice([True, False])
    return options


def random_cases():
    for dtype in FLOATS:
        for kind in KINDS:
            for shape in random.sample(SHAPES, 4):
                case(reals(shape, kind).to(dtype))
    for dtype in SMALL_FLOATS:
        for shape in random.sample(SHAPES, 4):
            data = torch.randint(0, 256, shape).to(torch.uint8)
            case(data.reshape(-1).view(dtype).reshape(shape))
    case(torch.tensor([1, 35, 255], dtype=torch.uint8).view(torch.float4_e2m1fn_x2))
    for dtype in INTS:
        info = torch.iinfo(dtype)
        for shape in random.sample(SHAPES, 4):
            case(torch.randint(-9 if info.min < 0 else 0, 10, shape).to(dtype))
            case(torch.randint(info.min, info.max, shape, dtype=torch.int64).to(dtype))
    for dtype in UNSIGNED:
        for shape in random.sample(SHAPES, 4):
            case(torch.randint(-9, 10, shape).to(dtype))
    for shape in SHAPES[:8]:
        case(torch.rand(shape) < 0.5)
    for dtype in COMPLEX:
        for kind in KINDS[:8]:
            for shape in random.sample(SHAPES, 2):
                case(torch.complex(reals(shape, kind), reals(shape, random.choice(KINDS[:8]))).to(dtype))
    for _ in range(120):
        shape = random.choice(SHAPES)
        kind = random.choice(KINDS)
        options = random_options()
        which = random.randrange(4)
        if which == 0:
            case(torch.randint(-99, 1000, shape), **options)
        elif which == 1:
            case(torch.complex(reals(shape, kind), reals(shape, kind)), **options)
        else:
            case(reals(shape, kind).to(random.choice(FLOATS)), **options)
    for dtype in [torch.float32, torch.float64, torch.int64, torch.bool, torch.complex64, torch.float8_e5m2]:
        for shape in [(0,), (2, 0), (0, 3, 1)]:
            case(torch.zeros(shape).to(dtype))


def large_cases():
    for dtype in [torch.float32, torch.float64, torch.int64, torch.bfloat16, torch.float8_e4m3fn, torch.uint16,
                  torch.complex64, torch.bool, torch.float8_e8m0fnu]:
        for shape, modulus in [((1001,), 1000), ((40, 50), 64), ((3, 3, 200), 9973), ((2000, 1), 17),
                               ((7, 2, 9, 10), 800)]:
            wave(dtype, shape, modulus)
    wave(torch.float32, (20, 60), 100, linewidth=50, edgeitems=5)
    wave(torch.float32, (30, 5), 100, threshold=100, edgeitems=0)
    wave(torch.float32, (1000,), 1000)
    wave(torch.float32, (4, 40), 100, threshold=200, linewidth=130)


def named_cases():
    def named(label, tensor):
        print("name", label)
        show(tensor)

    w = torch.ones(2, 3, requires_grad=True)
    named("leaf", w)
    named("exp", w.exp())
    named("view", w.view(-1))
    named("matmul", w @ w.t())
    named("sum", (w * w).sum())
    base = torch.zeros(3)
    base[1].copy_(w[0, 0])
    named("copied", base)
    named("double leaf", torch.ones(2, dtype=torch.float64, requires_grad=True))
    named("long suffixes", torch.ones(2, 8, dtype=torch.float64, requires_grad=True).exp())
    i = torch.tensor([[0, 1, 1], [2, 0, 2]])
    coo = torch.sparse_coo_tensor(i, torch.tensor([3.0, 4.0, 5.0]), (2, 3))
    named("coo", coo)
    named("empty coo", torch.sparse_coo_tensor(torch.zeros(2, 0, dtype=torch.int64),
                                              torch.zeros(0, dtype=torch.float64), (2, 3)))
    dense = coo.to_dense()
    named("csr", dense.to_sparse_csr())
    named("csc", dense.to_sparse_csc())
    named("bsr", torch.arange(16.0).reshape(4, 4).to_sparse_bsr((2, 2)))
    named("bsc", torch.arange(16.0).reshape(4, 4).to_sparse_bsc((2, 2)))
    named("quantized", torch.quantize_per_tensor(torch.tensor([-1.0, 0.0, 1.0, 2.0]), 0.1, 10, torch.quint8))
    named("quantized per channel", torch.quantize_per_channel(
        torch.tensor([[-1.0, 0.0], [1.0, 2.0]]), torch.tensor([0.1, 0.01]), torch.tensor([10, 0]), 0, torch.qint8))
    named("meta", torch.empty(2, 3, device="meta"))
    named("meta int64", torch.empty(5, device="meta", dtype=torch.int64))
    named("mkldnn", torch.ones(2, 3).to_mkldnn())
    named("nested", torch.nested.nested_tensor([torch.arange(3.0), torch.arange(2.0)]))
    named("conjugate", torch.tensor([1 + 2j, 3 - 4j]).conj())
    named("negative", torch.tensor([1 + 2j, 3 - 4j]).conj().imag)
    named("transposed", torch.arange(6).reshape(2, 3).t())
    torch.set_default_dtype(torch.float64)
    named("default float64: float32", torch.ones(2, dtype=torch.float32))
    named("default float64: float64", torch.ones(2, dtype=torch.float64))
    named("default float64: complex128", torch.ones(2, dtype=torch.complex128))
    torch.set_default_dtype(torch.float32)


print(f"# written by printing.py with torch {torch.__version__.split('+')[0]}")
random_cases()
large_cases()
named_cases()
sys.stderr.write("done\n")
