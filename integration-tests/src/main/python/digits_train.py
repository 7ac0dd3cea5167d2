"""Trains the checkpoint of the digits example: one epoch, so that there is something left to fine-tune.

    python digits_train.py OUT_DIRECTORY

Writes digits.pth (the state dict) and digits.json (what Python counts right on the held-out images). One thread and
fixed seeds: two runs on one machine give the same bytes.
"""

import json
import sys
from pathlib import Path

import torch
from torch import nn

from digits_net import BATCH, DigitsNet, count_correct, load_digits


def main(out):
    torch.set_num_threads(1)
    torch.manual_seed(7)
    images, labels, held_out_images, held_out_labels = load_digits()
    net = DigitsNet()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.03, momentum=0.9)
    criterion = nn.CrossEntropyLoss()
    net.train()
    for batch in torch.randperm(len(images)).split(BATCH):
        optimizer.zero_grad()
        criterion(net(images[batch]), labels[batch]).backward()
        optimizer.step()

    torch.save(net.state_dict(), out / "digits.pth")
    expectation = {
        "torch": torch.__version__.split("+")[0],
        "split": "row i of digits.csv is held out when i % 5 == 0",
        "correct": count_correct(net, held_out_images, held_out_labels),
        "heldOut": len(held_out_labels),
    }
    (out / "digits.json").write_text(json.dumps(expectation, indent=2) + "\n", encoding="utf-8")
    print(expectation)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
