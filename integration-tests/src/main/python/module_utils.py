"""Modules that torch.nn.utils and swa_utils have reworked, before and after two steps of training.

usage: module_utils.py write FOLDER      NAME.pth, NAME_after.pth: state dicts; NAME_trace.pth: input, output in eval mode
       module_utils.py read FOLDER       loads FOLDER/NAME_java.pth strictly and prints each NAME whose output is the same
"""

import pathlib
import sys
import warnings

import torch
from torch import nn
from torch.nn.utils import parametrizations, prune
from torch.optim import swa_utils


def weight_norm():
    return nn.Sequential(
        parametrizations.weight_norm(nn.Conv1d(2, 4, 3)), nn.ReLU(), nn.Flatten(),
        parametrizations.weight_norm(nn.Linear(16, 3), dim=None))


def spectral_norm():
    return nn.Sequential(
        parametrizations.spectral_norm(nn.Conv1d(2, 4, 3), n_power_iterations=2), nn.ReLU(), nn.Flatten(),
        parametrizations.spectral_norm(nn.Linear(16, 3)))


def old_norms():
    return nn.Sequential(
        nn.utils.weight_norm(nn.Conv1d(2, 4, 3)), nn.ReLU(), nn.Flatten(), nn.utils.spectral_norm(nn.Linear(16, 3)))


def orthogonal():
    return nn.Sequential(
        nn.Flatten(), parametrizations.orthogonal(nn.Linear(12, 12)), nn.Tanh(),
        parametrizations.orthogonal(nn.Linear(12, 5), orthogonal_map="cayley"), nn.Tanh(),
        parametrizations.orthogonal(nn.Linear(5, 3)))


def pruned():
    net = nn.Sequential(nn.Conv1d(2, 4, 3), nn.ReLU(), nn.Flatten(), nn.Linear(16, 3))
    prune.l1_unstructured(net[3], "weight", amount=0.4)
    prune.ln_structured(net[3], "weight", amount=1, n=2, dim=0)
    prune.ln_structured(net[0], "weight", amount=1, n=2, dim=0)
    return net


def averaged():
    net = nn.Sequential(nn.Conv1d(2, 4, 3), nn.BatchNorm1d(4), nn.ReLU(), nn.Flatten(), nn.Linear(16, 3))
    return swa_utils.AveragedModel(net, multi_avg_fn=swa_utils.get_ema_multi_avg_fn(0.9), use_buffers=True)


CASES = [weight_norm, spectral_norm, old_norms, orthogonal, pruned, averaged]


def train(net, x):
    trained = net.module if isinstance(net, swa_utils.AveragedModel) else net
    if trained is not net:
        trained = averaged().module
        trained.load_state_dict(net.module.state_dict())
    optimizer = torch.optim.SGD(trained.parameters(), lr=0.05)
    for _ in range(2):
        optimizer.zero_grad()
        trained(x).pow(2).mean().backward()
        optimizer.step()
        if trained is not net:
            net.update_parameters(trained)


def output(net, x):
    net.eval()
    with torch.no_grad():
        return net(x)


def write(folder):
    for case in CASES:
        torch.manual_seed(0)
        net = case()
        x = torch.randn(8, 2, 6)
        torch.save(net.state_dict(), folder / f"{case.__name__}.pth")
        train(net, x)
        torch.save(net.state_dict(), folder / f"{case.__name__}_after.pth")
        torch.save({"x": x, "output": output(net, x)}, folder / f"{case.__name__}_trace.pth")


def read(folder):
    for case in CASES:
        net = case()
        net.load_state_dict(torch.load(folder / f"{case.__name__}_java.pth"))
        trace = torch.load(folder / f"{case.__name__}_trace.pth")
        if torch.allclose(output(net, trace["x"]), trace["output"], rtol=1e-4, atol=1e-5):
            print(case.__name__)


warnings.simplefilter("ignore", FutureWarning)  # the older form of weight norm says that there is a newer
torch.set_num_threads(1)
{"write": write, "read": read}[sys.argv[1]](pathlib.Path(sys.argv[2]))
