"""Goes on training the digits checkpoint, as DigitsFineTuning.java does: same seed, batch order, groups and rates.

    python digits_finetune.py CHECKPOINT OUT_DIRECTORY EPOCHS

Writes model.pth and optimizer.pth (the state dicts) and trace.pth {"losses": one a step, "logits": of the held-out
images, "correct": how many of them are right}.
"""

import sys
from pathlib import Path

import torch
from torch import nn

from digits_net import BATCH, DigitsNet, load_digits

SEED = 11
FEATURES_RATE, CLASSIFIER_RATE, DECAY = 0.01, 0.04, 0.6


def main(checkpoint, out, epochs):
    torch.set_num_threads(1)
    images, labels, held_out_images, held_out_labels = load_digits()
    net = DigitsNet()
    net.load_state_dict(torch.load(checkpoint, weights_only=True))
    optimizer = torch.optim.SGD(
        [
            {"params": net.features.parameters(), "lr": FEATURES_RATE},
            {"params": net.classifier.parameters(), "lr": CLASSIFIER_RATE},
        ],
        lr=CLASSIFIER_RATE,
        momentum=0.9,
    )
    criterion = nn.CrossEntropyLoss()
    losses = []
    torch.manual_seed(SEED)
    net.train()
    for _ in range(epochs):
        for batch in torch.randperm(len(images)).split(BATCH):
            optimizer.zero_grad()
            loss = criterion(net(images[batch]), labels[batch])
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        for group in optimizer.param_groups:
            group["lr"] *= DECAY

    net.eval()
    with torch.no_grad():
        logits = net(held_out_images)
    torch.save(net.state_dict(), out / "model.pth")
    torch.save(optimizer.state_dict(), out / "optimizer.pth")
    correct = (logits.argmax(1) == held_out_labels).sum()
    torch.save({"losses": torch.tensor(losses), "logits": logits, "correct": correct}, out / "trace.pth")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
