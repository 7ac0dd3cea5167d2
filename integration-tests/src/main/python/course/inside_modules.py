"""What a module holds, how its parameters are reached, set and shared (InsideModulesTest.java)."""

import torch
import torch as t
from programs import program
from torch import nn


class doubleConv(nn.Module):
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
        x = self.doubleconv(x)
        return x


class Linear(nn.Module):
    def __init__(self, input_features, output_features):
        nn.Module.__init__(self)
        self.w = nn.Parameter(torch.rand(size=(input_features, output_features)))
        self.b = nn.Parameter(torch.rand(size=(output_features, 1)))
        self.layer_inner = nn.Conv2d(32, 32, 3, 2, 1)

    def forward(self, input):
        return torch.sigmoid(input @ self.w + self.b)


class LeNet(t.nn.Module):
    def __init__(self):
        super(LeNet, self).__init__()
        self.features = t.nn.Sequential(
            t.nn.Conv2d(3, 6, 5),
            t.nn.ReLU(),
            t.nn.MaxPool2d(2, 2),
            t.nn.Conv2d(6, 16, 5),
            t.nn.ReLU(),
            t.nn.MaxPool2d(2, 2),
        )
        self.classifiter = t.nn.Sequential(
            t.nn.Linear(16 * 5 * 5, 120),
            t.nn.ReLU(),
            t.nn.Linear(120, 84),
            t.nn.ReLU(),
            t.nn.Linear(84, 10),
        )

    def forward(self, x):
        x = self.features(x)
        x = x.view(-1, 16 * 5 * 5)
        x = self.classifiter(x)
        return x


@program
def parameters_and_modules():
    dc = doubleConv(8, 16)
    print(dict(dc._parameters))
    print("-" * 15)
    print(dict(dc._modules))

    s1 = dc.doubleconv[0]
    s2 = dc._modules["doubleconv"][0]
    print(s1 == s2)

    print(sum(param.numel() for param in dc.parameters()))


@program
def names_and_types():
    dc = doubleConv(8, 16)
    for name, module in dc._modules.items():
        print("-> ", name, " <-")

    temp = dc.doubleconv[0]
    for name, module in temp._modules.items():
        print("-> ", name, " | ", type(module).__name__, " <-")
    print("-" * 25)
    for name, param in temp._parameters.items():
        print("-> ", name, " | ", type(param).__name__, " <-")


@program
def fields_that_register_themselves():
    l1 = Linear(28 * 28, 72)
    for name, param in l1._parameters.items():
        print(name)
    for name, param in l1._modules.items():
        print(name)
    print(l1.layer_inner)
    print("=" * 25)
    print(list(l1.layer_inner._parameters.keys()))
    w = l1.layer_inner.weight
    print(type(w).__name__, " | ", type(w.data).__name__)


@program
def gradients_of_a_parameter():
    b = torch.rand((3, 2))
    ln = LeNet()
    print(b.requires_grad, ln.features[0].weight.data.requires_grad)

    temp = torch.rand((1, 3, 32, 32))
    out = ln(temp)
    out = out.sum()
    print(ln.features[0].weight.grad, " | ", ln.features[0].weight.data.grad)
    out.backward()
    print(ln.features[0].weight.grad, " | ", ln.features[0].weight.data.grad)


@program
def setting_a_parameter():
    l1 = Linear(28 * 28, 72)
    weight = l1.layer_inner.weight
    print(weight[1:2, 1:2])
    print("-" * 50)

    with torch.no_grad():
        weight.uniform_(-10, 10)
    print(weight[1:2, 1:2])
    print("-" * 50)

    nn.init.normal_(weight, mean=0, std=1)
    print(weight[1:2, 1:2])

    weight.data.normal_(mean=-1, std=0.5)
    print(weight[1:2, 1:2])


@program
def an_error_without_no_grad():
    l1 = Linear(28 * 28, 72)
    weight = l1.layer_inner.weight
    try:
        weight.uniform_(-10, 10)
    except RuntimeError as e:
        print(e)


@program
def one_parameter_in_two_convolutions():
    class ConvNet(nn.Module):
        def __init__(self):
            super(ConvNet, self).__init__()
            self.conv_weight = nn.Parameter(torch.randn(3, 3, 5, 5))

        def forward(self, x):
            x = nn.functional.conv2d(x, self.conv_weight, bias=None, stride=1, padding=2, dilation=1, groups=1)
            x = nn.functional.conv2d(
                x, self.conv_weight.transpose(2, 3).contiguous(), bias=None, stride=1, padding=0, dilation=1, groups=1
            )
            return x

    net = ConvNet()
    x = net(torch.rand(1, 3, 7, 7))
    print(x)
    x.sum().backward()
    print(net.conv_weight.grad[0, 0])


@program
def one_layer_four_times():
    linear = nn.Linear(1, 1, bias=False)
    net = nn.Sequential(linear, linear, linear, linear)
    print(net)
    for name, param in net.named_parameters():
        nn.init.constant_(param, val=3)
        print(name, param.data)

    x = torch.ones(1, 1)
    y = net(x).sum()
    print(y)
    y.backward()
    print(net[0].weight.grad)
    print(net(x))
    print(net[0].weight, " | ", net[0].bias)
