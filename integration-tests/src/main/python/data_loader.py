"""What the loaders of DataLoaderTest.java give in Python.

    python data_loader.py OUT_FILE

Writes {case: [batch, ...]} and, behind each case, the next random number of the default generator ("case.next") and of
the loader's own ("case.own"), which say how often each was drawn from.
"""

import sys

import torch
from torch.utils import data


class Noisy(data.Dataset):
    """A number and a random one, drawn in the worker if there is one."""

    def __init__(self, generated):
        self.generated = generated

    def __len__(self):
        return 9

    def __getitem__(self, index):
        return [index, torch.rand(()) if self.generated else torch.tensor(index * 0.5)]


class Stream(data.IterableDataset):
    def __iter__(self):
        worker = data.get_worker_info()
        begin, end = (0, 11) if worker is None else (0, 3) if worker.id == 0 else (3, 14)
        return iter(range(begin, end))


def flat(batch):
    return torch.stack([part.to(torch.float64) for part in batch]) if isinstance(batch, list) else batch


def record(out, name, loader, epochs=1, own=None):
    torch.manual_seed(1234)
    out[name] = [flat(batch) for _ in range(epochs) for batch in loader]
    out[name + ".next"] = torch.rand(2)
    if own is not None:
        out[name + ".own"] = torch.rand(2, generator=own)


def main(path):
    out = {}
    numbers = list(range(17))
    record(out, "shuffled", data.DataLoader(numbers, batch_size=4, shuffle=True), epochs=2)
    record(out, "workers", data.DataLoader(numbers, batch_size=4, shuffle=True, num_workers=2), epochs=2)
    record(out, "dropping", data.DataLoader(numbers, batch_size=4, shuffle=True, drop_last=True, num_workers=1))
    kept = data.DataLoader(numbers, batch_size=4, shuffle=True, num_workers=2, persistent_workers=True)
    record(out, "persistent", kept, epochs=3)

    for workers in (0, 2):
        own = torch.Generator().manual_seed(99)
        loader = data.DataLoader(numbers, batch_size=5, shuffle=True, generator=own, num_workers=workers)
        record(out, f"generator{workers}", loader, epochs=2, own=own)

    tensors = data.TensorDataset(torch.arange(17), torch.linspace(0, 1, 17))
    record(out, "tensors", data.DataLoader(tensors, batch_size=6, shuffle=True))
    drawing = data.RandomSampler(numbers, replacement=True, num_samples=70)
    record(out, "replacement", data.DataLoader(numbers, batch_size=32, sampler=drawing))
    again = data.RandomSampler(numbers, num_samples=40)
    record(out, "again", data.DataLoader(numbers, batch_size=8, sampler=again))
    weighted = data.WeightedRandomSampler([0.1, 0.0, 3.0, 1.5, 0.2], 12)
    record(out, "weighted", data.DataLoader(numbers, batch_size=5, sampler=weighted))
    subset = data.SubsetRandomSampler([3, 1, 4, 15, 9])
    record(out, "subset", data.DataLoader(numbers, batch_size=2, sampler=subset))
    for rank in (0, 2):
        divided = data.DistributedSampler(numbers, 3, rank, seed=7, drop_last=rank == 2)
        divided.set_epoch(4)
        record(out, f"divided{rank}", data.DataLoader(numbers, batch_size=4, sampler=divided))
    ordered = data.DistributedSampler(numbers[:2], 5, 3, shuffle=False)
    record(out, "ordered", data.DataLoader(numbers, batch_size=4, sampler=ordered))

    torch.manual_seed(5)
    parts = data.random_split(numbers, [0.5, 0.3, 0.2])
    record(out, "split", data.DataLoader(parts[1], batch_size=3, shuffle=True))
    record(out, "stream", data.DataLoader(Stream(), batch_size=3))
    record(out, "streamworkers", data.DataLoader(Stream(), batch_size=3, num_workers=2))
    record(out, "noisy", data.DataLoader(Noisy(True), batch_size=2, num_workers=2))
    torch.save(out, path)


if __name__ == "__main__":
    main(sys.argv[1])
