"""A first layer, a first network, filters, containers, a first step of training (FirstNetworksTest.java)."""

import io

import torch as t
from programs import error, program
from torch import nn, optim
from torch.autograd import Variable as V


@program
def a_perceptron_of_columns():
    class Linear(nn.Module):
        def __init__(self, in_features, out_features):
            super(Linear, self).__init__()
            self.w = nn.Parameter(t.randn(out_features, in_features))
            self.b = nn.Parameter(t.randn(out_features, 1))

        def forward(self, x):
            return (self.w).mm(x) + self.b

    class Perceptron(nn.Module):
        def __init__(self, in_features, hidden_features, out_features):
            super(Perceptron, self).__init__()
            self.layer1 = Linear(in_features, hidden_features)
            self.layer2 = Linear(hidden_features, out_features)

        def forward(self, x):
            x = self.layer1(x)
            x = t.sigmoid(x)
            x = self.layer2(x)
            return x

    perceptron = Perceptron(3, 4, 1)
    x = V(t.randn(3, 5))
    output = perceptron(x)
    print(output)


@program
def a_filter_that_sharpens():
    img = t.arange(36.0).sin().view(1, 6, 6)
    input = img.unsqueeze(0)

    kernel = t.ones(3, 3) / -9
    kernel[1][1] = 1
    conv = nn.Conv2d(1, 1, (3, 3), 1, bias=False)
    conv.weight.data = kernel.view(1, 1, 3, 3)

    out = conv(V(input))
    print(out.data.squeeze(0))


@program
def average_pooling():
    img = t.arange(36.0).view(1, 6, 6)
    input = img.unsqueeze(0)
    pool = nn.AvgPool2d(2, 2)
    print(list(pool.parameters()))
    out = pool(V(input))
    print(out.data.squeeze(0))


@program
def a_linear_layer_of_rows():
    linear = nn.Linear(3, 4)
    input = V(t.randn(2, 3))
    output = linear(input)
    print(output)


@program
def dropout():
    dropout = nn.Dropout(0.5)
    input = t.ones(1000)
    output = dropout(input)
    print(output)
    print(output.min(), output.max(), t.isin(output, t.tensor([0.0, 2.0])).all())
    print(t.equal(dropout.eval()(input), input))


@program
def two_ways_to_a_sequential():
    net1 = nn.Sequential()
    net1.add_module("conv", nn.Conv2d(3, 3, 3))
    net1.add_module("bn", nn.BatchNorm2d(3))
    net1.add_module("activation", nn.ReLU())

    net2 = nn.Sequential(nn.Conv2d(3, 3, 3), nn.BatchNorm1d(3), nn.ReLU())

    input = V(t.randn(1, 3, 4, 4))
    output = net1(input)
    print(output)
    error(lambda: net2(input))  # the notes' batch norm is one for rows
    print(nn.ModuleList([nn.Conv2d(3, 3, 3), nn.ReLU()]))


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
def a_step_of_training():
    net = Net()
    optimizer = optim.SGD(params=net.parameters(), lr=1)
    optimizer.zero_grad()

    input = V(t.randn(1, 3, 32, 32))
    output = net(input)
    output.backward(output)  # fake backward

    optimizer.step()
    print(output)
    print(net(input))


@program
def a_kernel_that_does_not_fit():
    class WideKernelNet(nn.Module):
        def __init__(self):
            super(WideKernelNet, self).__init__()
            self.features = nn.Sequential(
                nn.Conv2d(3, 6, 5), nn.ReLU(), nn.MaxPool2d(2, 2), nn.Conv2d(6, 16, 6), nn.ReLU(), nn.MaxPool2d(2, 2)
            )

        def forward(self, x):
            x = self.features(x)
            return x.view(-1, 16 * 5 * 5)

    net = WideKernelNet()
    error(lambda: net(V(t.randn(1, 3, 32, 32))))


@program
def rates_for_parts():
    net = Net()
    optimizer = optim.SGD(
        [{"params": net.features.parameters()}, {"params": net.classifier.parameters(), "lr": 0.01}], lr=0.001
    )
    print(optimizer)


@program
def initialization():
    linear = nn.Linear(3, 4)
    nn.init.xavier_normal(linear.weight)
    print(linear.weight)


@program
def save_and_load():
    net = Net()
    file = io.BytesIO()
    t.save(net.state_dict(), file)
    file.seek(0)
    net2 = Net()
    net2.load_state_dict(t.load(file))
    input = t.randn(1, 3, 32, 32)
    print(t.equal(net(input), net2(input)))
    print(net2(input))
    net.eval()
    print(net.training, net.features[0].training)
    net.train()
    print(net.training, net.features[0].training)


@program
def on_several_devices():
    model = Net()
    input = t.randn(4, 3, 32, 32)
    if t.cuda.is_available():
        model = model.cuda()
        input = input.cuda()
        print(nn.parallel.data_parallel(model, input).cpu())
    else:
        error(lambda: nn.parallel.data_parallel(model, input))

    new_net = nn.DataParallel(model)
    output = new_net(input)
    print(output.cpu())
    print(list(new_net.state_dict()))
