"""Writes what torchinfo prints of some models (SummaryGoldensTest.java); torchinfo 1.8.0 must be installed:

python summaries.py src/test/resources/dev/sconce/it/summary
"""

import pathlib
import sys

import torch
import torchinfo
from torch import nn


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2)
        )
        self.classifier = nn.Sequential(nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))

    def forward(self, x):
        return self.classifier(self.features(x).flatten(1))


class Tagger(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(100, 16)
        self.lstm = nn.LSTM(16, 32, num_layers=2, bidirectional=True, batch_first=True)
        self.output = nn.Linear(64, 5)

    def forward(self, words):
        return self.output(self.lstm(self.embedding(words))[0])


class Recurrent(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm = nn.LayerNorm(12)
        self.gru = nn.GRU(12, 6)

    def forward(self, x):
        return self.gru(self.norm(x))[0]


class Deep(nn.Module):
    """Four levels, a frozen layer, one that is called twice and one that never is."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Sequential(nn.Sequential(nn.Conv2d(3, 8, 3), nn.BatchNorm2d(8)), nn.ReLU()))
        self.again = nn.Conv2d(8, 8, 3, padding=1, groups=2)
        self.up = nn.ConvTranspose2d(8, 4, 2, stride=2, bias=False)
        self.unused = nn.Linear(3, 3)
        self.scale = nn.Parameter(torch.ones(4, 1, 1))
        self.up.weight.requires_grad_(False)

    def forward(self, x):
        x = self.again(self.again(self.stem(x)))
        return self.up(x) * self.scale


class Pair(nn.Module):
    """Two inputs, two outputs, parameters of its own."""

    def __init__(self):
        super().__init__()
        self.both = nn.Bilinear(3, 4, 5)
        self.conv = nn.Conv1d(1, 2, 3, stride=2, bias=False)
        self.scale = nn.Parameter(torch.ones(5))
        self.fixed = nn.Parameter(torch.ones(5), requires_grad=False)

    def forward(self, a, b):
        y = self.both(a, b) * self.scale * self.fixed
        return self.conv(y.unsqueeze(1)), y


class Kernels(nn.Module):
    """Kernels of all kinds, a name that is too long for the first column, layers that are called again."""

    def __init__(self):
        super().__init__()
        self.a_part_of_the_network_with_a_long_name = nn.Sequential(
            nn.ConvTranspose1d(2, 4, 3), nn.MaxPool1d(2), nn.AvgPool1d(2)
        )
        self.act = nn.ReLU()
        self.linear = nn.Linear(12, 12)

    def forward(self, x):
        x = self.act(self.a_part_of_the_network_with_a_long_name(x)).flatten(1)
        return self.act(self.linear(self.linear(x)))


def summaries():
    every = ("input_size", "output_size", "num_params", "mult_adds", "trainable")
    yield "lenet", torchinfo.summary(LeNet(), (2, 1, 28, 28), verbose=0)
    yield "lenet_columns", torchinfo.summary(
        LeNet(), (2, 1, 28, 28), verbose=0, col_names=every, col_width=20, row_settings=("depth", "var_names"), depth=1
    )
    yield "tagger", torchinfo.summary(Tagger(), (4, 7), dtypes=[torch.long], verbose=0, col_names=every)
    yield "deep", torchinfo.summary(Deep(), (1, 3, 16, 16), verbose=0, col_names=every, depth=4)
    yield "deep_shallow", torchinfo.summary(Deep(), (1, 3, 16, 16), verbose=0, depth=2)
    columns = ("input_size", "output_size", "num_params", "params_percent", "kernel_size", "mult_adds", "trainable")
    yield "pair", torchinfo.summary(Pair(), [(2, 3), (2, 4)], verbose=0, col_names=columns)
    yield "kernels", torchinfo.summary(
        Kernels(), (1, 2, 10), verbose=0, col_names=columns, row_settings=("depth", "var_names", "ascii_only")
    )
    yield "kernels_once", torchinfo.summary(
        Kernels(), (1, 2, 10), verbose=0, col_names=columns, row_settings=("depth", "hide_recursive_layers")
    )
    yield "recurrent", torchinfo.summary(Recurrent(), (5, 2, 12), verbose=0)


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, summary in summaries():
        folder.joinpath(name + ".txt").write_text(str(summary) + "\n")
