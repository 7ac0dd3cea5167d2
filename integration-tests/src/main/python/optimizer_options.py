"""What optimizers say to their options, for OptimizerOptionsTest.java, which makes the same ones and says the same:

    optimizer_options.py      prints for each case: optimizer, where the options stand ("default" or "group") or what is
                              special of the parameters, the options, and the outcome: the error's type and text, or the
                              printed form, the state's keys and the parameters after two steps; all separated by tabs

An option is NAME=VALUE, several are separated by blanks. Values: f:0.5 (float), i:1, b:True, n:, s:text, t:0.5 (tensor of no
dimensions), v:0.5,0.25 (vector), p:VALUE|VALUE (tuple).
"""

import itertools
import warnings

import torch
from torch import optim

warnings.simplefilter("ignore")

NUMBERS = ["f:-1.0", "f:-0.0", "i:0", "f:0.25", "i:1", "f:1.5", "i:3", "f:nan", "f:inf"]
RATES = [*NUMBERS, "t:-1.0", "t:0.25", "v:0.25", "v:-0.5", "v:0.25,0.5", "t:nan"]
FLAGS = ["foreach", "fused", "differentiable", "capturable", "nesterov", "amsgrad", "centered", "maximize"]
PAIRS = [f"p:f:{a}|f:{b}" for a in (-0.5, 0.0, 0.5, 1.0, 1.5, "nan") for b in (-0.5, 0.0, 0.9, 1.0, 1.25, "nan")]
TENSOR_PAIRS = ["p:t:0.5|t:0.9", "p:t:0.5|f:0.9", "p:f:0.5|t:0.9", "p:v:0.5,0.6|t:0.9", "p:t:0.5|v:0.9,0.8", "p:i:0|i:0"]
VALUES = {
    "lr": RATES,
    "betas": PAIRS + TENSOR_PAIRS,
    "etas": PAIRS,
    "step_sizes": ["p:f:0.001|f:0.1", "p:f:-1.0|f:50.0", "p:f:1.0|f:0.5"],
    "eps": NUMBERS,
    "ns_coefficients": ["p:f:3.0|f:-4.0|f:2.0", "p:f:3.0|f:-4.0"],
    "ns_steps": ["i:0", "i:1", "i:99", "i:100"],
    "adjust_lr_fn": ["s:original", "s:match_rms_adamw", "s:other"],
    "max_iter": ["i:0", "i:1", "i:3", "i:7"],
    "max_eval": ["n:", "i:1", "i:2", "i:30"],
    "history_size": ["i:1", "i:2"],
    "line_search_fn": ["n:", "s:strong_wolfe", "s:armijo"],
}
KINDS = ["complex", "sparse", "float64", "bfloat16", "scalar", "view", "same", "closure"]
WITH_KINDS = ["", "foreach=b:True", "fused=b:True", "maximize=b:True", "weight_decay=f:0.25", "momentum=f:0.5", "amsgrad=b:True",
              "centered=b:True", "initial_accumulator_value=f:0.5", "nesterov=b:True momentum=f:0.5",
              "maximize=b:True weight_decay=f:0.25 foreach=b:True"]  # fmt: skip
ADAFACTOR_EPS = ["p:n:|f:0.001", "p:f:-1.0|f:0.001", "p:f:0.1|f:-1.0", "p:f:0.0|f:0.0", "p:n:|f:nan", "p:f:nan|i:0"]
OPTIMIZERS = {
    c.__name__: c
    for c in (
        optim.Adadelta, optim.Adafactor, optim.Adagrad, optim.Adam, optim.AdamW, optim.Adamax, optim.ASGD, optim.LBFGS,
        optim.Muon, optim.NAdam, optim.RAdam, optim.RMSprop, optim.Rprop, optim.SGD, optim.SparseAdam,
    )
}  # fmt: skip


def value(text):
    kind, _, rest = text.partition(":")
    return {
        "f": lambda: float(rest),
        "i": lambda: int(rest),
        "b": lambda: rest == "True",
        "n": lambda: None,
        "s": lambda: rest,
        "t": lambda: torch.tensor(float(rest)),
        "v": lambda: torch.tensor([float(x) for x in rest.split(",")]),
        "p": lambda: tuple(value(item) for item in rest.split("|")),
    }[kind]()


def parse(options):
    return {name: value(text) for name, _, text in (option.partition("=") for option in options.split())}


def settings(name, defaults):
    """Each option for itself, and flags in pairs and in threes."""
    for option, default in defaults.items():
        if isinstance(default, bool) or option in ("foreach", "fused"):
            yield from (f"{option}={v}" for v in ("b:True", "b:False"))
        elif name == "Adafactor" and option == "eps":
            yield from (f"{option}={v}" for v in ADAFACTOR_EPS)
        else:
            yield from (f"{option}={v}" for v in VALUES.get(option, NUMBERS))
    flags = [flag for flag in FLAGS if flag in defaults]
    for n in (2, 3):
        yield from (" ".join(f"{f}=b:True" for f in chosen) for chosen in itertools.combinations(flags, n))
    if "nesterov" in defaults:
        yield from ("nesterov=b:True momentum=f:0.5", "nesterov=b:True momentum=f:0.5 dampening=f:0.5")
    if "foreach" in defaults:
        yield from ("foreach=b:True lr=t:0.25", "foreach=b:True lr=v:0.25,0.5", "foreach=b:True weight_decay=f:0.25")
        if "betas" in defaults:
            yield from (f"foreach=b:True betas={pair}" for pair in TENSOR_PAIRS)
    if "fused" in defaults:
        yield from ("fused=b:True lr=t:0.25", "fused=b:True weight_decay=f:0.25", "fused=b:True lr=v:-1.0")


def closure(params, step):
    for i, p in enumerate(params):
        p.grad = p.detach() * 0.5 + 0.25 * (step + 1 + i)
    return sum(p.detach().abs().square().sum() for p in params)


def special(kind, params):
    """Parameters that are not two leaves of single precision."""
    if kind == "complex":
        return [torch.complex(p, p * 0.5) for p in params]
    if kind in ("float64", "bfloat16"):
        return [p.to(getattr(torch, kind)) for p in params]
    if kind == "scalar":
        return [torch.tensor(0.75)]
    if kind == "view":
        return [p.requires_grad_() * 1 for p in params]
    if kind == "same":
        return [params[0], params[0]]
    return params


def real(tensor):
    return torch.view_as_real(tensor) if tensor.is_complex() else tensor


def outcome(name, place, options):
    try:
        # The runs of the conformance suites have shapes of their own.
        params = [torch.tensor([[0.5, -1.25, 2.0], [1.0, -2.0, 3.0]])]
        if name != "Muon":
            params.append(torch.tensor([0.25, -0.5, 1.0]))
        params = special(place, params)
        if place != "view":
            params = [p.requires_grad_() for p in params]
        given = parse(options)
        if place == "group":
            optimizer = OPTIMIZERS[name]([{"params": params, **given}])
        else:
            optimizer = OPTIMIZERS[name](params, **given)
        printed = repr(optimizer) + " " + str(list(optimizer.defaults))
        for step in range(2):
            if name == "LBFGS":
                optimizer.step(lambda: closure(params, step))
            else:
                closure(params, step)
                if (name == "SparseAdam") != (place == "sparse"):
                    for p in params:
                        p.grad = p.grad.to_sparse(1)
                if place == "closure":
                    optimizer.step(lambda: closure(params, step + 1))
                else:
                    optimizer.step()
        keys = list(optimizer.state[params[0]])
        values = [x for p in params for x in real(p.detach()).flatten().tolist()]
        return "\t".join(("fine", printed, str(keys), " ".join(map(repr, values))))
    except Exception as e:
        return "\t".join((type(e).__name__, str(e)))


def main():
    torch.set_num_threads(1)
    for name, made in OPTIMIZERS.items():
        params = [torch.ones(2, 2, requires_grad=True)]
        defaults = made(params).defaults
        for options in ["", *settings(name, defaults)]:
            for place in ("default", "group"):
                result = outcome(name, place, options).replace("\\", "\\\\").replace("\n", "\\n")
                print(name, place, options, result, sep="\t")
        for options in WITH_KINDS:
            if all(option.partition("=")[0] in defaults for option in options.split()):
                for kind in KINDS:
                    if kind == "same" and "momentum" in options:
                        continue  # Python begins the momentum of SGD twice
                    result = outcome(name, kind, options).replace("\\", "\\\\").replace("\n", "\\n")
                    print(name, kind, options, result, sep="\t")


main()
