"""What a module is made of: registration, traversal, conversion, copies, text (PartsTest.java)."""

import copy

import torch
from programs import error, program
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.width = 3
        self.conv = nn.Conv2d(1, 2, 3)
        self.bn = nn.BatchNorm2d(2)
        self.w = nn.Parameter(torch.ones(2))
        self.b = nn.Buffer(torch.zeros(2))


@program
def names_that_cannot_be():
    net = Net()
    for name in ("", "a.b", "width", "w", "b"):
        error(lambda: net.add_module(name, nn.ReLU()))
    for name in ("", "a.b", "width", "conv", "b"):
        error(lambda: net.register_parameter(name, None))
    for name in ("", "a.b", "width", "conv", "w"):
        error(lambda: net.register_buffer(name, None))
    error(lambda: delattr(net, "nothing"))


@program
def empty_places():
    net = nn.Module()
    net.register_parameter("p", None)
    net.register_buffer("b", None)
    net.add_module("m", None)
    print(net)
    print(list(net.state_dict()), list(net.named_parameters()), list(net.named_buffers()), list(net.named_children()))
    error(lambda: net.get_submodule("m"))
    error(lambda: net.get_parameter("p"))
    net.register_parameter("p", nn.Parameter(torch.ones(1)))
    net.register_buffer("b", torch.ones(1))
    net.add_module("m", nn.Linear(1, 1))
    print(net)
    print(list(net.state_dict()))
    del net.p
    del net.m
    print(net, list(net.state_dict()))


@program
def walking_with_duplicates():
    shared = nn.Linear(2, 2)
    net = nn.Sequential(shared, nn.Sequential(shared, nn.BatchNorm1d(2)), shared)
    print([name for name, _ in net.named_modules()])
    print([name for name, _ in net.named_modules(prefix="net", remove_duplicate=False)])
    print(len(list(net.modules())), len(list(net.modules(remove_duplicate=False))))
    print([name for name, _ in net.named_parameters()])
    print([name for name, _ in net.named_parameters(prefix="x", remove_duplicate=False)])
    print([name for name, _ in net.named_parameters(recurse=False)], len(list(net[1].parameters(recurse=False))))
    print([name for name, _ in net.named_buffers(prefix="y")])
    print([name for name, _ in net[1].named_buffers(recurse=False)], len(list(net.buffers())))
    print([name for name, _ in net.named_children()], len(list(net.children())))
    print(list(net.state_dict()))


@program
def paths():
    net = Net()
    print(net.get_submodule("").__class__.__name__, net.get_submodule("conv"))
    for target in ("nothing", "conv.nothing", "w", "width", "conv.weight.x", ".conv"):
        error(lambda: net.get_submodule(target))
    for target in ("nothing", "conv", "width", "b", "bn.running_mean", "x.w"):
        error(lambda: net.get_parameter(target))
    for target in ("nothing", "conv", "width", "w", "bn.weight"):
        error(lambda: net.get_buffer(target))
    print(net.get_parameter("conv.weight").shape, net.get_buffer("bn.running_mean").shape)
    net.set_submodule("conv", nn.ReLU())
    net.set_submodule("act", nn.Tanh())
    print(net)
    error(lambda: net.set_submodule("", nn.ReLU()))
    error(lambda: net.set_submodule("new", nn.ReLU(), strict=True))
    error(lambda: net.set_submodule("w", nn.ReLU()))
    error(lambda: net.set_submodule("width", nn.ReLU(), strict=True))
    error(lambda: net.set_submodule("x.y", nn.ReLU()))
    error(lambda: net.set_submodule("conv", None))


@program
def blank_lines_in_a_text():
    class Note(nn.Module):
        def extra_repr(self):
            return "first\n\n   \nlast"

    print(str(nn.Sequential(Note(), nn.ReLU())).split("\n"))
    print(str(nn.ModuleList([Note(), Note(), nn.ReLU()])).split("\n"))


@program
def conversions():
    net = Net()
    net.register_buffer("counts", torch.arange(3))
    net.register_buffer("phase", torch.zeros(2, dtype=torch.complex64))

    def types():
        print([str(t.dtype) for t in (net.w, net.b, net.counts, net.phase, net.bn.num_batches_tracked)])

    types()
    net.double()
    types()
    net.half()
    types()
    net.bfloat16()
    types()
    net.to(torch.float64)
    types()
    net.float()
    types()
    net.to(torch.ones(1, dtype=torch.float64))
    types()
    error(lambda: net.to(torch.int64))
    net.to(memory_format=torch.channels_last)
    print(net.conv.weight.stride(), net.bn.weight.stride())
    net.to("cpu", torch.float32, memory_format=torch.contiguous_format)
    print(net.conv.weight.stride(), net.conv.weight.dtype == torch.float32)
    (net.w * 2).sum().backward()
    net.double()
    print(net.w.grad)
    net.to("meta")
    print(net.w.device.type, net.b.device.type)
    error(lambda: net.to("cpu"))
    net.to_empty(device="cpu", recurse=False)
    print(net.w.device.type, net.b.device.type, net.conv.weight.device.type)
    net.to_empty(device="cpu")
    print(net.conv.weight.device.type, net.w.requires_grad)
    net.type(torch.float64)
    print(str(net.counts.dtype), str(net.conv.bias.dtype))


@program
def freezing_and_gradients():
    net = nn.Linear(2, 1)
    net.requires_grad_(False)
    print(net.weight.requires_grad)
    net.requires_grad_()
    print(net.weight.requires_grad)
    net(torch.ones(1, 2)).sum().backward()
    print(net.weight.grad, net.bias.grad)
    net.zero_grad(set_to_none=False)
    print(net.weight.grad, net.bias.grad)
    net.zero_grad()
    print(net.weight.grad is None)


@program
def copies():
    class Holder(nn.Module):
        def __init__(self):
            super().__init__()
            self.plain = torch.ones(2)
            self.layers = [nn.Linear(1, 1, bias=False), nn.ReLU()]
            self.by_name = {"first": self.layers[0], "plain": self.plain}
            self.array = [self.plain]
            self.shared = nn.Linear(1, 1)
            self.again = self.shared
            self.text = "note"

    a = Holder()
    a.register_forward_hook(lambda *args: None)
    b = copy.deepcopy(a)
    b.plain.add_(1)
    b.layers[0].weight.data.fill_(7)
    b.shared.weight.data.fill_(5)
    print(a.plain, b.plain, b.array[0], b.by_name["plain"])
    print(b.layers[0].weight, b.layers[0] is b.by_name["first"], b.layers[0] is a.layers[0])
    print(b.shared is b.again, b.shared is a.shared, b.again.weight, b.text)
    b.layers.append(nn.Tanh())
    print(len(a.layers), len(b.layers), [name for name, _ in b.named_modules()])

    a.plain = a.shared(torch.ones(1, 1))
    error(lambda: copy.deepcopy(a))


@program
def order_of_apply():
    net = nn.Sequential(nn.Linear(1, 1), nn.Sequential(nn.ReLU(), nn.Tanh()))
    seen = []
    net.apply(lambda m: seen.append(type(m).__name__))
    print(seen)
    net.eval()
    print([m.training for m in net.modules()])
    net[1].train()
    print([m.training for m in net.modules()])
