"""An optimizer that a user wrote, in a run that changes languages; OwnOptimizerTest.java has the same class.

    own_optimizer.py begin FOLDER   three steps; writes first.pth, prints the optimizer, and what hooks made of a closure
    own_optimizer.py end FOLDER     reads second.pth, makes three more steps; prints "same" or what is different in the state
                                    dict, and by how much the parameters differ from a run that never left Python
"""

import sys
from pathlib import Path

import torch


class Lion(torch.optim.Optimizer):
    def __init__(self, params, lr=1e-4, betas=(0.9, 0.99), weight_decay=0.0):
        if not lr >= 0:
            raise ValueError(f"Invalid learning rate: {lr}")
        super().__init__(params, {"lr": lr, "betas": betas, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self, closure=None):
        loss = None
        if closure is not None:
            with torch.enable_grad():
                loss = closure()
        for group in self.param_groups:
            beta1, beta2 = group["betas"]
            for p in group["params"]:
                if p.grad is None:
                    continue
                state = self.state[p]
                if len(state) == 0:
                    state["step"] = 0
                    state["exp_avg"] = torch.zeros_like(p)
                state["step"] += 1
                average = state["exp_avg"]
                p.mul_(1 - group["lr"] * group["weight_decay"])
                p.add_(average.mul(beta1).add(p.grad, alpha=1 - beta1).sign_(), alpha=-group["lr"])
                average.lerp_(p.grad, 1 - beta2)
        return loss


def make():
    params = [torch.tensor([[0.5, -1.25], [2.0, 0.75]], requires_grad=True), torch.tensor([0.25, -1.0], requires_grad=True)]
    groups = [{"params": [("weight", params[0])]}, {"params": [("bias", params[1])], "lr": 0.25, "note": "mine"}]
    return params, Lion(groups, lr=0.05, weight_decay=0.01)


def train(params, optimizer, first, steps):
    for step in range(first, first + steps):
        for i, p in enumerate(params):
            p.grad = p.detach() - (0.5 + 0.25 * step - i)
        optimizer.step()


def hooks():
    """A hook before the step that puts another closure in the place of the one that was given."""
    params, optimizer = make()
    optimizer.register_step_pre_hook(lambda o, args, kwargs: ((o, lambda: 2 * args[1]()), {}))
    optimizer.register_step_pre_hook(lambda o, args, kwargs: ((o, lambda: 1 + args[1]()), {}))
    return optimizer.step(lambda: 10.0)


def difference(a, b, path="state dict"):
    if type(a) is not type(b):
        return f"{path}: {type(a)} and {type(b)}"
    if isinstance(a, dict):
        if list(a) != list(b):
            return f"{path}: {list(a)} and {list(b)}"
        return next((d for k in a if (d := difference(a[k], b[k], f"{path}.{k}"))), None)
    if isinstance(a, (list, tuple)):
        if len(a) != len(b):
            return f"{path}: {len(a)} and {len(b)}"
        return next((d for i in range(len(a)) if (d := difference(a[i], b[i], f"{path}.{i}"))), None)
    if isinstance(a, torch.Tensor):
        return None if a.shape == b.shape and a.dtype == b.dtype else f"{path}: {a} and {b}"
    return None if a == b else f"{path}: {a} and {b}"


def main(mode, folder):
    params, optimizer = make()
    if mode == "begin":
        train(params, optimizer, 0, 3)
        run = {"params": [p.detach() for p in params], "optimizer": optimizer.state_dict()}
        torch.save(run, folder / "first.pth")
        print(hooks())
        print(optimizer)
        return
    whole, reference = make()
    train(whole, reference, 0, 6)
    saved = torch.load(folder / "second.pth", weights_only=True)
    found = difference(reference.state_dict(), saved["optimizer"])
    with torch.no_grad():
        for p, value in zip(params, saved["params"]):
            p.copy_(value)
    optimizer.load_state_dict(saved["optimizer"])
    train(params, optimizer, 6, 3)
    train(whole, reference, 6, 3)
    print(found or "same")
    print(max((a - b).abs().max().item() for a, b in zip(params, whole)))


main(sys.argv[1], Path(sys.argv[2]))
