"""Records the networks of an introductory PyTorch course, for CourseNetworksTest.java (CourseNetworks.java has them too).

    python course_networks.py OUT_DIRECTORY
"""

import sys
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

from reference import randomize_statistics, record


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 6, 5),
            nn.ReLU(),
            nn.MaxPool2d(2, 2),
            nn.Conv2d(6, 16, 5),
            nn.ReLU(),
            nn.MaxPool2d(2, 2),
        )
        self.classifiter = nn.Sequential(
            nn.Linear(16 * 5 * 5, 120),
            nn.ReLU(),
            nn.Linear(120, 84),
            nn.ReLU(),
            nn.Linear(84, 10),
        )

    def forward(self, x):
        x = self.features(x)
        x = x.view(-1, 16 * 5 * 5)
        return self.classifiter(x)


def block1():
    return nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 4), nn.ReLU())


def block2():
    net = nn.Sequential()
    for i in range(4):
        net.add_module(f"block {i}", block1())
    return net


def nested_blocks():
    return nn.Sequential(block2(), nn.Linear(4, 1))


class FixedHiddenMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.rand_weight = torch.rand((20, 20), requires_grad=False)  # a plain tensor: not in the state dict
        self.linear = nn.Linear(20, 20)

    def forward(self, x):
        x = self.linear(x)
        x = F.relu(torch.mm(x, self.rand_weight) + 1)
        x = self.linear(x)
        while x.abs().sum() > 1:
            x = x / 2
        return x


class NestMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 64), nn.ReLU(), nn.Linear(64, 32), nn.ReLU())
        self.linear = nn.Linear(32, 16)

    def forward(self, x):
        return self.linear(self.net(x))


def chimera():
    return nn.Sequential(NestMLP(), nn.Linear(16, 20), FixedHiddenMLP())


class CenteredLayer(nn.Module):
    def forward(self, x):
        return x - x.mean()


class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(in_units, units))
        self.bias = nn.Parameter(torch.randn(units))

    def forward(self, x):
        return F.relu(torch.matmul(x, self.weight) + self.bias)


def custom_layers():
    return nn.Sequential(MyLinear(64, 8), CenteredLayer(), MyLinear(8, 2))


class DoubleConv(nn.Module):
    def __init__(self, in_channel, out_channel):
        super().__init__()
        self.doubleconv = nn.Sequential(
            nn.Conv2d(in_channel, out_channel, kernel_size=3, padding=1),
            nn.BatchNorm2d(out_channel),
            nn.ReLU(inplace=True),
            nn.Conv2d(out_channel, out_channel, kernel_size=3, padding=1),
            nn.BatchNorm2d(out_channel),
            nn.ReLU(inplace=True),
        )

    def forward(self, x):
        return self.doubleconv(x)


def shared_layer():
    linear = nn.Linear(3, 3, bias=False)
    return nn.Sequential(linear, nn.ReLU(), linear)


def main(out):
    torch.set_num_threads(1)
    torch.manual_seed(5)
    mse = nn.MSELoss()
    record("lenet", LeNet(), torch.randn(8, 3, 32, 32), nn.CrossEntropyLoss(), torch.randint(10, (8,)), out)
    record("nested_blocks", nested_blocks(), torch.rand(2, 4), mse, torch.rand(2, 1), out)
    net = chimera()
    torch.save({"rand_weight": net[2].rand_weight}, out / "chimera_rand_weight.pth")
    record("chimera", net, torch.rand(2, 20), mse, torch.rand(2, 20), out)
    record("custom_layers", custom_layers(), torch.rand(6, 64), mse, torch.rand(6, 2), out)
    net = DoubleConv(1, 4)
    randomize_statistics(net)
    record("double_conv", net, torch.randn(2, 1, 12, 12), mse, torch.randn(2, 4, 12, 12), out)
    record("shared_layer", shared_layer(), torch.rand(4, 3), mse, torch.rand(4, 3), out)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
