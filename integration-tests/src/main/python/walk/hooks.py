"""Hooks around calls, gradients and state dicts: their order, what they may replace, what goes wrong (HooksTest.java)."""

import torch
from programs import error, program
from torch import nn
from torch.nn.modules import module as every


class Doubling(nn.Module):
    def forward(self, x):
        return x * 2


@program
def order():
    net = Doubling()
    handles = [
        net.register_forward_pre_hook(lambda m, args: print("pre 1")),
        net.register_forward_pre_hook(lambda m, args: print("pre 2"), prepend=True),
        every.register_module_forward_pre_hook(lambda m, args: print("every pre")),
        net.register_forward_hook(lambda m, args, out: print("post 1", out)),
        net.register_forward_hook(lambda m, args, out: print("post 2", args[0]), prepend=True),
        every.register_module_forward_hook(lambda m, args, out: print("every post")),
    ]
    print(net(torch.ones(1)))
    handles[1].remove()
    handles[3].remove()
    handles[3].remove()
    print(net(torch.ones(1)))
    for handle in handles:
        handle.remove()
    print(net(torch.ones(1)))


@program
def removed_while_they_run():
    net = Doubling()
    handles = {}

    def first(m, args):
        print("first")
        handles["first"].remove()
        handles["second"].remove()
        net.register_forward_pre_hook(lambda m, args: print("third"))

    handles["first"] = net.register_forward_pre_hook(first)
    handles["second"] = net.register_forward_pre_hook(lambda m, args: print("second"))
    net(torch.ones(1))
    print("again")
    net(torch.ones(1))


@program
def replacing():
    net = Doubling()
    net.register_forward_pre_hook(lambda m, args: args[0] + 1)
    net.register_forward_pre_hook(lambda m, args: (args[0] * 10,))
    net.register_forward_hook(lambda m, args, out: out + args[0])
    net.register_forward_hook(lambda m, args, out: None)
    print(net(torch.ones(1)))


@program
def by_name():
    class Scaled(nn.Module):
        def forward(self, x, factor=1.0):
            return x * factor

    net = Scaled()
    net.register_forward_pre_hook(lambda m, args, kwargs: print(len(args), kwargs), with_kwargs=True)
    net.register_forward_pre_hook(lambda m, args, kwargs: (args, {"factor": kwargs["factor"] + 1}), with_kwargs=True)
    net.register_forward_hook(lambda m, args, kwargs, out: print(kwargs, out), with_kwargs=True)
    net.register_forward_hook(lambda m, args, kwargs, out: out + kwargs["factor"], with_kwargs=True)
    handle = every.register_module_forward_hook(lambda m, args, kwargs, out: print("every", kwargs), with_kwargs=True)
    print(net(torch.ones(1), factor=2.0))
    handle.remove()


@program
def always_called():
    class Failing(nn.Module):
        def forward(self, x):
            raise RuntimeError("forward fails")

    net = Failing()

    def failing(m, args, out):
        print("fails with", out)
        raise RuntimeError("hook fails")

    def telling(m, args, out):
        print("second", out)
        return "told"

    net.register_forward_hook(lambda m, args, out: print("only after success"))
    net.register_forward_hook(failing, always_call=True)
    net.register_forward_hook(telling, always_call=True)
    net.register_forward_hook(lambda m, args, out: print("third", out), always_call=True)
    handle = every.register_module_forward_hook(lambda m, args, out: print("every", out), always_call=True)
    error(lambda: net(torch.ones(1)))
    handle.remove()

    fine = Doubling()

    def breaking(m, args, out):
        raise RuntimeError("a hook fails")

    fine.register_forward_hook(lambda m, args, out: print("before", out), always_call=True)
    fine.register_forward_hook(breaking)
    fine.register_forward_hook(lambda m, args, out: print("after", out), always_call=True)
    error(lambda: fine(torch.ones(1)))


@program
def gradients():
    net = nn.Linear(2, 1, bias=False)
    net.weight.data.fill_(3)
    handles = [
        net.register_full_backward_hook(lambda m, gin, gout: print("after 1", gin[0], gout[0])),
        net.register_full_backward_hook(lambda m, gin, gout: print("after 2"), prepend=True),
        net.register_full_backward_pre_hook(lambda m, gout: print("before 1", gout[0])),
        net.register_full_backward_pre_hook(lambda m, gout: print("before 2"), prepend=True),
        every.register_module_full_backward_hook(lambda m, gin, gout: print("every after")),
        every.register_module_full_backward_pre_hook(lambda m, gout: print("every before")),
    ]
    x = torch.ones(1, 2, requires_grad=True)
    net(x).sum().backward()
    print(x.grad, net.weight.grad)
    for handle in handles:
        handle.remove()

    x.grad = None
    net.zero_grad()
    handles = [
        net.register_full_backward_pre_hook(lambda m, gout: (gout[0] * 2,)),
        net.register_full_backward_hook(lambda m, gin, gout: (gin[0] + gout[0],)),
        every.register_module_full_backward_pre_hook(lambda m, gout: (gout[0] + 1,)),
        every.register_module_full_backward_hook(lambda m, gin, gout: (gin[0] * 100,)),
    ]
    net(x).sum().backward()
    print(x.grad, net.weight.grad)
    for handle in handles:
        handle.remove()


@program
def gradients_that_do_not_fit():
    net = nn.Linear(2, 1)
    x = torch.ones(1, 2, requires_grad=True)
    handle = net.register_full_backward_hook(lambda m, gin, gout: (gin[0], gin[0]))
    error(lambda: net(x).sum().backward())
    handle.remove()
    handle = net.register_full_backward_pre_hook(lambda m, gout: ())
    error(lambda: net(x).sum().backward())
    handle.remove()
    net.register_full_backward_hook(lambda m, gin, gout: print(gin, gout[0]))
    net(torch.ones(1, 2)).sum().backward()
    net.register_full_backward_hook(lambda m, gin, gout: (gout[0],))
    error(lambda: net(torch.ones(1, 2)).sum().backward())


@program
def several_inputs_and_outputs():
    class Pair(nn.Module):
        def forward(self, a, b):
            return a * 2, b * 3

    net = Pair()
    a = torch.ones(1, requires_grad=True)
    b = torch.ones(1)
    net.register_full_backward_hook(lambda m, gin, gout: print(gin[0], gin[1], gout[0], gout[1]))
    first, second = net(a, b)
    first.sum().backward()
    first, second = net(a, b.requires_grad_())
    (first + second).sum().backward()
    print(a.grad, b.grad)
    with torch.no_grad():
        print(net(a, b)[0])


@program
def saving():
    net = nn.Sequential(nn.Linear(1, 1), nn.BatchNorm1d(1))
    net.register_state_dict_pre_hook(lambda m, prefix, keep_vars: print("pre", repr(prefix), keep_vars))
    net[0].register_state_dict_pre_hook(lambda m, prefix, keep_vars: print("pre", repr(prefix), keep_vars))

    def post(m, state_dict, prefix, local_metadata):
        print("post", repr(prefix), list(state_dict), local_metadata)
        state_dict[prefix + "more"] = torch.ones(1)
        local_metadata["note"] = 5

    net[0].register_state_dict_post_hook(post)
    saved = net.state_dict(prefix="net.", keep_vars=True)
    print(list(saved), {key: dict(value) for key, value in saved._metadata.items()})
    print(saved["net.0.weight"] is net[0].weight)


@program
def loading():
    net = nn.Sequential(nn.Linear(1, 1), nn.Sequential(nn.Linear(1, 1), nn.Linear(1, 1)))
    saved = net.state_dict()

    def outer(m, state_dict, prefix, local_metadata, strict, missing, unexpected, errors):
        print("outer", repr(prefix), list(state_dict), strict)
        state_dict["1.1.weight"] = torch.full((1, 1), 9.0)

    def inner(m, state_dict, prefix, local_metadata, strict, missing, unexpected, errors):
        print("inner", repr(prefix), list(state_dict), local_metadata)
        del state_dict["1.0.bias"]
        state_dict["1.0.extra"] = torch.ones(1)
        state_dict["0.extra"] = torch.ones(1)
        errors.append("an error of its own")

    def after(m, keys):
        print("after", keys.missing_keys, keys.unexpected_keys)
        keys.missing_keys.clear()

    net.register_load_state_dict_pre_hook(outer)
    net[1][0].register_load_state_dict_pre_hook(inner)
    net[1].register_load_state_dict_post_hook(after)
    error(lambda: net.load_state_dict(saved))
    print(net[1][1].weight, len(saved))
