"""What every network is compared by: its text, its output in eval mode, and one step of SGD in train mode."""

import torch
from torch import nn


def randomize_statistics(net):
    """Running statistics as after training, since those of a new batch norm (0 and 1) would hide a mistake."""
    for module in net.modules():
        if isinstance(module, nn.modules.batchnorm._BatchNorm):
            nn.init.uniform_(module.running_mean, -0.5, 0.5)
            nn.init.uniform_(module.running_var, 0.5, 2.0)


def record(name, net, x, criterion, target, out):
    """Writes NAME.pth and NAME_after.pth (state dicts before and after the step), NAME_trace.pth, NAME.txt.

    The trace holds input, target, logits (in eval mode), loss (in train mode) and each gradient as "grad.<parameter>".
    """
    (out / f"{name}.txt").write_text(repr(net), encoding="utf-8", newline="\n")
    torch.save(net.state_dict(), out / f"{name}.pth")
    net.eval()
    with torch.no_grad():
        logits = net(x)
    net.train()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.9, weight_decay=1e-4)
    optimizer.zero_grad()
    loss = criterion(net(x), target)
    loss.backward()
    optimizer.step()
    torch.save(net.state_dict(), out / f"{name}_after.pth")
    trace = {"input": x, "target": target, "logits": logits, "loss": loss.detach()}
    trace.update((f"grad.{key}", parameter.grad) for key, parameter in net.named_parameters())
    torch.save(trace, out / f"{name}_trace.pth")
