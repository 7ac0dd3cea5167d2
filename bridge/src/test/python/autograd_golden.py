"""Writes derivatives that Python's PyTorch computes, for AutogradTest and AutogradFunctionalTest.

    python autograd_golden.py > ../resources/dev/sconce/torch/autograd.tsv
"""

import torch
from torch.autograd import functional

torch.set_default_dtype(torch.float64)


def show(name, *tensors):
    for i, tensor in enumerate(tensors):
        numbers = " ".join(repr(v) for v in tensor.detach().reshape(-1).tolist())
        shape = ",".join(str(s) for s in tensor.shape)
        print(f"{name}.{i}", shape, numbers, sep="\t")


x = torch.tensor([0.5, -1.0, 2.0])
y = torch.tensor([[1.0, 0.25, -0.5], [2.0, -1.5, 0.75]])
v = torch.tensor([1.0, -2.0, 0.5])
w = torch.tensor([[0.5, 1.0, -1.0], [2.0, 0.0, 1.0]])


def cubic(a):
    return a.pow(3).mul(a.sin())


def scalar(a):
    return a.pow(3).mul(a.sin()).sum() * a.prod()


def pair(a, b):
    return (b * a).sum(1).tanh(), a.exp() * b[0]


def energy(a, b):
    return (b.mul(a).tanh().sum() * a.sum()).pow(2)


first = x.clone().requires_grad_()
order = [cubic(first).sum()]
for _ in range(4):
    order += torch.autograd.grad(order[-1].sum(), first, create_graph=True)
show("order", *order)

show("jacobian", functional.jacobian(cubic, x))
for i, row in enumerate(functional.jacobian(pair, (x, y))):
    show(f"jacobian.pair.{i}", *row)
show("hessian", functional.hessian(scalar, x))
for i, row in enumerate(functional.hessian(energy, (x, y))):
    show(f"hessian.pair.{i}", *row)
show("vjp", *functional.vjp(cubic, x, v))
show("jvp", *functional.jvp(cubic, x, v))
show("vhp", *functional.vhp(scalar, x, v))
show("hvp", *functional.hvp(scalar, x, v))
outputs, products = functional.vjp(pair, (x, y), (torch.tensor([1.0, 2.0]), v))
show("vjp.pair", *outputs, *products)
outputs, products = functional.jvp(pair, (x, y), (v, w))
show("jvp.pair", *outputs, *products)
output, products = functional.vhp(energy, (x, y), (v, w))
show("vhp.pair", output, *products)
output, products = functional.hvp(energy, (x, y), (v, w))
show("hvp.pair", output, *products)
