"""Optimizers whose steps are recorded. Writes differentiable.pth to FOLDER: for each case the parameter after some steps,
a loss of it, the gradients of that with respect to the parameter before and to the hyper-parameters that are tensors, and
the state. DifferentiableStepTest.java does the same in Java.

    differentiable.py FOLDER
"""

import sys
from pathlib import Path

import torch
from torch import optim

STEPS = 8


def tensor(value):
    return torch.tensor(value, dtype=torch.float64, requires_grad=True)


def cases():
    """Name, optimizer, options, and those of them that gradients are taken of."""
    lr, decay, beta1, beta2 = tensor(0.1), tensor(0.01), tensor(0.9), tensor(0.99)
    yield "sgd", optim.SGD, {"lr": lr, "weight_decay": decay, "momentum": 0.9, "nesterov": True}, [lr, decay]
    yield "sgd_foreach", optim.SGD, {"lr": 0.1, "momentum": 0.9, "foreach": True}, []
    tensors = {"lr": lr, "betas": (beta1, beta2), "weight_decay": decay}
    yield "adam", optim.Adam, tensors, [lr, beta1, beta2, decay]
    yield "adam_amsgrad", optim.Adam, {"lr": lr, "amsgrad": True, "maximize": True}, [lr]
    yield "adam_floats", optim.Adam, {"lr": 0.1, "weight_decay": 0.1}, []
    yield "adamw", optim.AdamW, {"lr": lr, "betas": (beta1, beta2), "weight_decay": 0.1}, [lr, beta1, beta2]
    yield "nadam", optim.NAdam, {"lr": lr, "weight_decay": 0.1, "decoupled_weight_decay": True}, [lr]
    yield "radam", optim.RAdam, {"lr": lr, "betas": (0.9, 0.9), "weight_decay": 0.1}, [lr]
    yield "adadelta", optim.Adadelta, {"weight_decay": 0.1}, []
    yield "adagrad", optim.Adagrad, {"lr_decay": 0.1, "initial_accumulator_value": 0.1}, []
    yield "adamax", optim.Adamax, {"lr": 0.1}, []
    yield "asgd", optim.ASGD, {"lr": 0.1, "t0": 2}, []
    yield "rmsprop", optim.RMSprop, {"momentum": 0.5}, []
    yield "rmsprop_centered", optim.RMSprop, {"centered": True}, []
    yield "rprop", optim.Rprop, {"lr": 0.1}, []


def steps_of(name):
    """Some optimizers overwrite in a second step what the way back through the first one needs."""
    return 1 if name in ("adam_amsgrad", "nadam", "adamax", "rmsprop_centered", "rprop") else STEPS


def run(start, kind, options, hyper, steps):
    x, y, weights = start["x"], start["y"], start["weights"]
    before = start["param"].clone().requires_grad_()
    param = before.clone()
    optimizer = kind([param], differentiable=True, **options)
    for _ in range(steps):
        loss = (x @ param - y).pow(2).mean()
        param.grad = torch.autograd.grad(loss, param, create_graph=True)[0]
        optimizer.step()
    loss = (param.clone().sin() * weights).sum()
    gradients = torch.autograd.grad(loss, [before, *hyper])
    state = {name: value.detach() for name, value in optimizer.state[param].items()}
    return {"param": param.detach(), "loss": loss.detach(), "gradients": list(gradients), "state": state}


def main():
    torch.manual_seed(7)
    start = {"x": torch.randn(5, 3), "y": torch.randn(5, 4), "param": torch.randn(3, 4), "weights": torch.randn(3, 4)}
    start = {name: value.double() for name, value in start.items()}
    results = {"start": start}
    for name, kind, options, hyper in cases():
        results[name] = run(start, kind, options, hyper, steps_of(name))
    torch.save(results, Path(sys.argv[1]) / "differentiable.pth")


if __name__ == "__main__":
    main()
