"""Containers: positions, slices, what is added and removed, texts (ContainersTest.java)."""

from collections import OrderedDict

import torch
from programs import error, program
from torch import nn


def five():
    return nn.Sequential(nn.Linear(1, 2), nn.ReLU(), nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1))


@program
def slices_of_a_sequential():
    net = five()
    for part in (net[1:], net[:-1], net[1:3], net[::2], net[::-1], net[-2:], net[3:1], net[4:0:-2], net[:100]):
        print(part)
    print(net[-1], net[0], len(net))
    error(lambda: net[5])
    error(lambda: net[-6])
    part = net[1:]
    part.append(nn.Sigmoid())
    print(part)
    print(list(net[2:].state_dict()))


@program
def changing_a_sequential():
    net = five()
    net[-1] = nn.Linear(3, 7)
    print(net)
    error(lambda: net.__setitem__(5, nn.ReLU()))
    net.insert(0, nn.Flatten())
    net.insert(-1, nn.Dropout())
    net.insert(len(net), nn.Identity())
    print(net)
    error(lambda: net.insert(100, nn.ReLU()))
    error(lambda: net.insert(-100, nn.ReLU()))
    print(net.pop(0), net.pop(-1))
    del net[0]
    del net[1:3]
    print(net)
    print(net.pop(slice(0, 2)))
    print(net, len(net))
    error(lambda: net.pop(3))
    net.extend([nn.ReLU(), nn.Tanh()])
    net += nn.Sequential(nn.Sigmoid())
    print(net)
    print(net + nn.Sequential(nn.ELU()))
    print(nn.Sequential(nn.ReLU()) * 3)
    error(lambda: net * 0)
    error(lambda: net * -1)
    named = nn.Sequential(OrderedDict([("a", nn.ReLU()), ("b", nn.Tanh())]))
    named[1] = nn.ELU()
    named.append(nn.Sigmoid())
    print(named, named.a)
    del named[0]
    print(named)


@program
def a_last_layer_that_returns_no_tensor():
    net = nn.Sequential(nn.Linear(2, 3), nn.LSTM(3, 2))
    out, (h, c) = net(torch.ones(4, 2))
    print(out)
    print(h, c)

    class Halves(nn.Module):
        def forward(self, x):
            return x[:1], x[1:]

    class Join(nn.Module):
        def forward(self, halves):
            return halves[0] + halves[1]

    inner = nn.Sequential(nn.Identity(), Halves())
    a, b = nn.Sequential(nn.ReLU(), inner)(torch.tensor([1.0, 2.0]))
    print(a, b)
    both = nn.Sequential(inner, Join())
    print(both(torch.tensor([1.0, 2.0])))
    inner.register_forward_hook(lambda m, args, out: (out[1], out[0] * 10))
    a, b = inner(torch.tensor([1.0, 2.0]))
    print(a, b)
    print(both(torch.tensor([1.0, 2.0])))
    print(nn.Sequential(Join())((torch.ones(1), torch.ones(1))))
    print(nn.Sequential()(torch.ones(1)))


@program
def an_empty_place():
    net = nn.Sequential(nn.ReLU(), None)
    print(net, len(net))
    modules = nn.ModuleList([nn.ReLU(), None, None])
    print(modules, len(modules))


@program
def module_lists():
    modules = nn.ModuleList([nn.Linear(1, 1), nn.Linear(1, 1), nn.Sequential(nn.ReLU()), nn.Sequential(nn.ReLU())])
    print(modules)
    print(modules[1:], modules[::-1], modules[-1], modules[:-1:2])
    error(lambda: modules[4])
    error(lambda: modules[-5])
    modules[-1] = nn.Tanh()
    modules.insert(1, nn.ELU())
    modules.append(nn.Sigmoid())
    modules.extend([nn.Identity()])
    modules += [nn.Flatten()]
    print(modules)
    print(modules.pop(1), modules.pop(-1))
    del modules[0]
    del modules[2:]
    print(modules, modules + [nn.ReLU()])
    print(modules.pop(slice(0, 1)), modules, len(modules), nn.ModuleList())


@program
def module_dicts():
    modules = nn.ModuleDict({"b": nn.Linear(1, 1), "a": nn.ReLU()})
    modules["c"] = nn.Tanh()
    modules.update({"b": nn.ELU(), "d": nn.Sigmoid()})
    modules.update(OrderedDict([("z", nn.Identity()), ("e", nn.Identity())]))
    print(modules)
    print(list(modules), len(modules), "a" in modules, "x" in modules, list(modules.values())[1])
    print(modules.pop("a"), list(modules.keys()))
    error(lambda: modules.pop("a"))
    error(lambda: modules["a"])
    error(lambda: modules.update({"x.y": nn.ReLU()}))
    del modules["b"]
    print(modules)
    modules.clear()
    print(modules, len(modules))


@program
def parameter_lists():
    parameters = nn.ParameterList([torch.ones(2), nn.Parameter(torch.zeros(1, 3)), torch.ones(2, dtype=torch.float64)])
    print(parameters)
    print(parameters[1:], parameters[::-1], parameters[-1])
    error(lambda: parameters[3])
    error(lambda: parameters[-4])
    parameters[-1] = torch.full((1,), 5.0)
    parameters.append(torch.ones(1))
    parameters.extend([torch.ones(1), torch.ones(2)])
    parameters += [torch.ones(3)]
    print(parameters, len(parameters), list(parameters.state_dict()))


@program
def parameter_dicts():
    parameters = nn.ParameterDict({"b": torch.ones(2), "a": torch.zeros(1)})
    print(parameters)
    parameters["c"] = torch.ones(1)
    parameters.update(OrderedDict([("z", torch.ones(1)), ("e", torch.ones(2))]))
    parameters.update({"y": torch.ones(1), "x": torch.ones(1)})
    print(list(parameters), len(parameters), "z" in parameters)
    print(parameters.setdefault("a", torch.ones(5)), parameters.setdefault("s", torch.ones(1)))
    print(parameters.setdefault("none"), parameters.get("nothing"))
    print(parameters.pop("b"), list(parameters.keys()))
    print(list(parameters.popitem())[0], list(parameters.popitem())[0])
    other = nn.ParameterDict({"a": torch.full((1,), 7.0), "n": torch.ones(1)})
    both = parameters | other
    print(list(both), both["a"], [p.shape for p in both.values()])
    print(parameters.fromkeys(["k", "j"], torch.zeros(2)))
    print(list(parameters.copy()), list(reversed(parameters)))
    error(lambda: parameters["b"])
    error(lambda: parameters.pop("b"))
    del parameters["c"]
    print(list(parameters.state_dict()))
    parameters.clear()
    print(parameters, len(parameters))
