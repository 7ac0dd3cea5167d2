"""TorchScript modules: their programs, what they take and refuse, freezing (ScriptsTest.java, which loads the same files)."""

import re
from pathlib import Path
from typing import Dict, List, Optional, Tuple

import torch
from programs import program
from torch import Tensor, nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(2, 3)
        nn.init.constant_(self.fc.weight, 0.5)
        nn.init.constant_(self.fc.bias, -1.0)
        self.register_buffer("shift", torch.ones(2))
        self.k = 3
        self.label = "net"

    def forward(self, x: Tensor, scale: float = 1.0, flip: bool = False, n: Optional[int] = None):
        if flip:
            x = x.flip(0)
        if n is not None:
            x = x * n
        return self.fc(x + self.shift) * scale

    @torch.jit.export
    def kinds(self, a: List[int], d: Dict[str, Tensor], t: Tuple[Tensor, int], s: str) -> int:
        return a[0] + t[1] + self.k + len(d) + len(s)

    @torch.jit.export
    def both(self, x: Tensor) -> Tuple[Tensor, Tensor]:
        return torch.add(x, torch.tensor([1.0, 2.0])), self.fc(x) * 2.5


FILE = Path(__file__).resolve().parents[4] / "target" / "walk_scripts.pt"  # for ScriptsTest, too
FILE.parent.mkdir(exist_ok=True)
torch.jit.script(Net()).save(FILE, _extra_files={"note.txt": "hello"})


def net():
    return torch.jit.load(FILE)


def error(action):
    """Without what names the C++ types of Python objects, and the lines of the interpreter's own file."""
    try:
        print(action())
    except Exception as e:
        print(str(e).partition("\nCast error details")[0].partition(": Unable to cast")[0].rstrip())


@program
def programs():
    script = net()
    print(script.original_name, script.training, script.k, script.label)
    print(script.kinds.code)
    print(script.both.code)
    print(script.forward.schema)
    print(script.kinds.schema)
    print(script.fc.code)
    print(script._c._method_names())
    for line in str(script.graph).splitlines():
        print(re.sub(r"%\d+", "%", line.partition(" # ")[0].rstrip()))


@program
def arguments():
    script, x = net(), torch.ones(4, 2)
    print(script(x), script(x, 2), script(x, True), script(x, scale=2.0, flip=True), script(x, n=3))
    print(script.kinds([1], {"a": x}, (x, 1), "abc"))
    print(script.kinds([True], {}, (x, 1), ""))
    error(lambda: script())
    error(lambda: script(x, 1.0, False, 1, 2))
    error(lambda: script(3))
    error(lambda: script("text"))
    error(lambda: script([x]))
    error(lambda: script(x, "a"))
    error(lambda: script(x, n=2.5))
    error(lambda: script(x, None))
    error(lambda: script(x, foo=1))
    error(lambda: script(x, foo=1, bar=2))
    error(lambda: script(x, x=x))
    error(lambda: script(scale=1.0))


@program
def arguments_of_many_kinds():
    script, x = net(), torch.ones(2)
    error(lambda: script.kinds([1.5], {}, (x, 1), "a"))
    error(lambda: script.kinds(3, {}, (x, 1), "a"))
    error(lambda: script.kinds([1], {1: x}, (x, 1), "a"))
    error(lambda: script.kinds([1], {"a": 1}, (x, 1), "a"))
    error(lambda: script.kinds([1], {"a": x}, (x, 1, 2), "a"))
    error(lambda: script.kinds([1], {"a": x}, (x, 1.5), "a"))
    error(lambda: script.kinds([1], {"a": x}, (x, 1), 1))
    error(lambda: script.kinds([1], {"a": x}, (x, 1), None))
    error(lambda: script.kinds([1], {"a": x}, (x, 1)))


@program
def attributes():
    script = net()
    error(lambda: script.missing)
    error(lambda: script.missing(1))
    print(hasattr(script, "k"), hasattr(script, "missing"))
    script.k = 5
    print(script.k, script.kinds([1], {}, (torch.ones(1), 1), ""))

    def of_another_type():
        script.k = "a"

    error(of_another_type)
    print(script.k)
    script.eval()
    print([module.training for module in script.modules()])
    script.train()
    print([module.training for module in script.modules()])
    files = {"note.txt": ""}
    torch.jit.load(FILE, _extra_files=files)
    print(files["note.txt"].decode())


@program
def freezing():
    script, x = net(), torch.ones(4, 2)
    error(lambda: torch.jit.freeze(script))
    frozen = torch.jit.freeze(script.eval())
    print(frozen(x), frozen.original_name, frozen._c._method_names())
    print(frozen.code)
    print(hasattr(frozen, "training"), hasattr(frozen, "fc"), list(frozen.named_parameters()))
    error(lambda: frozen.kinds([1], {}, (x, 1), "a"))
    kept = torch.jit.freeze(script, preserved_attrs=["kinds", "k"])
    print(kept.k, kept.kinds([1], {}, (x, 1), "a"))
    error(lambda: torch.jit.freeze(script, preserved_attrs=["zzz"]))
    print(torch.jit.optimize_for_inference(script)(x))
    print(torch.jit.optimize_for_inference(frozen)(x))


@program
def checkpointed():
    script = net()
    x = torch.ones(1, 2, requires_grad=True)
    y = script(x) * 2  # Python's checkpoint fails in the interpreter; the gradients would be these
    y.sum().backward()
    print(x.grad, [parameter.grad for parameter in script.parameters()])
