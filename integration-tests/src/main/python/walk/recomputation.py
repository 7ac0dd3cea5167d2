"""Activation checkpointing: both ways, their options and what they refuse (RecomputationTest.java)."""

import contextlib

import torch
from programs import program
from torch.autograd import grad
from torch.utils.checkpoint import checkpoint, checkpoint_sequential

w = torch.tensor([2.0, 3.0], requires_grad=True)


def error(action):
    try:
        action()
        print("no error")
    except Exception as e:
        print(str(e).partition(".\n\nTip")[0].rstrip("."))


def leaf():
    w.grad = None
    return torch.tensor([1.0, 0.5], requires_grad=True)


def part(x):
    return (x * w).exp()


@program
def gradients():
    for reentrant in (True, False):
        x = leaf()
        y = checkpoint(part, x, use_reentrant=reentrant)
        print(y if reentrant else y.detach())  # without reentry, Python records the operations themselves
        y.sum().backward()
        print(x.grad, w.grad)
        error(lambda: y.sum().backward())
        y = checkpoint(part, x, use_reentrant=reentrant)
        error(lambda: grad(y.sum(), [x, w]))
        y = checkpoint(part, x, use_reentrant=reentrant)
        error(lambda: y.sum().backward(inputs=[w]))
        print(w.grad)
        with torch.no_grad():
            print(checkpoint(part, x, use_reentrant=reentrant))


@program
def without_reentry():
    x = leaf()
    y = checkpoint(part, x, use_reentrant=False)
    print(list(grad(y.sum(), [x, w])))
    y = checkpoint(part, x, use_reentrant=False)
    (first,) = grad(y.sum(), [w], create_graph=True)
    print(list(grad(first.sum(), [x, w])))
    h = w * 2
    y = checkpoint(lambda a: a * h * w, x, use_reentrant=False)
    y.sum().backward()
    print(x.grad, w.grad)


@program
def parameters_with_hooks():
    for reentrant in (True, False):
        x = leaf()
        own = torch.tensor([2.0, 3.0], requires_grad=True)
        made = own * 1
        for tensor in (own, made):
            tensor.register_hook(lambda grad: (print("hook", grad), grad * 2)[1])
        checkpoint(lambda a: a * own * made, x, use_reentrant=reentrant).sum().backward()
        print(x.grad, own.grad)


@program
def parts_in_parts():
    x = leaf()
    h = w * 0.5

    def inner(a):
        return checkpoint(lambda b: b * h * w, a * h, use_reentrant=False) * w

    def outer(a):
        return checkpoint(inner, a * w, use_reentrant=False) * w * h

    checkpoint(outer, x, use_reentrant=False).sum().backward()
    print(x.grad, w.grad)
    x = leaf()
    h = w * 0.5
    first = grad(checkpoint(outer, x, use_reentrant=False).sum(), [x, w], create_graph=True)
    print([g.detach() for g in first])
    print(list(grad(first[0].sum() + first[1].sum(), [x, w])))


@program
def what_a_part_returns():
    x = leaf()
    product, same, unused = checkpoint(lambda a: (a * 2, w, x * 3), x, use_reentrant=False)
    (product.sum() + same.sum()).backward()
    print(x.grad, w.grad)
    x = leaf()
    checkpoint(lambda a: (a * 2, w * 3), x, use_reentrant=False)[0].sum().backward()
    print(x.grad, w.grad)


@program
def gradients_in_a_part():
    x = leaf()

    def inside(a):
        with torch.enable_grad():
            (slope,) = grad((w * w).sum(), [w])
            return a * slope * w

    checkpoint(inside, x, use_reentrant=False).sum().backward()
    print(x.grad, w.grad)


@program
def inputs_without_a_gradient():
    for reentrant in (True, False):
        leaf()
        y = checkpoint(part, torch.ones(2), use_reentrant=reentrant)
        print(y.requires_grad)
        error(lambda: y.sum().backward())
        print(w.grad)
        print(checkpoint(torch.exp, torch.ones(2), use_reentrant=reentrant).requires_grad)


@program
def runs():
    for reentrant in (True, False):
        count = [0]

        def counted(x):
            count[0] += 1
            return torch.nn.functional.dropout(x.exp(), 0.5)

        for preserve in (True, False):
            x = leaf()
            y = checkpoint(counted, x, use_reentrant=reentrant, preserve_rng_state=preserve)
            y.sum().backward(retain_graph=True)
            print(count, torch.equal(x.grad, y.detach()) or not preserve)
            y.sum().backward()
            print(count)


@program
def another_result():
    for reentrant in (True, False):
        count = [0]

        def shorter(x):
            count[0] += 1
            return x.exp() if count[0] == 1 else x[:1].exp()

        error(lambda: checkpoint(shorter, leaf(), use_reentrant=reentrant).sum().backward())
    error(lambda: checkpoint(torch.exp, leaf(), use_reentrant=False, determinism_check="x"))
    error(lambda: checkpoint(lambda x: x.detach().exp(), leaf(), use_reentrant=True).sum().backward())


@program
def contexts():
    @contextlib.contextmanager
    def said(name):
        print(name)
        yield
        print("end of", name)

    def spoken(x):
        print("run")
        return x.exp()

    x = leaf()
    contexts = (said("forward"), said("recompute"))
    y = checkpoint(spoken, x, use_reentrant=False, early_stop=False, context_fn=lambda: contexts)
    y.sum().backward()
    print(x.grad)
    error(lambda: checkpoint(spoken, x, use_reentrant=True, context_fn=lambda: (said("a"), said("b"))))


@program
def chains():
    for reentrant in (True, False):
        count = [0]

        def step(x):
            count[0] += 1
            return x * w

        x = leaf()
        y = checkpoint_sequential([step] * 5, 2, x, use_reentrant=reentrant)
        print(count)
        y.sum().backward()
        print(count, x.grad, w.grad)
