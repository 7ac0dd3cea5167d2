"""Writes trajectories.txt and schedules.txt, which TrajectoryTest and ScheduleTest read, beside this file.

    python generate.py            # with torch 2.13.0

Every number is the shortest text of a double. Options are name=value pairs, values as Python's repr without spaces.
"""
import math
import pathlib
import warnings

import torch
from torch import optim
from torch.optim import lr_scheduler as sched

HERE = pathlib.Path(__file__).parent
STEPS = 6
warnings.simplefilter("ignore")
torch.set_num_threads(1)

TRAJECTORIES = [
    ("SGD", {}),
    ("SGD", dict(lr=0.1, momentum=0.9, dampening=0.1, weight_decay=0.05)),
    ("SGD", dict(lr=0.1, momentum=0.9, nesterov=True, maximize=True)),
    ("SGD", dict(lr=0.1, momentum=0.9, foreach=True)),
    ("SGD", dict(lr=0.1, momentum=0.9, fused=True)),
    ("Adam", {}),
    ("Adam", dict(lr=0.02, amsgrad=True, weight_decay=0.1, maximize=True)),
    ("Adam", dict(lr=0.02, betas=(0.8, 0.99), foreach=True)),
    ("Adam", dict(lr=0.02, amsgrad=True, fused=True)),
    ("AdamW", dict(lr=0.02)),
    ("AdamW", dict(lr=0.02, foreach=True)),
    ("AdamW", dict(lr=0.02, fused=True)),
    ("Adadelta", dict(weight_decay=0.1)),
    ("Adadelta", dict(foreach=True, maximize=True)),
    ("Adafactor", dict(weight_decay=0.1)),
    ("Adafactor", dict(d=1.5, foreach=True)),
    ("Adagrad", dict(lr=0.1, lr_decay=0.5, initial_accumulator_value=0.1)),
    ("Adagrad", dict(foreach=True)),
    ("Adagrad", dict(fused=True)),
    ("Adamax", dict(weight_decay=0.1)),
    ("Adamax", dict(foreach=True)),
    ("ASGD", dict(t0=2, lambd=0.1)),
    ("ASGD", dict(t0=2, foreach=True)),
    ("Muon", {}),
    ("Muon", dict(adjust_lr_fn="match_rms_adamw", nesterov=False)),
    ("NAdam", dict(weight_decay=0.1, decoupled_weight_decay=True)),
    ("NAdam", dict(foreach=True)),
    ("RAdam", dict(weight_decay=0.1)),
    ("RAdam", dict(foreach=True)),
    ("RMSprop", dict(centered=True, momentum=0.1, weight_decay=0.1)),
    ("RMSprop", dict(foreach=True)),
    ("Rprop", {}),
    ("Rprop", dict(foreach=True, maximize=True)),
]


def numbers(tensor):
    return " ".join(repr(float(x)) for x in tensor.detach().double().reshape(-1))


def option(value):
    return repr(value).replace(" ", "")


def trajectory(out, name, options):
    generator = torch.Generator().manual_seed(len(name) + len(options))
    shapes = [(3, 4), (2, 2)] if name == "Muon" else [(3, 4), (5,), ()]
    params = [torch.randn(s, generator=generator).requires_grad_() for s in shapes]
    optimizer = getattr(optim, name)(params, **options)
    out.write("\n".join([" ".join([name] + [f"{k}={option(v)}" for k, v in options.items()])]) + "\n")
    for p in params:
        out.write(f"param {','.join(map(str, p.shape)) or '-'} {numbers(p)}\n")
    out.write("text " + repr(optimizer).replace("\n", "\\n") + "\n")
    for _ in range(STEPS):
        for p in params:
            p.grad = torch.randn(p.shape, generator=generator)
            out.write(f"grad {numbers(p.grad)}\n")
        optimizer.step()
        for p in params:
            out.write(f"after {numbers(p)}\n")
    state = optimizer.state_dict()
    out.write("groups " + " ".join(state["param_groups"][0]) + "\n")
    for i, entries in state["state"].items():
        for key, value in entries.items():
            shape = ",".join(map(str, value.shape)) or "-"
            out.write(f"state {i} {key} {shape} {numbers(value)}\n")
    out.write("\n")


SCHEDULES = {
    "lambda": lambda o: sched.LambdaLR(o, lambda e: 1 / (1 + 0.1 * e)),
    "multiplicative": lambda o: sched.MultiplicativeLR(o, lambda e: 0.95),
    "step": lambda o: sched.StepLR(o, 7, 0.3),
    "multistep": lambda o: sched.MultiStepLR(o, [5, 5, 20], 0.7),
    "constant": lambda o: sched.ConstantLR(o, 0.3, 8),
    "linear": lambda o: sched.LinearLR(o, 0.1, 0.9, 12),
    "exponential": lambda o: sched.ExponentialLR(o, 0.93),
    "polynomial": lambda o: sched.PolynomialLR(o, 35, 1.7),
    "cosine": lambda o: sched.CosineAnnealingLR(o, 9, 0.001),
    "restarts": lambda o: sched.CosineAnnealingWarmRestarts(o, 4, 2, 0.001),
    "cyclic": lambda o: sched.CyclicLR(o, 0.01, 0.2, step_size_up=5, mode="exp_range", gamma=0.97),
    "triangular2": lambda o: sched.CyclicLR(o, 0.01, 0.2, step_size_up=4, step_size_down=6, mode="triangular2"),
    "onecycle": lambda o: sched.OneCycleLR(o, 0.5, total_steps=41),
    "onecycle3": lambda o: sched.OneCycleLR(o, 0.5, epochs=41, steps_per_epoch=1, three_phase=True, anneal_strategy="linear"),
    "sequential": lambda o: sched.SequentialLR(
        o, [sched.LinearLR(o, 0.1, total_iters=5), sched.CosineAnnealingLR(o, 30)], [5]),
    "chained": lambda o: sched.ChainedScheduler([sched.ConstantLR(o, 0.1, 3), sched.ExponentialLR(o, 0.9)]),
    "swa": lambda o: optim.swa_utils.SWALR(o, 0.05, 10, "cos"),
    "plateau": lambda o: sched.ReduceLROnPlateau(o, factor=0.5, patience=2, cooldown=1, min_lr=0.001),
}


def metric(step):
    return abs(math.cos(step * 0.7)) + 1 / (step + 1)


def schedule(out, name, make):
    a, b = torch.zeros(2, requires_grad=True), torch.zeros(3, requires_grad=True)
    optimizer = optim.SGD([{"params": [a]}, {"params": [b], "lr": 0.05}], lr=0.1, momentum=0.9)
    scheduler = make(optimizer)
    rows = []
    for step in range(41):
        rows.append([v for g in optimizer.param_groups for v in (float(g["lr"]), float(g["momentum"]))])
        optimizer.step()
        if step < 40:
            scheduler.step(*([metric(step)] if name == "plateau" else []))
    out.write(f"schedule {name}\n")
    out.writelines(" ".join(map(repr, row)) + "\n" for row in rows)
    out.write("keys " + " ".join(scheduler.state_dict()) + "\n\n")


with open(HERE / "trajectories.txt", "w") as out:
    for name, options in TRAJECTORIES:
        trajectory(out, name, options)
with open(HERE / "schedules.txt", "w") as out:
    for name, make in SCHEDULES.items():
        schedule(out, name, make)
    out.write("metrics " + " ".join(repr(metric(step)) for step in range(40)) + "\n")
    bases = [0.9, 0.99, 0.999, 0.96]
    out.write("pow " + " ".join(repr(b**n) for b in bases for n in range(1, 501)) + "\n")
    out.write("cos " + " ".join(repr(math.cos(math.pi * n / 300)) for n in range(601)) + "\n")
