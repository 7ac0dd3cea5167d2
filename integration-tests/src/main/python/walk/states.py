"""State dicts: what is saved, what does not fit, what is understood of old ones (StatesTest.java)."""

import torch
from programs import error, program
from torch import nn


@program
def all_that_does_not_fit():
    net = nn.Sequential(nn.Linear(2, 3), nn.Sequential(nn.BatchNorm1d(3), nn.Linear(3, 1)))
    saved = net.state_dict()
    saved["0.weight"] = torch.ones(3, 3)
    saved["1.1.bias"] = torch.ones(2)
    saved["1.x.y"] = torch.ones(1)
    saved["other"] = torch.ones(1)
    del saved["1.0.running_mean"]
    del saved["0.bias"]
    error(lambda: net.load_state_dict(saved))
    error(lambda: net.load_state_dict(saved, strict=False))
    del saved["0.weight"]
    del saved["1.1.bias"]
    keys = net.load_state_dict(saved, strict=False)
    print(keys)
    print(keys.missing_keys, keys.unexpected_keys)
    print(net.load_state_dict(net.state_dict()))


@program
def values_that_are_no_tensors():
    net = nn.Linear(1, 1)
    for value in (None, 5, 0.5, True, "text", [1.0]):
        saved = dict(net.state_dict())
        saved["bias"] = value
        error(lambda: net.load_state_dict(saved))


@program
def numbers_of_old_files():
    net = nn.Module()
    net.w = nn.Parameter(torch.tensor(1.0))
    net.load_state_dict({"w": torch.tensor([5.0])})
    print(net.w)
    error(lambda: net.load_state_dict({"w": torch.ones(2)}))


@program
def assigning():
    net = nn.Sequential(nn.Linear(1, 1), nn.BatchNorm1d(1))
    net[0].weight.requires_grad_(False)
    saved = {name: value.double() for name, value in net.state_dict().items()}
    print(net.load_state_dict(saved, assign=True))
    print(str(net[0].weight.dtype), net[0].weight.requires_grad, net[0].bias.requires_grad)
    print(str(net[1].running_mean.dtype), str(net[1].num_batches_tracked.dtype), type(net[0].bias).__name__)
    net.to("meta")
    net.load_state_dict({name: value.float() for name, value in saved.items()}, assign=True)
    print(net[0].bias.device.type, str(net[0].bias.dtype), net[0].bias.requires_grad)
    saved["0.weight"] = torch.ones(2, 2)
    error(lambda: net.load_state_dict(saved, assign=True))


@program
def extra_state():
    class Counting(nn.Module):
        def __init__(self):
            super().__init__()
            self.w = nn.Parameter(torch.ones(1))
            self.inner = nn.Linear(1, 1)
            self.count = 3

        def get_extra_state(self):
            return {"count": self.count}

        def set_extra_state(self, state):
            self.count = state["count"]

    net = nn.Sequential(Counting())
    saved = net.state_dict()
    print(list(saved), saved["0._extra_state"])
    saved["0._extra_state"] = {"count": 8}
    print(net.load_state_dict(saved), net[0].count)
    del saved["0._extra_state"]
    error(lambda: net.load_state_dict(saved))
    saved = nn.Linear(1, 1).state_dict()
    saved["_extra_state"] = 5
    error(lambda: nn.Linear(1, 1).load_state_dict(saved))


@program
def versions():
    net = nn.Sequential(nn.BatchNorm1d(2), nn.InstanceNorm1d(2), nn.Linear(1, 1))
    saved = net.state_dict(prefix="p.")
    print(list(saved), {key: dict(value) for key, value in saved._metadata.items()})

    bn = nn.BatchNorm1d(2)
    bn.num_batches_tracked.fill_(4)
    old = dict(bn.state_dict())
    del old["num_batches_tracked"]
    print(bn.load_state_dict(old), bn.num_batches_tracked)
    saved = bn.state_dict()
    del saved["num_batches_tracked"]
    error(lambda: bn.load_state_dict(saved))

    norm = nn.InstanceNorm1d(2)
    old = {"running_mean": torch.zeros(2), "running_var": torch.ones(2)}
    error(lambda: norm.load_state_dict(old))


@program
def destinations():
    net = nn.Linear(1, 1)
    saved = net.state_dict(prefix="a.")
    print(net.state_dict(destination=saved, prefix="b.", keep_vars=True) is saved)
    print(list(saved), [value.requires_grad for value in saved.values()], list(saved._metadata))
    saved["a.weight"].fill_(5)
    print(net.weight)


@program
def functional_calls():
    net = nn.Sequential(nn.Linear(1, 1), nn.BatchNorm1d(1))
    x = torch.tensor([[1.0], [2.0]])
    changed = {"0.weight": torch.full((1, 1), 2.0), "0.bias": torch.zeros(1)}
    before = net[0].weight.clone()
    print(torch.func.functional_call(net, changed, (x,)))
    print(torch.equal(before, net[0].weight), net[1].num_batches_tracked)
    error(lambda: torch.func.functional_call(net, {"nothing": x}, (x,), strict=True))
    error(lambda: torch.func.functional_call(net, changed, (x,), strict=True))
    w = torch.full((1, 1), 3.0, requires_grad=True)
    torch.func.functional_call(net[0], {"weight": w}, (x,)).sum().backward()
    print(w.grad, net[0].weight.grad is None, net[0].bias.grad)
