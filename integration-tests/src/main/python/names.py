"""Prints the public names of torch.nn as JSON: {"torch.nn": [...], ...}; live, so that a new PyTorch shows what is new."""

import importlib
import inspect
import json
import sys

MODULES = [
    "torch.nn.functional",
    "torch.nn.init",
    "torch.nn.modules.module",
    "torch.nn.parallel",
    "torch.nn.utils",
    "torch.nn.utils.fusion",
    "torch.nn.utils.parametrizations",
    "torch.nn.utils.parametrize",
    "torch.nn.utils.prune",
    "torch.nn.utils.rnn",
    "torch.nn.utils.stateless",
    "torch.optim.swa_utils",
]


def is_own(name, value, module):
    """Whether a module defines or exports a name, and did not import it for its own use."""
    if name.startswith("_") or not callable(value):
        return False
    home = getattr(value, "__module__", None) or ""
    listed = getattr(module, "__all__", None)
    if name in (listed or ()):
        return True
    if module.__name__ == "torch.nn.functional":
        return home.startswith(("torch._jit_internal", "torch.nn.functional", "torch._C", "torch.nn._reduction")) or (
            inspect.isbuiltin(value)
        )
    return home == module.__name__


def names(module):
    return sorted(name for name in dir(module) if is_own(name, getattr(module, name), module))


def main():
    import torch

    found = {name: names(importlib.import_module(name)) for name in MODULES}
    found["torch.nn"] = sorted(name for name in dir(torch.nn) if inspect.isclass(getattr(torch.nn, name)))
    found["torch.nn.Module"] = sorted(
        name for name in dir(torch.nn.Module) if not name.startswith("_") and callable(getattr(torch.nn.Module, name))
    )
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
