"""Every optimizer and every scheduler in a run that changes languages. OptimizerRelayTest.java goes on from NAME_first.pth
and writes NAME_second.pth, for each case:

    optimizer_relay.py begin FOLDER   prints the cases' names, writes NAME_first.pth
    optimizer_relay.py end FOLDER     reads NAME_second.pth, goes on, and prints a line for each case: its name, "same" or
                                      what is different, and by how much the run differs from one that never left Python
    optimizer_relay.py epochs         prints, for each scheduler, its case and the rates after step(epoch) for some epochs

Gradients come from operations on single elements, so that they differ in no bit for equal parameters.
"""

import sys
import warnings
from pathlib import Path

import torch
from torch import optim
from torch.optim import lr_scheduler as sched
from torch.optim.swa_utils import SWALR

LEG = 3
EPOCHS = [3, 0, 7, 7, 4]


def optimizers(p):
    """Optimizers of a matrix and a vector, by case."""
    named = [("weight", p[0]), ("bias", p[1])]
    t = torch.tensor
    return {
        "adadelta": lambda: optim.Adadelta(p, lr=0.5, weight_decay=0.01),
        "adafactor": lambda: optim.Adafactor(p, weight_decay=0.01),
        "adagrad": lambda: optim.Adagrad(p, lr_decay=0.1, initial_accumulator_value=0.1),
        "adam": lambda: optim.Adam(p, lr=0.05, amsgrad=True, weight_decay=0.01),
        "adamw": lambda: optim.AdamW(named, weight_decay=0.05),
        "adamax": lambda: optim.Adamax(p, lr=0.05, maximize=True),
        "asgd": lambda: optim.ASGD(p, lr=0.05, t0=4, weight_decay=0.01),
        "lbfgs": lambda: optim.LBFGS(p, lr=0.5, max_iter=4, line_search_fn="strong_wolfe"),
        "lbfgs_plain": lambda: optim.LBFGS(p, lr=0.5, max_iter=3, history_size=2),
        "muon": lambda: optim.Muon(p[:1], lr=0.05),
        "nadam": lambda: optim.NAdam(p, lr=0.05, decoupled_weight_decay=True, weight_decay=0.01),
        "radam": lambda: optim.RAdam(p, lr=0.05, betas=(0.9, 0.9)),
        "rmsprop": lambda: optim.RMSprop(p, lr=0.05, centered=True, momentum=0.5),
        "rprop": lambda: optim.Rprop(p, lr=0.05),
        "sgd": lambda: optim.SGD(named, lr=0.05, momentum=0.9, nesterov=True, weight_decay=0.01),
        "sparse_adam": lambda: optim.SparseAdam(p[:1], lr=0.05),
        "sgd_groups": lambda: optim.SGD(
            [{"params": p[:1], "lr": 0.25, "note": "mine"}, {"params": p[1:]}], lr=0.5, momentum=0.5
        ),
        "adam_tensor_lr": lambda: optim.Adam(p, lr=t(0.125)),
        "adam_tensor_betas": lambda: optim.Adam(p, lr=t(0.125, dtype=torch.float64), betas=(t(0.9), t([0.99]))),
        "asgd_tensor_lr": lambda: optim.ASGD(p, lr=t([0.125]), t0=2),
        "nadam_tensor_lr": lambda: optim.NAdam(p, lr=t(0.125)),
        "radam_tensor_lr": lambda: optim.RAdam(p, lr=t(0.125), betas=(0.9, 0.9)),
        "adafactor_tensor_lr": lambda: optim.Adafactor(p, lr=t(0.125)),
        "sgd_tensor_lr": lambda: optim.SGD(p, lr=t(0.125), momentum=0.9),
        "rmsprop_tensor_lr": lambda: optim.RMSprop(p, lr=t(0.125), foreach=True),
        "adagrad_tensor_lr": lambda: optim.Adagrad(p, lr=t(0.125)),
        "adamax_tensor_lr": lambda: optim.Adamax(p, lr=t(0.125)),
        "adamw_fused": lambda: optim.AdamW(p, lr=0.05, fused=True),
        "adamw_tensor_fused": lambda: optim.AdamW(p, lr=t(0.125), betas=(t(0.9), t(0.99)), fused=True),
        "nadam_foreach": lambda: optim.NAdam(p, lr=t(0.125), foreach=True),
        "radam_foreach": lambda: optim.RAdam(p, lr=t(0.125), foreach=True),
        "asgd_foreach": lambda: optim.ASGD(p, lr=t(0.125), foreach=True, t0=2),
        "adafactor_foreach": lambda: optim.Adafactor(p, lr=t(0.125), foreach=True),
    }


SCHEDULERS = {
    "adadelta": lambda o: sched.LambdaLR(o, lambda epoch: 1 / (1 + epoch)),
    "adafactor": lambda o: sched.MultiplicativeLR(o, lambda epoch: 0.9),
    "adagrad": lambda o: sched.StepLR(o, 2, 0.3),
    "adam": lambda o: sched.MultiStepLR(o, [2, 4, 4, 7], 0.3),
    "adamw": lambda o: sched.OneCycleLR(o, 0.1, total_steps=10),
    "adamax": lambda o: sched.ConstantLR(o, 0.3, 4),
    "asgd": lambda o: sched.LinearLR(o, 0.3, 0.9, 7),
    "lbfgs": lambda o: sched.ExponentialLR(o, 0.9),
    "lbfgs_plain": lambda o: sched.ExponentialLR(o, 0.9),
    "muon": lambda o: sched.SequentialLR(o, [sched.ConstantLR(o, 0.3, 2), sched.ExponentialLR(o, 0.9)], [4]),
    "nadam": lambda o: sched.CosineAnnealingLR(o, 5, 1e-3),
    "radam": lambda o: sched.ChainedScheduler([sched.ConstantLR(o, 0.3, 4), sched.ExponentialLR(o, 0.9)]),
    "rmsprop": lambda o: sched.ReduceLROnPlateau(o, patience=1, factor=0.3),
    "rprop": lambda o: sched.PolynomialLR(o, 8, 2.0),
    "sgd": lambda o: sched.CyclicLR(o, 0.01, 0.1, step_size_up=3, mode="triangular2"),
    "sparse_adam": lambda o: sched.CosineAnnealingWarmRestarts(o, 2, 2),
    "sgd_groups": lambda o: SWALR(o, [0.05, 0.01], 4),
}


class Run:
    def __init__(self, name):
        # Numbers that both languages can make; the start is replaced by what is loaded.
        weight = ((torch.arange(12.0) * 5 % 7 - 3) / 4).reshape(4, 3)
        bias = torch.tensor([0.5, -1.25, 2.0])
        if name.startswith("lbfgs"):
            # Its iterations amplify the rounding of sums: in single precision, Python on other kernels ends elsewhere too.
            weight, bias = weight.double(), bias.double()
        self.targets = [weight.flip(0) * 1.5, bias * 2 - 1]
        self.curvatures = [(torch.arange(12.0) % 5 + 1).reshape(4, 3) / 4, torch.tensor([0.5, 1.0, 2.0])]
        self.name = name
        self.params = [torch.nn.Parameter(weight), torch.nn.Parameter(bias)]
        self.optimizer = optimizers(self.params)[name]()
        # A rate that is a tensor is halved: its product is exact in any precision.
        self.scheduler = SCHEDULERS.get(name, lambda o: sched.ExponentialLR(o, 0.5))(self.optimizer)
        self.done = 0

    def distances(self):
        """To a minimum that moves on, so that no run comes to rest."""
        factor = 1 + 0.5 * self.done
        return [param.detach() - target * factor for param, target in zip(self.params, self.targets)]

    def set_grads(self):
        for param, distance, curvature in zip(self.params, self.distances(), self.curvatures):
            grad = distance * curvature
            if self.name == "sparse_adam":
                grad = torch.sparse_coo_tensor([[0, 2]], grad[[0, 2]], grad.shape)
            param.grad = grad

    def closure(self):
        self.set_grads()
        parts = [(d.square() * curvature).sum() for d, curvature in zip(self.distances(), self.curvatures)]
        return (parts[0] + parts[1]) / 2

    def train(self):
        for _ in range(LEG):
            if self.name.startswith("lbfgs"):
                self.optimizer.step(self.closure)
            else:
                self.set_grads()
                self.optimizer.step()
            if self.name == "rmsprop":
                self.scheduler.step(1.0)
            else:
                self.scheduler.step()
            self.done += 1

    def state(self):
        return {
            "done": self.done,
            "params": [param.detach() for param in self.params],
            "optimizer": self.optimizer.state_dict(),
            "scheduler": self.scheduler.state_dict(),
        }

    def load(self, saved):
        self.done = saved["done"]
        with torch.no_grad():
            for param, value in zip(self.params, saved["params"]):
                param.copy_(value)
        self.optimizer.load_state_dict(saved["optimizer"])
        self.scheduler.load_state_dict(saved["scheduler"])


def form(value):
    """Types, keys in their order and plain values; a tensor's dtype and shape."""
    kind = type(value).__name__
    if isinstance(value, torch.Tensor):
        return f"{kind}({value.dtype}, {list(value.shape)}, {value.requires_grad})"
    if isinstance(value, dict):
        # A loss is a sum, whose last digits are the kernels'.
        items = (f"{key!r}: {type(item).__name__ if key == 'prev_loss' else form(item)}" for key, item in value.items())
        return kind + "{" + ", ".join(items) + "}"
    if isinstance(value, (list, tuple)):
        return kind + "[" + ", ".join(form(item) for item in value) + "]"
    return repr(value)


def difference(a, b):
    """The largest, relative to the largest number of each tensor."""
    if isinstance(a, torch.Tensor):
        scale = b.abs().max().item() or 1.0
        return (a.to(b.dtype) - b).abs().max().item() / scale
    if isinstance(a, dict):
        return max((difference(a[key], b[key]) for key in b), default=0.0)
    if isinstance(a, (list, tuple)):
        return max((difference(x, y) for x, y in zip(a, b)), default=0.0)
    return abs(a - b) / (abs(b) or 1.0) if isinstance(a, float) and a != b else 0.0


def first_difference(a, b):
    at = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
    start = max(0, at - 60)
    return f"{a[start : at + 60]!r} where Python has {b[start : at + 60]!r}"


def begin(folder):
    for name in optimizers([None, None]):
        run = Run(name)
        run.train()
        torch.save(run.state(), folder / f"{name}_first.pth")
        print(name)


def end(folder):
    for name in optimizers([None, None]):
        alone = Run(name)
        alone.train()
        alone.train()
        second = torch.load(folder / f"{name}_second.pth", weights_only=True)
        mine, theirs = form(alone.state()), form(second)
        complaint = "same" if mine == theirs else first_difference(theirs, mine)
        run = Run(name)
        run.load(second)
        run.train()
        alone.train()
        print(f"{name}\t{complaint}\t{difference(run.state(), alone.state())!r}")


def epochs():
    for name in SCHEDULERS:
        if name in ("muon", "radam"):
            continue  # those of others take no epoch
        run = Run(name)
        run.optimizer.step(run.closure)
        rates = []
        for epoch in EPOCHS:
            run.scheduler.step(*([1.0] if name == "rmsprop" else []), epoch)
            rates += [float(group["lr"]) for group in run.optimizer.param_groups]
        print(name, *map(repr, rates))


def main():
    torch.set_num_threads(1)
    warnings.simplefilter("ignore")
    {"begin": begin, "end": end, "epochs": epochs}[sys.argv[1]](*map(Path, sys.argv[2:]))


if __name__ == "__main__":
    main()
