"""Records torchvision's ResNet-18, with weights drawn by a seed, for PythonReadsJavaTest.java and the benchmarks.

    python resnet18.py OUT_DIRECTORY
"""

import sys
from pathlib import Path

import torch
from torch import nn

from reference import randomize_statistics, record
from torchvision_models import models


def main(out):
    torch.set_num_threads(1)
    torch.manual_seed(18)
    net = models.resnet18()
    randomize_statistics(net)
    x = torch.randn(4, 3, 64, 64)
    record("resnet18", net, x, nn.CrossEntropyLoss(), torch.randint(1000, (4,)), out)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
