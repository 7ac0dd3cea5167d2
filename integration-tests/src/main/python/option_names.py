"""Prints the parameters of the public classes and functions of torch.nn as JSON: {"torch.nn.Linear": ["in_features", ...]}."""

import importlib
import inspect
import json
import re
import sys

import torch
from names import MODULES, names


FIRST_LINE = re.compile(r"^\s*\w+\((.*?)\) *->", re.DOTALL)


def parameters(value):
    """The names; those of a built-in function are in the first line of its documentation."""
    try:
        signature = inspect.signature(value)
    except ValueError:
        return documented(value)
    variable = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    return [
        name for name, parameter in signature.parameters.items() if name != "self" and parameter.kind not in variable
    ]


def documented(function):
    match = FIRST_LINE.search(function.__doc__ or "")
    parts = [] if match is None else re.split(r",(?![^(]*\))", match.group(1))
    names = (part.split("=")[0].split(":")[0].strip() for part in parts)
    return [name for name in names if name.isidentifier()]


def constructor(cls):
    """The recurrent layers hand on whatever they get."""
    own = parameters(cls)
    return own or parameters(cls.__mro__[1]) if cls.__module__ == "torch.nn.modules.rnn" else own


def undispatched(function):
    """One of the two functions between which a flag chooses: torch._jit_internal.boolean_dispatch hides them."""
    if not getattr(function, "__qualname__", "").startswith("boolean_dispatch.<locals>"):
        return function
    return dict(zip(function.__code__.co_freevars, function.__closure__))["if_true"].cell_contents


def main():
    found = {}
    for name in dir(torch.nn):
        value = getattr(torch.nn, name)
        if inspect.isclass(value):
            found["torch.nn." + name] = constructor(value)
    for module in MODULES:
        space = importlib.import_module(module)
        for name in names(space):
            found[module + "." + name] = parameters(undispatched(getattr(space, name)))
    for name in dir(torch.nn.Module):
        value = getattr(torch.nn.Module, name)
        if not name.startswith("_") and inspect.isfunction(value):
            found["torch.nn.Module." + name] = parameters(value)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
