"""A tour of the toolbox: layers, containers, recurrent networks, losses, optimizers, hooks, a ResNet (ToolboxTest.java)."""

import math
from collections import OrderedDict

import torch as t
from programs import program
from torch import nn, optim
from torch.autograd import Variable as V
from torch.nn import functional as F
from torch.nn import init
from torchvision_models import models


class Linear(nn.Module):
    def __init__(self, in_features, out_features):
        super(Linear, self).__init__()
        self.w = nn.Parameter(t.randn(in_features, out_features))
        self.b = nn.Parameter(t.randn(out_features))

    def forward(self, x):
        x = x.mm(self.w)
        return x + self.b.expand_as(x)


@program
def a_layer():
    layer = Linear(4, 3)
    inputs = V(t.randn(2, 4))
    outputs = layer(inputs)
    print(outputs)

    for name, parameter in layer.named_parameters():
        print(name, ":", parameter)


@program
def a_perceptron():
    class Perceptron(nn.Module):
        def __init__(self, in_features, hidden_features, out_features):
            nn.Module.__init__(self)
            self.layer1 = Linear(in_features, hidden_features)
            self.layer2 = Linear(hidden_features, out_features)

        def forward(self, x):
            x = self.layer1(x)
            x = t.sigmoid(x)
            return self.layer2(x)

    perceptron = Perceptron(3, 4, 1)
    for name, parameter in perceptron.named_parameters():
        print(name, ":", parameter.size())
    inputs = V(t.randn(2, 3))
    outputs = perceptron(inputs)
    print(outputs)
    for name, parameter in perceptron.named_parameters():
        print(name, ":", parameter)


@program
def relu_in_place():
    relu = nn.ReLU(inplace=True)
    input = V(t.randn(2, 3))
    print(input)
    output = relu(input)
    print(output)
    print(input)


@program
def three_ways_to_a_sequential():
    net1 = nn.Sequential()
    net1.add_module("conv", nn.Conv2d(3, 3, 3))
    net1.add_module("batchnorm", nn.BatchNorm2d(3))
    net1.add_module("activation_layer", nn.ReLU())

    net2 = nn.Sequential(nn.Conv2d(3, 3, 3), nn.BatchNorm2d(3), nn.ReLU())

    net3 = nn.Sequential(
        OrderedDict([("conv1", nn.Conv2d(3, 3, 3)), ("bn1", nn.BatchNorm2d(3)), ("relu1", nn.ReLU())])
    )

    print("net1: ", net1)
    print("net2: ", net2)
    print("net3: ", net3)

    print(net1.conv, net2[0], net3.conv1)

    input = V(t.rand(1, 3, 4, 4))
    output = net1(input)
    print(output)
    output = net2(input)
    print(output)
    output = net3(input)
    print(output)
    output = net3.relu1(net1.batchnorm(net1.conv(input)))
    print(output)


@program
def layers_of_a_module_list_in_turn():
    modellist = nn.ModuleList([nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2)])
    input = V(t.randn(1, 3))
    for model in modellist:
        input = model(input)
    print(input)


@program
def a_list_is_not_a_module_list():
    class MyModule(nn.Module):
        def __init__(self):
            super(MyModule, self).__init__()
            self.list = [nn.Linear(3, 4), nn.ReLU()]
            self.module_list = nn.ModuleList([nn.Conv2d(3, 3, 3), nn.ReLU()])

        def forward(self):
            pass

    module = MyModule()
    print(module)
    for name, param in module.named_parameters():
        print(name, param.size())


@program
def lstm_and_its_cell():
    t.manual_seed(1000)
    input = V(t.randn(2, 3, 4))
    lstm = nn.LSTM(4, 3, 1)
    h0 = V(t.randn(1, 3, 3))
    c0 = V(t.randn(1, 3, 3))
    out, hn = lstm(input, (h0, c0))
    print(out)

    t.manual_seed(1000)
    input = V(t.randn(2, 3, 4))
    lstm = nn.LSTMCell(4, 3)
    hx = V(t.randn(3, 3))
    cx = V(t.randn(3, 3))
    out = []
    for i_ in input:
        hx, cx = lstm(i_, (hx, cx))
        out.append(hx)
    print(t.stack(out))
    print(out)


@program
def cross_entropy():
    score = V(t.randn(3, 2))
    label = V(t.Tensor([1, 0, 1])).long()
    criterion = nn.CrossEntropyLoss()
    loss = criterion(score, label)
    print(loss)


class Net(nn.Module):
    def __init__(self):
        super(Net, self).__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 6, 5), nn.ReLU(), nn.MaxPool2d(2, 2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2, 2)
        )
        self.classifier = nn.Sequential(
            nn.Linear(16 * 5 * 5, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10)
        )

    def forward(self, x):
        x = self.features(x)
        x = x.view(-1, 16 * 5 * 5)
        x = self.classifier(x)
        return x


@program
def three_ways_to_rates_for_parts():
    net = Net()
    optimizer = optim.SGD(
        [{"params": net.features.parameters()}, {"params": net.classifier.parameters(), "lr": 1e-2}], lr=1e-5
    )
    print(optimizer)

    special_layers = nn.ModuleList([net.classifier[0], net.classifier[2]])
    special_layers_params = list(map(id, special_layers.parameters()))
    base_params = filter(lambda p: id(p) not in special_layers_params, net.parameters())
    optimizer = optim.SGD([{"params": base_params}, {"params": special_layers.parameters(), "lr": 0.01}], lr=0.001)
    print([len(group["params"]) for group in optimizer.param_groups])

    old_lr = 0.1
    optimizer = optim.SGD(
        [{"params": net.features.parameters()}, {"params": net.classifier.parameters(), "lr": old_lr * 0.1}], lr=1e-5
    )
    optimizer.zero_grad()

    input = V(t.randn(1, 3, 32, 32))
    output = net(input)
    output.backward(output)
    optimizer.step()
    print(output)
    print(net(input))


@program
def functions_beside_modules():
    input = V(t.randn(2, 3))
    model = nn.Linear(3, 4)
    output1 = model(input)
    output2 = nn.functional.linear(input, model.weight, model.bias)
    print(output1)
    print(output2)

    b1 = nn.functional.relu(input)
    b2 = nn.ReLU()(input)
    print(b1)
    print(b2)


@program
def le_net_by_functions():
    class LeNet(nn.Module):
        def __init__(self):
            super(LeNet, self).__init__()
            self.conv1 = nn.Conv2d(3, 6, 5)
            self.conv2 = nn.Conv2d(6, 16, 5)
            self.fc1 = nn.Linear(16 * 5 * 5, 120)
            self.fc2 = nn.Linear(120, 84)
            self.fc3 = nn.Linear(84, 10)

        def forward(self, x):
            x = F.max_pool2d(F.relu(self.conv1(x)), 2)
            x = F.max_pool2d(F.relu(self.conv2(x)), 2)
            x = x.view(-1, 16 * 5 * 5)
            x = F.relu(self.fc1(x))
            x = F.relu(self.fc2(x))
            x = self.fc3(x)
            return x

    net = LeNet()
    print(net)
    print(net(t.randn(2, 3, 32, 32)))


@program
def a_linear_layer_by_functions():
    class MyLinear(nn.Module):
        def __init__(self):
            super(MyLinear, self).__init__()
            self.weight = nn.Parameter(t.randn(3, 4))
            self.bias = nn.Parameter(t.zeros(3))

        def forward(self, input):
            return F.linear(input, self.weight, self.bias)

    print(MyLinear()(t.ones(2, 4)))


@program
def initialization():
    linear = nn.Linear(3, 4)

    t.manual_seed(1)
    init.xavier_normal_(linear.weight)
    print(linear.weight.data)

    t.manual_seed(1)
    std = math.sqrt(2) / math.sqrt(7.0)
    linear.weight.data.normal_(0, std)
    print(linear.weight.data)


@program
def initialization_by_name():
    net = Net()
    for name, params in net.named_parameters():
        if name.find("classifier") != -1:
            init.constant_(params, 0.5)
        elif name.find("features") != -1:
            init.ones_(params)
        elif name.find("norm") != -1:
            pass
    print(net.classifier[4].bias.data, net.features[0].bias.data)


@program
def a_hook_that_takes_features():
    model = Net()
    input = t.randn(1, 3, 32, 32)
    features = t.Tensor(1, 6, 14, 14)

    def hook(module, input, output):
        features.copy_(output.data)

    handle = model.features[2].register_forward_hook(hook)
    _ = model(input)
    handle.remove()
    print(features[0, 0])


class ResidualBlock(nn.Module):
    def __init__(self, inchannel, outchannel, stride=1, shortcut=None):
        super(ResidualBlock, self).__init__()
        self.left = nn.Sequential(
            nn.Conv2d(inchannel, outchannel, 3, stride, 1, bias=False),
            nn.BatchNorm2d(outchannel),
            nn.ReLU(inplace=True),
            nn.Conv2d(outchannel, outchannel, 3, 1, 1, bias=False),
            nn.BatchNorm2d(outchannel),
        )
        self.right = shortcut

    def forward(self, x):
        out = self.left(x)
        residual = x if self.right is None else self.right(x)
        out += residual
        return F.relu(out)


class ResNet(nn.Module):
    def __init__(self, num_classes=1000):
        super(ResNet, self).__init__()
        self.pre = nn.Sequential(
            nn.Conv2d(3, 64, 7, 2, 3, bias=False),
            nn.BatchNorm2d(64),
            nn.ReLU(inplace=True),
            nn.MaxPool2d(3, 2, 1),
        )
        self.layer1 = self._make_layer(64, 128, 3)
        self.layer2 = self._make_layer(128, 256, 4, stride=2)
        self.layer3 = self._make_layer(256, 512, 6, stride=2)
        self.layer4 = self._make_layer(512, 512, 3, stride=2)
        self.fc = nn.Linear(512, num_classes)

    def _make_layer(self, inchannel, outchannel, block_num, stride=1):
        shortcut = nn.Sequential(
            nn.Conv2d(inchannel, outchannel, 1, stride, bias=False), nn.BatchNorm2d(outchannel)
        )
        layers = []
        layers.append(ResidualBlock(inchannel, outchannel, stride, shortcut))
        for i in range(block_num):
            layers.append(ResidualBlock(outchannel, outchannel))
        return nn.Sequential(*layers)

    def forward(self, x):
        x = self.pre(x)
        x = self.layer1(x)
        x = self.layer2(x)
        x = self.layer3(x)
        x = self.layer4(x)
        x = F.avg_pool2d(x, 7)
        x = x.view(x.size(0), -1)
        return self.fc(x)


@program
def a_res_net():
    input = V(t.randn(1, 3, 224, 224))
    model1 = ResNet()
    output1 = model1(input)
    print(output1.size())
    print(list(model1.state_dict()))
    model2 = models.resnet34()
    output2 = model2(input)
    print(output2.size())
