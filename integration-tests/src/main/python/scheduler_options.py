"""What schedulers say to their options, for SchedulerOptionsTest.java, which makes the same ones and says the same:

    scheduler_options.py      prints for each case: scheduler, optimizer, the options, and the outcome: the error's text, or
                              the rates (and momenta) over some steps, those after a jump where there is one, what the state
                              dict has, and the first words of each warning; all separated by tabs

An option is NAME=VALUE, several are separated by blanks. Values: f:0.5 (float), i:1, b:True, n:, s:text, and l:VALUE|VALUE
(list). Optimizers: "sgd" has two groups and momentum, "adam" has one, "tensor" has a rate that is a tensor, "plain" neither.
"""

import warnings

import torch
from torch import optim
from torch.optim import lr_scheduler as sched
from torch.optim.swa_utils import SWALR

STEPS = 14
FACTORS = ["f:-0.5", "f:0.0", "f:0.3", "f:1.0", "f:1.5", "f:nan"]
EPOCHS = ["i:-1", "i:0", "i:1", "i:3", "i:100"]
LAST = ["last_epoch=i:0", "last_epoch=i:3"]
ONE = "total_steps=i:15 "
# An option of its own, then the values of each option beside it.
CASES = {
    "LambdaLR": ("lr_lambda=s:falling", {}, ["lr_lambda=l:s:falling|s:falling", "lr_lambda=l:s:falling", *LAST]),
    "MultiplicativeLR": ("lr_lambda=s:falling", {}, ["lr_lambda=l:s:falling|s:falling", "lr_lambda=l:s:falling", *LAST]),
    "StepLR": ("step_size=i:3", {"step_size": EPOCHS[2:], "gamma": FACTORS}, LAST),
    "MultiStepLR": ("milestones=l:i:2|i:5", {"gamma": FACTORS}, ["milestones=l:i:5|i:2|i:2", "milestones=l:i:-1|i:0", *LAST]),
    "ConstantLR": ("", {"factor": FACTORS, "total_iters": EPOCHS}, LAST),
    "LinearLR": (
        "",
        {"start_factor": FACTORS, "end_factor": FACTORS, "total_iters": [*EPOCHS[:1], *EPOCHS[2:]]},
        ["start_factor=f:0.5 end_factor=f:0.1 total_iters=i:9", *LAST],
    ),
    "ExponentialLR": ("gamma=f:0.5", {"gamma": FACTORS}, LAST),
    "PolynomialLR": ("", {"total_iters": EPOCHS[2:], "power": ["f:-1.0", "f:0.0", "f:0.5", "f:2.0", "f:2.5"]}, LAST),
    "CosineAnnealingLR": ("T_max=i:5", {"T_max": EPOCHS[2:], "eta_min": ["f:-0.1", "f:0.0", "f:0.01", "f:0.7"]}, LAST),
    "CosineAnnealingWarmRestarts": (
        "T_0=i:4",
        {"T_0": [*EPOCHS[:1], *EPOCHS[1:]], "T_mult": ["i:-1", "i:0", "i:1", "i:2", "i:3"], "eta_min": ["f:0.01", "f:1.0"]},
        ["T_0=i:1 T_mult=i:2", "T_0=i:2 T_mult=i:3 eta_min=f:0.05", *LAST],
    ),
    "OneCycleLR": (
        "max_lr=f:0.9 " + ONE,
        {
            "total_steps": [*EPOCHS[:3], "i:15", "i:40"],
            "pct_start": ["f:-0.1", "f:0.0", "f:0.5", "f:1.0", "f:1.1"],
            "anneal_strategy": ["s:cos", "s:linear", "s:sine"],
            "cycle_momentum": ["b:True", "b:False"],
            "base_momentum": ["f:0.5", "l:f:0.5|f:0.6", "l:f:0.5|f:0.6|f:0.7"],
            "max_momentum": ["f:0.99", "l:f:0.95|f:0.96"],
            "div_factor": ["f:10.0", "f:5.0"],
            "final_div_factor": ["f:10.0", "i:5"],
            "three_phase": ["b:True", "b:False"],
            "max_lr": ["l:f:0.9|f:0.8", "l:f:0.9|f:0.8|f:0.7", "f:-1.0", "f:2.0"],
        },
        [
            "max_lr=f:0.9 epochs=i:3 steps_per_epoch=i:5 total_steps=n:",
            "max_lr=f:0.9 epochs=i:3 total_steps=n:",
            "max_lr=f:0.9 epochs=i:0 steps_per_epoch=i:5 total_steps=n:",
            "max_lr=f:0.9 epochs=i:3 steps_per_epoch=i:-5 total_steps=n:",
            "max_lr=f:0.9 total_steps=n:",
            "max_lr=f:0.9 total_steps=i:10",
            "max_lr=f:0.9 total_steps=i:15 three_phase=b:True pct_start=f:0.25 anneal_strategy=s:linear",
            *LAST,
        ],
    ),
    "CyclicLR": (
        "base_lr=f:0.01 max_lr=f:0.1 step_size_up=i:3",
        {
            "step_size_down": ["n:", "i:2", "i:5"],
            "mode": ["s:triangular", "s:triangular2", "s:exp_range", "s:square"],
            "gamma": ["f:0.9", "f:1.0"],
            "scale_mode": ["s:cycle", "s:iterations"],
            "cycle_momentum": ["b:True", "b:False"],
            "base_momentum": ["f:0.5", "l:f:0.5|f:0.6"],
            "max_momentum": ["f:0.99", "l:f:0.95|f:0.96", "l:f:0.95|f:0.96|f:0.97"],
            "base_lr": ["l:f:0.01|f:0.02", "l:f:0.01|f:0.02|f:0.03", "f:0.5"],
            "max_lr": ["l:f:0.1|f:0.2", "l:f:0.1|f:0.2|f:0.3", "f:0.001"],
        },
        ["mode=s:exp_range gamma=f:0.9 scale_mode=s:cycle", *LAST],
    ),
    "ReduceLROnPlateau": (
        "patience=i:1",
        {
            "mode": ["s:min", "s:max", "s:mean"],
            "factor": ["f:0.0", "f:0.5", "f:1.0", "f:1.5", "f:nan"],
            "patience": EPOCHS,
            "threshold": ["f:0.0", "f:0.5", "f:-0.1"],
            "threshold_mode": ["s:rel", "s:abs", "s:both"],
            "cooldown": EPOCHS,
            "min_lr": ["f:0.05", "l:f:0.05|f:0.01", "l:f:0.05|f:0.01|f:0.02"],
            "eps": ["f:0.0", "f:0.2"],
        },
        ["mode=s:max threshold_mode=s:abs threshold=f:0.5", "patience=i:0 cooldown=i:1 min_lr=f:0.01"],
    ),
    "SWALR": (
        "swa_lr=f:0.05",
        {
            "swa_lr": ["l:f:0.05|f:0.01", "l:f:0.05|f:0.01|f:0.02", "f:0.9"],
            "anneal_epochs": EPOCHS,
            "anneal_strategy": ["s:cos", "s:linear", "s:sine"],
        },
        ["anneal_epochs=i:5 anneal_strategy=s:linear", *LAST],
    ),
}


# Schedulers of schedulers, which are named by these words.
PARTS = {
    "constant": lambda o: sched.ConstantLR(o, 0.1, 2),
    "exponential": lambda o: sched.ExponentialLR(o, 0.9),
    "linear": lambda o: sched.LinearLR(o, 0.5, 1.0, 3),
    "cosine": lambda o: sched.CosineAnnealingLR(o, 5),
    "restarts": lambda o: sched.CosineAnnealingWarmRestarts(o, 3),
    "plateau": lambda o: sched.ReduceLROnPlateau(o),
    "other": lambda o: sched.ExponentialLR(optimizer("plain"), 0.9),
}
COMPOSITES = {
    "SequentialLR": [
        "schedulers=l:s:constant|s:exponential milestones=l:i:2",
        "schedulers=l:s:constant|s:exponential milestones=l:i:5",
        "schedulers=l:s:constant|s:exponential milestones=l:i:1",
        "schedulers=l:s:linear|s:cosine milestones=l:i:3",
        "schedulers=l:s:cosine|s:linear|s:exponential milestones=l:i:3|i:7",
        "schedulers=l:s:linear|s:restarts milestones=l:i:4",
        "schedulers=l:s:constant|s:exponential milestones=l:i:2|i:3",
        "schedulers=l:s:constant milestones=l:i:2",
        "schedulers=l:s:constant|s:plateau milestones=l:i:2",
        "schedulers=l:s:constant|s:other milestones=l:i:2",
    ],
    "ChainedScheduler": [
        "schedulers=l:s:constant|s:exponential",
        "schedulers=l:s:linear|s:exponential",
        "schedulers=l:s:cosine|s:linear|s:exponential",
        "schedulers=l:s:constant",
        "schedulers=l:s:constant|s:plateau",
        "schedulers=l:s:constant|s:other",
    ],
}


def composite(name, o, given):
    parts = [PARTS[word](o) for word in given["schedulers"]]
    if name == "ChainedScheduler":
        return sched.ChainedScheduler(parts)
    return sched.SequentialLR(o, parts, given["milestones"])


def value(text):
    kind, _, rest = text.partition(":")
    return {
        "f": lambda: float(rest),
        "i": lambda: int(rest),
        "b": lambda: rest == "True",
        "n": lambda: None,
        "s": lambda: (lambda epoch: 1 / (1 + epoch)) if rest == "falling" else rest,
        "l": lambda: [value(item) for item in rest.split("|")],
    }[kind]()


def parse(options):
    return {name: value(text) for name, _, text in (option.partition("=") for option in options.split())}


def optimizer(kind):
    p, q = (torch.ones(2, requires_grad=True) for _ in range(2))
    if kind == "sgd":
        return optim.SGD([{"params": [p]}, {"params": [q], "lr": 0.1}], lr=0.5, momentum=0.85)
    if kind == "adam":
        return optim.Adam([p], lr=0.25)
    if kind == "tensor":
        return optim.SGD([{"params": [p]}, {"params": [q], "lr": 0.1}], lr=torch.tensor(0.5), momentum=0.85)
    return optim.Rprop([p], lr=0.5)


def number(x):
    return repr(float(x))


def rates(o):
    numbers = []
    for group in o.param_groups:
        numbers.append(group["lr"])
        numbers += [group["momentum"]] if "momentum" in group else [group["betas"][0]] if "betas" in group else []
    return [number(x) for x in numbers]


def shown(x):
    """A value of a state dict as text; a tensor as its number, what is callable as its kind."""
    if isinstance(x, (list, tuple)):
        return "[" + ", ".join(map(shown, x)) + "]"
    if isinstance(x, sched.LRScheduler):
        return shown(x.state_dict())
    if isinstance(x, dict):
        return "{" + ", ".join(f"{k}: {shown(v)}" for k, v in x.items()) + "}"
    if isinstance(x, torch.Tensor):
        return f"tensor {number(x)}"
    return "function" if callable(x) else repr(x)


def outcome(name, kind, options):
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        try:
            o = optimizer(kind)
            given = parse(options)
            if given.get("last_epoch", -1) >= 0:
                for group in o.param_groups:
                    group.update(initial_lr=0.5, max_lr=0.9, min_lr=1e-6, max_momentum=0.95, base_momentum=0.8, swa_lr=0.05)
            if name in COMPOSITES:
                made = composite(name, o, given)
            else:
                made = (SWALR if name == "SWALR" else getattr(sched, name))(o, **given)
            parts = [*rates(o)]
            for step in range(STEPS):
                if step > 1:
                    o.step()
                made.step(*([1.0 if step != 4 else 0.5] if name == "ReduceLROnPlateau" else []))
                parts += rates(o)
            parts += [number(x) for x in made.get_last_lr()]
            state = " ".join(f"{k}={shown(v)}" for k, v in made.state_dict().items())
            said = "; ".join(str(w.message)[:40] for w in warned)
            return "\t".join(("fine", " ".join(parts), state, said))
        except Exception as e:
            return "\t".join((type(e).__name__, str(e)))


def all_options(first, values, more):
    fixed = dict(option.partition("=")[::2] for option in first.split())
    yield first.strip()
    for name in values:
        for text in values[name]:
            yield " ".join(f"{k}={v}" for k, v in {**fixed, name: text}.items())
    for options in more:
        given = dict(option.partition("=")[::2] for option in options.split())
        yield " ".join(f"{k}={v}" for k, v in {**fixed, **given}.items())


def main():
    torch.set_num_threads(1)
    cases = {name: list(all_options(*parts)) for name, parts in CASES.items()}
    for name, several in {**cases, **COMPOSITES}.items():
        for options in several:
            for kind in ("sgd", "adam", "tensor", "plain"):
                result = outcome(name, kind, options).replace("\\", "\\\\").replace("\n", "\\n")
                print(name, kind, options, result, sep="\t")


main()
