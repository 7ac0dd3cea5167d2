"""Goes on from the state of a GradScaler that Java saved (ScalerStateTest.java).

    python scaler_state.py IN OUT

Makes five steps, of which the third overflows, and saves the state that this leads to.
"""

import sys

import torch


def main(source, target):
    scaler = torch.amp.GradScaler("cpu")
    scaler.load_state_dict(torch.load(source, weights_only=True))
    parameter = torch.ones(2, requires_grad=True)
    optimizer = torch.optim.SGD([parameter], lr=0.1)
    for step in range(5):
        optimizer.zero_grad()
        scaler.scale((parameter * (float("inf") if step == 2 else 1)).sum()).backward()
        scaler.step(optimizer)
        scaler.update()
    torch.save(scaler.state_dict(), target)


if __name__ == "__main__":
    main(*sys.argv[1:])
