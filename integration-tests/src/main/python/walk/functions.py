"""Functions with a gradient of their own: what their context knows, gradients that are none, mistakes (FunctionsTest.java)."""

import torch
from programs import error, program
from torch.autograd import Function, grad
from torch.autograd.function import once_differentiable


class SkipSecond(Function):
    @staticmethod
    def forward(ctx, x, y):
        return x * 2 + y

    @staticmethod
    def backward(ctx, grad):
        return grad * 2, None


class NoGradient(Function):
    @staticmethod
    def forward(ctx, x):
        return x * 2

    @staticmethod
    def backward(ctx, grad):
        return None


class Seen(Function):
    @staticmethod
    def forward(ctx, x, materialize):
        ctx.set_materialize_grads(materialize)
        return x * 2, x.sum(), x.long()

    @staticmethod
    def backward(ctx, *grads):
        print(list(grads))
        return grads[0], None


def leaf(*values):
    return torch.tensor(values, requires_grad=True)


@program
def gradients_that_are_none():
    x, y = leaf(1.0, 2.0), leaf(3.0, 4.0)
    SkipSecond.apply(x, y).sum().backward()
    print(x.grad, y.grad)
    error(lambda: grad(SkipSecond.apply(x, y).sum(), [x, y]))
    print(list(grad(SkipSecond.apply(x, y).sum(), [x, y], allow_unused=True)))
    print(list(grad(SkipSecond.apply(x, y).sum(), [x, y], allow_unused=True, create_graph=True)))
    print(list(grad(SkipSecond.apply(x, y).sum(), [x, y], materialize_grads=True)))
    (SkipSecond.apply(x, y).sum() + y.sum()).backward()
    print(y.grad)
    SkipSecond.apply(x, y).sum().backward()
    print(x.grad, y.grad)
    SkipSecond.apply(y, x.detach()).sum().backward()
    print(x.grad, y.grad)


@program
def optimizers_pass_over_none():
    x, y = leaf(1.0, 2.0), leaf(3.0, 4.0)
    optimizer = torch.optim.AdamW([x, y], lr=0.1, weight_decay=0.5)
    SkipSecond.apply(x, y).sum().backward()
    optimizer.step()
    print(x, y)


@program
def none_goes_on():
    for materialize in (True, False):
        x = leaf(1.0, 2.0)
        NoGradient.apply(Seen.apply(x, materialize)[0].view(2, 1)).sum().backward()
        print(x.grad)
    h = leaf(1.0, 2.0) * 2
    h.retain_grad()
    NoGradient.apply(h).sum().backward()
    print(h.grad)


@program
def outputs_that_are_not_used():
    for materialize in (True, False):
        x = leaf(1.0, 2.0)
        outputs = Seen.apply(x, materialize)
        print([output.requires_grad for output in outputs])
        outputs[0].sum().backward()
        outputs = Seen.apply(x, materialize)
        (outputs[0].sum() + outputs[1]).backward()
        print(x.grad)


class Saving(Function):
    @staticmethod
    def forward(ctx, x, bias):
        ctx.factor = 3
        y = x.exp()
        Saving.last = ctx
        ctx.save_for_backward(x, bias, y)
        print(list(ctx.needs_input_grad))
        return y

    @staticmethod
    def backward(ctx, grad):
        x, bias, y = ctx.saved_tensors
        print(bias, ctx.factor, list(ctx.needs_input_grad))
        return grad * y, None


@program
def what_is_saved():
    x = leaf(0.0, 1.0)
    y = Saving.apply(x, None)
    print(y)
    y.sum().backward()
    print(x.grad)
    error(lambda: y.sum().backward())
    error(lambda: Saving.last.saved_tensors)

    h = x * 1
    y = Saving.apply(h, torch.ones(2))
    h.add_(1)
    error(lambda: y.sum().backward())
    y = Saving.apply(x * 1, torch.ones(2))
    y.mul_(2)
    error(lambda: y.sum().backward())
    bias = torch.tensor([1.0, 1.0])
    y = Saving.apply(x * 1, bias)
    bias.mul_(2)
    error(lambda: y.sum().backward())


class Returns(Function):
    @staticmethod
    def forward(ctx, x, what):
        ctx.what = what
        return x * 2

    @staticmethod
    def backward(ctx, grad):
        return ctx.what(grad)


@program
def results_that_do_not_fit():
    x = leaf(1.0, 2.0)
    error(lambda: Returns.apply(x, lambda g: (g[:1].expand(3), None)).sum().backward())
    error(lambda: Returns.apply(x, lambda g: (g.to("meta"), None)).sum().backward())
    error(lambda: Returns.apply(x, lambda g: (g.expand(4, 2).double(), None)).sum().backward())
    print(x.grad)
    error(lambda: FewGradients.apply(x, x).sum().backward())
    error(lambda: ManyGradients.apply(x).sum().backward())


class FewGradients(Function):
    @staticmethod
    def forward(ctx, x, y):
        return x + y

    @staticmethod
    def backward(ctx, grad):
        return grad


class ManyGradients(Function):
    @staticmethod
    def forward(ctx, x):
        return x * 1

    @staticmethod
    def backward(ctx, grad):
        return grad, grad, None


class Square(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * x

    @staticmethod
    @once_differentiable
    def backward(ctx, grad):
        print(torch.is_grad_enabled())
        return 2 * grad * ctx.saved_tensors[0]


@program
def once_and_not_twice():
    x, seed = leaf(1.0, 2.0), leaf(1.0, 1.0)
    (first,) = grad(Square.apply(x), x, torch.ones(2), create_graph=True)
    print(first)
    error(lambda: first.sum().backward())
    (first,) = grad(Square.apply(x), x, seed, create_graph=True)
    print(first.detach(), first.requires_grad)
    error(lambda: first.sum().backward())
    error(lambda: grad(first.sum(), x))


class Scale(Function):
    @staticmethod
    def forward(x, factor):
        print(torch.is_grad_enabled())
        return x * factor

    @staticmethod
    def setup_context(ctx, inputs, output):
        print(output.requires_grad)
        ctx.factor = inputs[1]
        ctx.save_for_backward(output)

    @staticmethod
    def backward(ctx, grad):
        print(ctx.saved_tensors[0].detach())
        return grad * ctx.factor, None


@program
def set_up_apart():
    x = leaf(1.0, 2.0)
    y = Scale.apply(x, 3)
    print(y)
    y.sum().backward()
    print(x.grad)


class AddOne(Function):
    @staticmethod
    def forward(ctx, x, returned):
        ctx.mark_dirty(x)
        x.add_(1)
        return x if returned else x * 1

    @staticmethod
    def backward(ctx, grad):
        return grad * 2, None


class Sorted(Function):
    @staticmethod
    def forward(ctx, x):
        values, noise = x.sort().values, x * 0
        ctx.mark_non_differentiable(noise)
        return values, noise

    @staticmethod
    def backward(ctx, grad, nothing):
        print(nothing)
        return grad * 3


@program
def marks():
    x = leaf(1.0, 2.0)
    error(lambda: AddOne.apply(x, True))
    error(lambda: AddOne.apply(x[:1], True))
    with torch.no_grad():
        y = AddOne.apply(x, True)
        print(y, x, y is x)
    h = x * 1
    y = AddOne.apply(h, True)
    print(y is h, h)
    h.sum().backward()
    print(x.grad)
    values, noise = Sorted.apply(x)
    print(values, noise)
    values.sum().backward()
    print(x.grad)
