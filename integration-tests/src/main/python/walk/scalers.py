"""GradScaler (ScalersTest.java)."""

import math

import torch
import torch.nn.functional as F
from cautions import caution
from programs import error, program
from torch import nn
from torch.amp import GradScaler


def leaf(*values, dtype=torch.float32):
    return torch.tensor(values, dtype=dtype).requires_grad_()


@program
def a_scaler():
    s = GradScaler("cpu")
    print(s.get_scale(), s.get_growth_factor(), s.get_backoff_factor(), s.get_growth_interval(), s.is_enabled())
    print(s.state_dict())
    s = GradScaler("cpu", init_scale=4.0, growth_factor=3.0, backoff_factor=0.25, growth_interval=7)
    print(s.state_dict())
    s.set_growth_factor(0.5)
    s.set_backoff_factor(2.0)
    s.set_growth_interval(-1)
    print(s.state_dict())
    error(lambda: GradScaler("cpu", growth_factor=1.0))
    error(lambda: GradScaler("cpu", backoff_factor=1.0))
    error(lambda: GradScaler("cpu", growth_factor=1.0, backoff_factor=1.0))
    error(lambda: GradScaler("cpu", growth_factor=1.0, enabled=False))
    if not torch.cuda.is_available():
        caution(lambda: print(GradScaler().is_enabled(), GradScaler("cuda", enabled=False).is_enabled()))


@program
def what_is_scaled():
    s = GradScaler("cpu", init_scale=4.0)
    print(s.scale(torch.ones(2, requires_grad=True)))
    print(s.scale([torch.ones(1), torch.ones(2)]))
    print(s.scale([torch.ones(1), [torch.ones(2), (torch.ones(1), torch.ones(()))]]))
    print(s.scale(()), s.scale([]))
    for dtype in (torch.float16, torch.bfloat16, torch.float64, torch.int64, torch.complex64, torch.bool):
        print(s.scale(torch.ones(1, dtype=dtype)), s.scale(torch.ones((), dtype=dtype)))
    for wrong in (5, "a", [1], [torch.ones(1), None], None):
        if not isinstance(wrong, str):
            error(lambda: s.scale(wrong))
    error(lambda: GradScaler("cpu", init_scale=1e40).scale(torch.ones(1)))
    print(GradScaler("cpu", init_scale=0.1).scale(torch.ones(1)))
    s = GradScaler("cpu", init_scale=0.1)
    print(s.get_scale())
    s.scale(torch.ones(1))
    print(s.get_scale())


def descent(*params, **options):
    return torch.optim.SGD(params, lr=1.0, **options)


@program
def the_wrong_order():
    p = leaf(1.0, 2.0)
    o = descent(p)
    s = GradScaler("cpu")
    for action in (lambda: s.unscale_(o), lambda: s.step(o), lambda: s.update(), lambda: s.update(2.0)):
        error(action)
    s.scale(p.sum())
    error(lambda: s.update())
    error(lambda: s.step(o))
    error(lambda: s.step(o))
    error(lambda: s.unscale_(o))
    error(lambda: s.update())
    s.update(8.0)
    s.scale(p.sum()).backward()
    s.unscale_(o)
    print(p.grad)
    error(lambda: s.unscale_(o))
    s.step(o)
    error(lambda: s.unscale_(o))
    error(lambda: s.step(o))
    s.update()
    print(p, s.state_dict())
    error(lambda: s.step(o, closure=lambda: p.sum()))
    error(lambda: s.load_state_dict({}))


@program
def gradients_that_are_refused():
    s = GradScaler("cpu", init_scale=4.0)
    s.scale(torch.ones(1))
    half = leaf(1.0, dtype=torch.float16)
    half.grad = torch.ones_like(half)
    o = descent(half)
    error(lambda: s.step(o))
    error(lambda: s.unscale_(o))
    error(lambda: s.update())
    z = torch.ones(1, dtype=torch.complex64, requires_grad=True)
    z.grad = torch.ones_like(z)
    o = descent(z)
    error(lambda: s.step(o))
    for dtype in (torch.float64, torch.bfloat16):
        p = leaf(1.0, dtype=dtype)
        p.grad = torch.full_like(p, 4)
        o = descent(p)
        s.step(o)
        print(p, p.grad)
        s.update()


@program
def sparse_gradients():
    s = GradScaler("cpu", init_scale=4.0)
    table = torch.arange(6.0).view(3, 2).requires_grad_()
    o = descent(table)
    for indices in ([0, 0, 2], [1]):
        s.scale(F.embedding(torch.tensor(indices), table, sparse=True).sum()).backward()
        s.unscale_(o)
        print(table.grad.is_coalesced(), table.grad.to_dense())
        s.step(o)
        s.update()
        print(table)
        o.zero_grad()
    s.scale(F.embedding(torch.tensor([0, 0]), table, sparse=True).sum() * math.inf).backward()
    s.step(o)
    s.update()
    print(table, s.get_scale())


@program
def updates_by_hand():
    s = GradScaler("cpu")
    s.scale(torch.ones(1))
    for value in (
        8.0, 0.1, -1.0, math.nan, math.inf, torch.tensor(4.0), torch.tensor(3), torch.tensor(0.1, dtype=torch.float64),
        torch.tensor([4.0]), torch.ones(2), torch.ones((), requires_grad=True), torch.ones((), device="meta"), 1e40,
    ):  # fmt: skip
        error(lambda: s.update(value))
        print(s.get_scale())
    mine = torch.tensor(16.0)
    s.update(mine)
    mine.fill_(2)
    print(s.get_scale())


@program
def a_scaler_that_does_nothing():
    s = GradScaler("cpu", enabled=False)
    p = leaf(1.0, 2.0)
    o = descent(p)
    loss = p.sum()
    print(s.scale(loss) is loss, s.get_scale(), s.is_enabled(), s.state_dict())
    print(s.scale([1, "a"]))
    loss.backward()
    s.unscale_(o)
    s.step(o)
    s.step(o)
    print(p)
    s.update()
    s.update(2.0)
    s.update(torch.ones(2))
    s.load_state_dict({})

    def closure():
        o.zero_grad()
        loss = (p * 2).sum()
        loss.backward()
        return loss

    print(s.step(o, closure))
    print(p)


def bits(tensor):
    return tensor.detach().view(torch.int32).flatten().tolist()


def run(optimizers, parameters, scaler, steps, clip=False, show=bits):
    """Steps with gradients that overflow now and then; shows everything at the end."""
    x = torch.linspace(-1, 1, 12).view(4, 3)
    for step in range(steps):
        for optimizer in optimizers:
            optimizer.zero_grad()
        for index, parameter in enumerate(parameters):
            loss = ((x * parameter).sum(1) - index).square().mean()
            if step % 17 == 3 + index:
                loss = loss * math.inf
            if step % 29 == 5:
                loss = loss * math.nan
            scaler.scale(loss).backward()
        if clip:
            for optimizer in optimizers:
                scaler.unscale_(optimizer)
                nn.utils.clip_grad_norm_(optimizer.param_groups[0]["params"], 0.5)
        for optimizer in optimizers:
            scaler.step(optimizer)
        scaler.update()
        if step % 20 == 19:
            print(step, bits(torch.tensor(scaler.get_scale())), scaler.state_dict()["_growth_tracker"])
    for parameter in parameters:
        print(show(parameter))
        for optimizer in optimizers:
            for name, value in optimizer.state[parameter].items():
                print(name, show(value))


def parameters():
    return [leaf(0.5, -1.25, 2.0), leaf(1.0, -2.0, 3.0)]


@program
def two_hundred_steps():
    params = parameters()
    run([torch.optim.SGD(params, lr=0.01, momentum=0.9)], params, GradScaler("cpu", growth_interval=5), 200)
    params = parameters()
    run([torch.optim.Adam(params, lr=0.01)], params, GradScaler("cpu", init_scale=1000.0, growth_interval=3), 200, True)


@program
def factors_that_round():
    params = parameters()
    scaler = GradScaler("cpu", growth_factor=1.5, backoff_factor=0.3, growth_interval=4)
    run([torch.optim.SGD(params, lr=0.01)], params, scaler, 200)


@program
def several_optimizers():
    params = parameters()
    optimizers = [torch.optim.SGD(params[:1], lr=0.01), torch.optim.AdamW(params[1:], lr=0.01)]
    run(optimizers, params, GradScaler("cpu", growth_factor=4.0, backoff_factor=0.25, growth_interval=4), 200, show=torch.Tensor.detach)
    params = parameters()
    optimizers = [torch.optim.SGD(params[:1], lr=0.01), torch.optim.AdamW(params[1:], lr=0.01)]
    run(optimizers, params, GradScaler("cpu", growth_interval=4), 60, True, torch.Tensor.detach)


@program
def fused_optimizers():
    for make in (
        lambda p: torch.optim.SGD(p, lr=0.01, fused=True),
        lambda p: torch.optim.SGD(p, lr=0.01, momentum=0.9, fused=True),
        lambda p: torch.optim.Adam(p, lr=0.01, fused=True),
        lambda p: torch.optim.Adam(p, lr=0.01, amsgrad=True, weight_decay=0.1, fused=True),
        lambda p: torch.optim.AdamW(p, lr=0.01, fused=True),
        lambda p: torch.optim.Adagrad(p, lr=0.01, fused=True),
    ):
        params = parameters()
        run([make(params)], params, GradScaler("cpu", growth_interval=5), 200)
        params = parameters()
        run([make(params)], params, GradScaler("cpu", growth_interval=5), 60, True)


@program
def fused_steps_one_by_one():
    p = leaf(1.0, 2.0)
    o = torch.optim.Adam([p], lr=0.5, fused=True)
    s = GradScaler("cpu", init_scale=4.0)
    s.scale(p.sum()).backward()
    s.step(o)
    error(lambda: s.step(o))
    print(p, p.grad, o.state[p]["step"])
    s.update()
    p.grad = torch.tensor([1.0, math.inf])
    s.step(o)
    s.update()
    print(p, p.grad, o.state[p]["step"], s.get_scale())
    p.grad = None
    s.step(o)
    error(s.update)
    half = leaf(1.0, 2.0, dtype=torch.float16)
    o = torch.optim.SGD([half], lr=0.5, fused=True)
    half.grad = torch.full_like(half, 4)
    s = GradScaler("cpu", init_scale=4.0)
    s.scale(torch.ones(1))
    error(lambda: s.unscale_(o))
    s.step(o)
    print(half, half.grad)
    q = leaf(1.0)
    o = torch.optim.SGD([{"params": [q], "fused": False}], lr=0.5, fused=True)
    q.grad = torch.ones(1)
    error(lambda: s.step(o))
