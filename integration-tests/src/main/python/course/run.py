"""Runs every program of the course and writes what each prints to standard output: {"file": {"program": "text"}} as JSON.

    python course/run.py

The tests in dev.sconce.it.course hold the same programs in Java and compare what they print. A program is a function that is
marked as one; it starts with the random numbers of SEED. What differs between versions of Python (the text of an
OrderedDict, the name of a class with its module) is printed in a form that does not.
"""

import contextlib
import io
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import blocks
import building_networks
import first_networks
import inside_modules
import toolbox
import torch

SEED = 1
FILES = (building_networks, blocks, inside_modules, toolbox, first_networks)


def printed_by(program):
    torch.manual_seed(SEED)
    with contextlib.redirect_stdout(io.StringIO()) as text:
        program()
    return text.getvalue()


def main():
    printed = {
        file.__name__: {
            name: printed_by(function) for name, function in vars(file).items() if getattr(function, "is_program", False)
        }
        for file in FILES
    }
    json.dump(printed, sys.stdout)


if __name__ == "__main__":
    main()
