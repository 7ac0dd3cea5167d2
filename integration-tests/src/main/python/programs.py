"""Runs every program of a folder and writes what each prints to standard output: {"file": {"program": "text"}} as JSON.

    python programs.py FOLDER

The tests in the package of the folder's name (dev.sconce.it.course, ...) hold the same programs in Java and compare what
they print. A program is a function that is marked as one; it starts with the random numbers of SEED. What differs between
versions of Python (the text of an OrderedDict, the name of a class with its module) is printed in a form that does not.
"""

import contextlib
import importlib
import io
import json
import sys
from pathlib import Path

SEED = 1


def program(function):
    """Marks a program."""
    function.is_program = True
    return function


def error(action):
    """Prints what an action raises, or that it raises nothing."""
    try:
        action()
        print("no error")
    except Exception as e:
        print(e.args[0])


def printed_by(function):
    import torch

    torch.manual_seed(SEED)
    with contextlib.redirect_stdout(io.StringIO()) as text:
        function()
    return text.getvalue()


def programs_of(file):
    return {name: function for name, function in vars(file).items() if getattr(function, "is_program", False)}


def main(folder):
    path = Path(__file__).resolve().parent / folder
    sys.path.insert(0, str(path))
    files = [importlib.import_module(file.stem) for file in sorted(path.glob("*.py"))]
    printed = {
        file.__name__: {name: printed_by(function) for name, function in programs_of(file).items()} for file in files
    }
    json.dump(printed, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
