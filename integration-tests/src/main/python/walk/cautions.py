"""What is warned of, and in which words (CautionsTest.java)."""

import warnings

import torch
import torch.nn.functional as F
from programs import program
from torch import nn


def caution(action):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        action()
    for warning in caught:
        print(warning.message)


@program
def sizes_that_are_broadcast():
    for loss in (F.mse_loss, F.l1_loss, F.smooth_l1_loss, F.huber_loss):
        caution(lambda: loss(torch.ones(2, 3), torch.ones(3)))
        caution(lambda: loss(torch.ones(3), torch.ones(3)))


@program
def options_without_effect():
    caution(lambda: nn.LSTM(2, 3, dropout=0.25))
    caution(lambda: nn.LSTM(2, 3, num_layers=2, dropout=0.25))
    caution(lambda: nn.init.xavier_uniform(torch.ones(2, 3)))
    caution(lambda: nn.init.constant(torch.ones(2, 3), 2))
    caution(lambda: nn.init.kaiming_uniform_(torch.ones(0, 3)))
    caution(lambda: nn.init.kaiming_normal_(torch.ones(0, 3)))


@program
def defaults_that_changed():
    caution(lambda: F.kl_div(torch.zeros(2), torch.ones(2)))
    caution(lambda: F.kl_div(torch.zeros(2), torch.ones(2), reduction="batchmean"))
    caution(lambda: F.grid_sample(torch.ones(1, 1, 2, 2), torch.zeros(1, 2, 2, 2)))
    caution(lambda: F.affine_grid(torch.ones(1, 2, 3), [1, 1, 2, 2]))
    caution(lambda: F.affine_grid(torch.ones(1, 2, 3), [1, 1, 2, 2], align_corners=False))


@program
def modules():
    caution(lambda: nn.Linear(1, 1).to(torch.complex64))
    saved = nn.Linear(1, 1).state_dict()
    caution(lambda: nn.Linear(1, 1).to("meta").load_state_dict(saved))
    caution(lambda: nn.Linear(1, 1).to("meta").load_state_dict(saved, assign=True))

    net = nn.Linear(1, 1)
    net.register_full_backward_hook(lambda m, gin, gout: None)
    caution(lambda: net(torch.ones(1, 1)).sum().backward())
    caution(lambda: net(torch.ones(1, 1, requires_grad=True)).sum().backward())


@program
def the_same_text_once():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        for _ in range(2):
            warnings.warn("a text")
    print([str(warning.message) for warning in caught])
