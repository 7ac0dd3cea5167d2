"""TorchScript modules and what they compute.

    torchscript.py write FOLDER    scripts and traces networks, with inputs and results of forward and of a training step
    torchscript.py read FOLDER     runs what Java saved as tuned.pt, writes its outputs
"""

import sys
from pathlib import Path
from typing import Dict, List, Optional, Tuple

import torch
from torch import nn


class Net(nn.Module):
    """Every kind of argument and result, a tied weight, a buffer, two exported methods."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 2, 3)
        self.bn = nn.BatchNorm2d(2)
        self.fc = nn.Linear(8, 3)
        self.tied = nn.Linear(8, 3)
        self.tied.weight = self.fc.weight
        self.register_buffer("calls", torch.zeros(()))

    def forward(self, x: torch.Tensor, scale: float = 1.0, flip: bool = False):
        self.calls = self.calls + 1
        h = torch.relu(self.bn(self.conv(x))).flatten(1)
        y = self.fc(h) + self.tied(h) * scale
        return y.flip(1) if flip else y

    @torch.jit.export
    def kinds(
        self,
        tensors: List[torch.Tensor],
        pair: Tuple[torch.Tensor, int],
        named: Dict[str, torch.Tensor],
        sizes: List[int],
        factors: List[float],
        text: str,
        maybe: Optional[torch.Tensor] = None,
    ) -> Tuple[Dict[str, torch.Tensor], List[int], float, str, bool]:
        total = tensors[0] * factors[0] + pair[0] * pair[1]
        for name, tensor in named.items():
            total = total + tensor * factors[1]
        if maybe is not None:
            total = total + maybe
        return {text: total, "twice": total * 2}, sizes + [len(tensors)], factors[0], text + "!", maybe is None


def write(folder):
    torch.manual_seed(0)
    net = Net()
    x = torch.randn(4, 1, 4, 4)
    scripted = torch.jit.script(net)
    scripted.save(folder / "scripted.pt", _extra_files={"labels.txt": "zero\none\ntwo"})
    expected = {"x": x, "state": {name: value.clone() for name, value in scripted.state_dict().items()}}
    (folder / "scripted.txt").write_text(repr(scripted))
    with torch.no_grad():
        scripted.eval()
        expected["eval"] = scripted(x)
        expected["options"] = scripted(x, 0.5, flip=True)
        expected["kinds"] = scripted.kinds(
            [x, x], (x, 3), {"a": x, "b": x + 1}, [1, 2], [0.5, 2.0], "sum")[0]["sum"]
        torch.jit.trace(net.eval(), x).save(folder / "traced.pt")
        torch.jit.freeze(scripted).save(folder / "frozen.pt")
    scripted.train()
    optimizer = torch.optim.SGD(scripted.parameters(), lr=0.1)
    optimizer.zero_grad()
    loss = scripted(x).square().mean()
    loss.backward()
    optimizer.step()
    expected["loss"] = loss.detach()
    expected["trained"] = {name: value.clone() for name, value in scripted.state_dict().items()}
    try:
        scripted(3)
    except RuntimeError as refused:
        (folder / "refused.txt").write_text(str(refused))
    torch.save(expected, folder / "expected.pth")


def read(folder):
    files = {"note.txt": ""}
    net = torch.jit.load(folder / "tuned.pt", _extra_files=files)
    assert files["note.txt"] == b"from Java", files
    x = torch.load(folder / "expected.pth")["x"]
    with torch.no_grad():
        state = {name: value.clone() for name, value in net.state_dict().items()}
        torch.save({"y": net.eval()(x), "state": state}, folder / "read.pth")


if __name__ == "__main__":
    {"write": write, "read": read}[sys.argv[1]](Path(sys.argv[2]))
