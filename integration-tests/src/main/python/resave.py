"""Loads every java-*.pth of a folder as strictly as torch.load does and saves what it got as python-*.pth.

    python resave.py FOLDER
"""

import sys
from pathlib import Path

import torch


def main(folder):
    for file in sorted(Path(folder).glob("java-*.pth")):
        value = torch.load(file, weights_only=True)
        torch.load(file, weights_only=True, mmap=True)
        torch.save(value, file.with_name(file.name.replace("java-", "python-")))


if __name__ == "__main__":
    main(sys.argv[1])
