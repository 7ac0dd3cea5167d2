"""The network of the digits example, its data and its split; DigitsNet.java and Digits.java are the same in Java."""

import csv
from pathlib import Path

import torch
from torch import nn

RESOURCES = Path(__file__).parent.parent / "resources" / "dev" / "sconce" / "it" / "example"
BATCH = 32


class DigitsNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 16, 3, padding=1, bias=False),
            nn.BatchNorm2d(16),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Conv2d(16, 32, 3, padding=1, bias=False),
            nn.BatchNorm2d(32),
            nn.ReLU(),
            nn.MaxPool2d(2),
        )
        self.classifier = nn.Sequential(
            nn.Flatten(),
            nn.Dropout(0.25),
            nn.Linear(128, 64),
            nn.ReLU(),
            nn.Linear(64, 10),
        )

    def forward(self, x):
        return self.classifier(self.features(x))


def load_digits():
    """(training images, training labels, held-out images, held-out labels); every fifth image is held out."""
    with open(RESOURCES / "digits.csv", encoding="ascii", newline="") as file:
        rows = torch.tensor([[int(cell) for cell in row] for row in csv.reader(file)])
    images = rows[:, :64].float().div(16).view(-1, 1, 8, 8)
    labels = rows[:, 64]
    held_out = torch.arange(len(rows)) % 5 == 0
    return images[~held_out], labels[~held_out], images[held_out], labels[held_out]


def count_correct(net, images, labels):
    net.eval()
    with torch.no_grad():
        return int((net(images).argmax(1) == labels).sum())
