"""Legs of a training run that changes languages. RelayTest.java writes one request a line and reads one answer a line:

    begin NETWORK FOLDER             writes batches.pth and start.pth, the untrained run
    leg NETWORK FOLDER FROM STEPS TO goes on from FROM.pth, trains, and saves everything that the run is to TO.pth

NETWORK is resnet, resnet64 (the same in double precision) or transformer; Relay.java is the same in Java. A run is AdamW with weight decay and clipped gradients,
OneCycleLR, an exponential moving average, and random numbers (the transformer's dropout).
"""

import sys
from pathlib import Path

import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

TOTAL_STEPS = 9
CLASSES = 10


class ReducedResNet(nn.Module):
    """A ResNet-18 with an eighth of the channels."""

    def __init__(self):
        from torchvision_models import models

        super().__init__()
        self.block = models.resnet.BasicBlock
        self.conv1 = nn.Conv2d(3, 8, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(8)
        self.maxpool = nn.MaxPool2d(3, 2, 1)
        self.layer1 = self.layer(8, 8, 1)
        self.layer2 = self.layer(8, 16, 2)
        self.layer3 = self.layer(16, 32, 2)
        self.layer4 = self.layer(32, 64, 2)
        self.fc = nn.Linear(64, CLASSES)

    def layer(self, inplanes, planes, stride):
        downsample = None
        if stride != 1:
            downsample = nn.Sequential(nn.Conv2d(inplanes, planes, 1, stride, bias=False), nn.BatchNorm2d(planes))
        return nn.Sequential(self.block(inplanes, planes, stride, downsample), self.block(planes, planes))

    def forward(self, x):
        x = self.maxpool(torch.relu(self.bn1(self.conv1(x))))
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        return self.fc(x.mean((2, 3)))


class Classifier(nn.Module):
    """Tokens to one of ten classes, by two layers of a transformer's encoder."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(50, 32)
        layer = nn.TransformerEncoderLayer(32, 4, 64, 0.1, "gelu", batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, 2)
        self.out = nn.Linear(32, CLASSES)

    def forward(self, x):
        return self.out(self.encoder(self.embedding(x)).mean(1))


NETWORKS = {"resnet": ReducedResNet, "resnet64": lambda: ReducedResNet().double(), "transformer": Classifier}


class Run:
    def __init__(self, name):
        self.net = NETWORKS[name]()
        # A large eps: where a gradient is zero but for rounding (a bias that softmax takes no notice of), Adam would
        # otherwise make steps of full length of the rounding.
        self.optimizer = torch.optim.AdamW(self.net.parameters(), lr=1e-3, weight_decay=0.05, eps=1e-4)
        self.scheduler = torch.optim.lr_scheduler.OneCycleLR(self.optimizer, 4e-3, total_steps=TOTAL_STEPS)
        self.ema = AveragedModel(self.net, multi_avg_fn=get_ema_multi_avg_fn(0.8), use_buffers=True)

    def load(self, path):
        # A scheduler's state has options that are no tensors; all of them are plain values.
        saved = torch.load(path, weights_only=True)
        self.net.load_state_dict(saved["net"])
        self.optimizer.load_state_dict(saved["optimizer"])
        self.scheduler.load_state_dict(saved["scheduler"])
        self.ema.load_state_dict(saved["ema"])
        torch.set_rng_state(saved["rng"])

    def save(self, path):
        torch.save(
            {
                "net": self.net.state_dict(),
                "optimizer": self.optimizer.state_dict(),
                "scheduler": self.scheduler.state_dict(),
                "ema": self.ema.state_dict(),
                "rng": torch.get_rng_state(),
            },
            path,
        )

    def train(self, batches, steps):
        done = self.scheduler.last_epoch
        criterion = nn.CrossEntropyLoss()
        self.net.train()
        for x, target in batches[done : done + steps]:
            self.optimizer.zero_grad()
            criterion(self.net(x), target).backward()
            nn.utils.clip_grad_norm_(self.net.parameters(), 0.5)
            self.optimizer.step()
            self.scheduler.step()
            self.ema.update_parameters(self.net)


def make_batches(name):
    for _ in range(TOTAL_STEPS):
        images = torch.randn(16, 3, 64, 64, dtype=torch.float64 if name == "resnet64" else torch.float32)
        x = torch.randint(50, (16, 12)) if name == "transformer" else images
        yield [x, torch.randint(CLASSES, (16,))]


def begin(name, folder):
    torch.manual_seed(40)
    run = Run(name)
    torch.save(list(make_batches(name)), folder / "batches.pth")
    run.save(folder / "start.pth")


def leg(name, folder, source, steps, target):
    run = Run(name)
    run.load(folder / f"{source}.pth")
    run.train(torch.load(folder / "batches.pth", weights_only=True), int(steps))
    run.save(folder / f"{target}.pth")


def main():
    torch.set_num_threads(1)
    for line in sys.stdin:
        request, name, folder, *arguments = line.split()
        {"begin": begin, "leg": leg}[request](name, Path(folder), *arguments)
        print("ok", flush=True)


if __name__ == "__main__":
    main()
