"""What every network is compared by: its text, its output in eval mode, and one step of SGD in train mode."""

import torch
from torch import nn


def randomize_statistics(net):
    """Running statistics as after training, since those of a new batch norm (0 and 1) would hide a mistake."""
    for module in net.modules():
        if isinstance(module, nn.modules.batchnorm._BatchNorm):
            nn.init.uniform_(module.running_mean, -0.5, 0.5)
            nn.init.uniform_(module.running_var, 0.5, 2.0)


def record(name, net, x, criterion, target, out, run=lambda net, x: net(x), step_dtype=torch.float32):
    """Writes NAME.pth and NAME_after.pth (state dicts before and after the step), NAME_trace.pth, NAME.txt.

    The trace holds input, target, logits (in eval mode), loss (in train mode) and each gradient as "grad.<parameter>".
    Where x is a dict of several inputs, the trace has those in place of "input"; run says how the network takes them.

    The step is computed in step_dtype, which is the dtype of the loss in the trace, and written as float32. In a deep
    network with batch norm, the rounding of float32 turns some ReLUs on or off: the gradients of a fresh ResNet-50 are
    then 10 % away from those in float64, in one language as in the other, and no two builds agree.
    """
    (out / f"{name}.txt").write_text(repr(net), encoding="utf-8", newline="\n")
    torch.save(net.state_dict(), out / f"{name}.pth")
    trace = dict(x) if isinstance(x, dict) else {"input": x}
    net.eval()
    with torch.no_grad():
        logits = run(net, x)
    net.train()
    net.to(step_dtype)
    if step_dtype != torch.float32:
        x = x.to(step_dtype)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.9, weight_decay=1e-4)
    optimizer.zero_grad()
    loss = criterion(run(net, x), target)
    loss.backward()
    optimizer.step()
    net.float()
    torch.save(net.state_dict(), out / f"{name}_after.pth")
    trace.update({"target": target, "logits": logits, "loss": loss.detach()})
    trace.update((f"grad.{key}", parameter.grad) for key, parameter in net.named_parameters())
    torch.save(trace, out / f"{name}_trace.pth")
