"""Prints what is public in PyTorch, for PublicNamesTest.java: a line for each callable or attribute, as torch.linalg.inv."""

import types

import torch

SPACES = {
    "torch": torch,
    "torch.Tensor": torch.Tensor,
    "torch.linalg": torch.linalg,
    "torch.fft": torch.fft,
    "torch.special": torch.special,
    "torch.sparse": torch.sparse,
    "torch.nested": torch.nested,
    "torch.random": torch.random,
    "torch.autograd.functional": torch.autograd.functional,
}


def names(space):
    declared = getattr(space, "__all__", None)
    if declared is not None and space is not torch:
        return declared
    return [name for name in dir(space) if not name.startswith("_")]


def is_function(space, name):
    value = getattr(space, name, None)
    if isinstance(space, type):
        return True
    return callable(value) and not isinstance(value, (type, types.ModuleType))


def main():
    for prefix, space in SPACES.items():
        for name in sorted(names(space)):
            if is_function(space, name):
                print(prefix + "." + name)


if __name__ == "__main__":
    main()
