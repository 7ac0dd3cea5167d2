"""How modules register their parameters, containers, and what an optimizer makes of it (BuildingNetworksTest.java)."""

import copy

import torch as t
from programs import program
from torch import nn, optim


@program
def registered_parameters():
    class T(nn.Module):
        def __init__(self, d=2, v=3):
            super().__init__()
            self.linear = nn.Linear(d, v)
            self.conv = nn.Conv1d(1, 2, 3)
            self.dropout = nn.Dropout(0.1)

    a = T()
    for name, p in a.named_parameters():
        print(name, p)


@program
def clones_of_a_layer():
    def clones(module, n):
        return nn.ModuleList([copy.deepcopy(module) for _ in range(n)])

    class T(nn.Module):
        def __init__(self, d=2, v=3, n=2):
            super().__init__()
            self.linears = clones(nn.Linear(d, v), n)
            self.drop = nn.Dropout(0.1)

    a = T()
    for name, p in a.named_parameters():
        print(name, p)


@program
def layers_in_a_module_list():
    class T(nn.Module):
        def __init__(self, d=2, v=3, n=2):
            super().__init__()
            module_list = []
            for _ in range(n):
                module_list.append(nn.Linear(d, v))
            self.linears = nn.ModuleList(module_list)
            self.drop = nn.Dropout(0.1)

    a = T()
    for name, p in a.named_parameters():
        print(name, p)


@program
def layers_unpacked_into_a_sequential():
    class T(nn.Module):
        def __init__(self, d=2, v=3, n=2):
            super().__init__()
            module_list = []
            for _ in range(n):
                module_list.append(nn.Linear(d, v))
            self.linears = nn.Sequential(*module_list)
            self.drop = nn.Dropout(0.1)

    a = T()
    for name, p in a.named_parameters():
        print(name, p)


@program
def sequential_alone_and_inside():
    model = nn.Sequential(nn.Linear(2, 3), nn.Linear(3, 4))
    x = t.ones(2, 2)
    print(model(x))

    class T(nn.Module):
        def __init__(self):
            super().__init__()
            self.linears = nn.Sequential(nn.Linear(2, 3), nn.Linear(3, 4))

        def forward(self, x):
            return self.linears(x)

    a = T()
    print(a(x))
    print(a.linears(x))


@program
def modules_in_modules():
    class M(nn.Module):
        def __init__(self):
            super().__init__()
            self.linear = nn.Linear(4, 4)

        def forward(self, x):
            return self.linear(x)

    class T(nn.Module):
        def __init__(self, model):
            super().__init__()
            self.linears = nn.Sequential(nn.Linear(2, 3), nn.Linear(3, 4))
            self.model = model

        def forward(self, x):
            return self.model(self.linears(x))

    b = M()
    a = T(b)
    print(a)


@program
def optimizers_for_parts():
    class Model(nn.Module):
        def __init__(self):
            super().__init__()
            self.base = nn.Linear(2, 3)
            self.classifier = nn.Linear(3, 2)

    model = Model()
    print(
        optim.SGD(
            [{"params": model.base.parameters()}, {"params": model.classifier.parameters(), "lr": 1e-3}],
            lr=1e-2,
            momentum=0.9,
        )
    )
    print(optim.Adam(model.parameters(), lr=1e-3, betas=(0.9, 0.99)))


class T(nn.Module):
    def __init__(self):
        super().__init__()
        self.linears = nn.Sequential(nn.Linear(2, 3), nn.Linear(3, 4))
        self.linear = nn.Linear(4, 4)

    def forward(self, x):
        return self.linear(self.linears(x))


@program
def parameter_groups():
    a = T()

    optimizer = optim.Adam(a.parameters(), lr=1e-3)
    for group in optimizer.param_groups:
        print(group)
    print(optimizer.param_groups)


@program
def parameter_groups_of_parts():
    a = T()
    optimizer = optim.Adam([{"params": a.linears.parameters()}, {"params": a.linear.parameters(), "lr": 1e-2}], lr=1e-3)
    print(optimizer.param_groups)


@program
def another_rate_at_each_step():
    a = T()
    optimizer = optim.Adam(a.parameters(), lr=1e-3)
    x = t.randn(5, 2)
    for step in range(1, 4):
        rate = 0.01 * step
        for group in optimizer.param_groups:
            group["lr"] = rate
        optimizer.zero_grad()
        loss = a(x).pow(2).mean()
        loss.backward()
        optimizer.step()
        print(rate, loss.item())
    print(a.linear.weight)
