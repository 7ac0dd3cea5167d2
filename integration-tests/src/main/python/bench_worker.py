"""The Python half of the benchmarks. Bench.java writes one request a line and reads one answer a line:

    threads N            how many threads one operation may use
    prepare NAME FOLDER  makes the benchmark NAME ready; FOLDER has the files that both halves read; answers the bytes
                         of memory that this process used before
    peak                 answers the most bytes of memory that it used since then
    time N               runs it N times, answers the seconds that took

Every benchmark is what one would write in eager PyTorch; its Java twin has the same name, sizes and seeds.
"""

import gc
import os
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import torch
from torch import nn

BENCHMARKS = {}


def benchmark(name):
    """Registers a function that prepares the benchmark in a folder and returns one round of it."""

    def register(prepare):
        BENCHMARKS[name] = prepare
        return prepare

    return register


@benchmark("checkpoint.load_first_tensor")
def load_first_tensor(folder):
    # mmap=True: the faster of Python's two ways when only some of the file is wanted.
    def once():
        state = torch.load(folder / "resnet18.pth", weights_only=True, mmap=True)
        return state["conv1.weight"].sum().item()

    return once


@benchmark("checkpoint.load_all_bytes")
def load_all_bytes(folder):
    def once():
        state = torch.load(folder / "resnet18.pth", weights_only=True, mmap=True)
        return sum(tensor.sum().item() for tensor in state.values())

    return once


@benchmark("checkpoint.load_all_bytes_read")
def load_all_bytes_read(folder):
    # Without mmap, Python's default, which reads every record into memory of its own.
    def once():
        state = torch.load(folder / "resnet18.pth", weights_only=True)
        return sum(tensor.sum().item() for tensor in state.values())

    return once


@benchmark("checkpoint.save")
def save(folder):
    state = torch.load(folder / "resnet18.pth", weights_only=True)
    return lambda: torch.save(state, folder / "saved-by-python.pth")


def checkpoint_file(folder, kind):
    """1 GiB in 200 tensors ("big"), or 20,000 small tensors ("many"); made once."""
    file = folder / f"{kind}.pth"
    if not file.exists():
        count, elements = {"big": (200, 2**30 // 4 // 200), "many": (20_000, 16)}[kind]
        torch.save({f"layer{i}.weight": torch.randn(elements) for i in range(count)}, file)
    return file


def open_and_list(kind):
    def prepare(folder):
        file = checkpoint_file(folder, kind)

        def once():
            state = torch.load(file, weights_only=True, mmap=True)
            return sum(len(name) + tensor.numel() for name, tensor in state.items())

        return once

    return prepare


BENCHMARKS["checkpoint.big.open_and_list"] = open_and_list("big")
BENCHMARKS["checkpoint.many.open_and_list"] = open_and_list("many")


def first_tensor(kind):
    def prepare(folder):
        file = checkpoint_file(folder, kind)
        return lambda: torch.load(file, weights_only=True, mmap=True)["layer0.weight"].view(torch.uint8).sum().item()

    return prepare


BENCHMARKS["checkpoint.big.first_tensor"] = first_tensor("big")
BENCHMARKS["checkpoint.many.first_tensor"] = first_tensor("many")


@benchmark("checkpoint.big.all_bytes")
def big_all_bytes(folder):
    file = checkpoint_file(folder, "big")
    return lambda: torch.load(file, weights_only=True)


@benchmark("checkpoint.big.all_bytes_to_raw_read")
def big_raw_read(folder):
    file = checkpoint_file(folder, "big")
    chunk = bytearray(1 << 20)

    def once():
        with open(file, "rb", buffering=0) as stream:
            while stream.readinto(chunk):
                pass

    return once


def big_state(folder):
    return torch.load(checkpoint_file(folder, "big"), weights_only=True)


def big_save(folder):
    state = big_state(folder)
    return lambda: torch.save(state, folder / "saved-by-python.pth")


BENCHMARKS["checkpoint.big.save"] = big_save
BENCHMARKS["checkpoint.big.save_unsynced"] = big_save


@benchmark("checkpoint.big.save_synced")
def big_save_synced(folder):
    state = big_state(folder)
    return lambda: save_synced(state, folder)


def save_synced(state, folder):
    with open(folder / "saved-by-python.tmp", "wb") as stream:
        torch.save(state, stream)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(folder / "saved-by-python.tmp", folder / "saved-by-python.pth")


@benchmark("checkpoint.big.save_without_crc")
def big_save_without_crc(folder):
    state = big_state(folder)

    def once():
        torch.serialization.set_crc32_options(False)
        try:
            save_synced(state, folder)
        finally:
            torch.serialization.set_crc32_options(True)

    return once


@benchmark("checkpoint.many.save")
def many_save(folder):
    state = torch.load(checkpoint_file(folder, "many"), weights_only=True)
    return lambda: torch.save(state, folder / "saved-by-python.pth")


@benchmark("checkpoint.big.save_safetensors")
def big_save_safetensors(folder):
    from safetensors.torch import save_file

    state = big_state(folder)
    return lambda: save_file(state, folder / "saved-by-python.safetensors")


@benchmark("checkpoint.big.save_to_raw_write")
def big_raw_write(folder):
    # With the sync and the move of Java's save.
    chunks = [tensor.numpy().data for tensor in big_state(folder).values()]

    def once():
        with open(folder / "raw.tmp", "wb", buffering=0) as stream:
            for chunk in chunks:
                stream.write(chunk)
            os.fsync(stream.fileno())
        os.replace(folder / "raw.tmp", folder / "saved-by-python.raw")

    return once


def cold(verb, kind):
    def prepare(folder):
        command = [sys.executable, str(Path(__file__).with_name("bench_cold.py")), verb, str(checkpoint_file(folder, kind))]
        return lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    return prepare


BENCHMARKS["checkpoint.big.cold_inspect"] = cold("inspect", "big")
BENCHMARKS["checkpoint.many.cold_inspect"] = cold("inspect", "many")
BENCHMARKS["checkpoint.big.cold_convert"] = cold("convert", "big")


def resnet18(folder):
    from torchvision_models import models

    net = models.resnet18()
    net.load_state_dict(torch.load(folder / "resnet18.pth", weights_only=True))
    return net


def resnet18_forward(batch):
    def prepare(folder):
        net = resnet18(folder).eval()
        x = torch.randn(batch, 3, 64, 64)

        def once():
            with torch.no_grad():
                return net(x)

        return once

    return prepare


BENCHMARKS["nn.resnet18_forward_b8"] = resnet18_forward(8)


def training_step(net, optimizer, x, target):
    criterion = nn.CrossEntropyLoss()
    net.train()

    def once():
        optimizer.zero_grad()
        loss = criterion(net(x), target)
        loss.backward()
        optimizer.step()

    return once


@benchmark("nn.resnet18_train_step_b8")
def resnet18_train_step(folder):
    net = resnet18(folder)
    optimizer = torch.optim.SGD(net.parameters(), lr=1e-3, momentum=0.9)
    return training_step(net, optimizer, torch.randn(8, 3, 64, 64), torch.randint(1000, (8,)))


class Mlp(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden1 = nn.Linear(64, 64)
        self.hidden2 = nn.Linear(64, 64)
        self.output = nn.Linear(64, 10)
        self.relu = nn.ReLU()

    def forward(self, x):
        x = self.relu(self.hidden1(x))
        x = self.relu(self.hidden2(x))
        return self.output(x)


def mlp_train_step(make_optimizer):
    def prepare(_folder):
        net = Mlp()
        return training_step(net, make_optimizer(net.parameters()), torch.randn(32, 64), torch.randint(10, (32,)))

    return prepare


BENCHMARKS["nn.mlp_train_step_sgd"] = mlp_train_step(lambda parameters: torch.optim.SGD(parameters, lr=1e-3, momentum=0.9))
BENCHMARKS["nn.mlp_train_step_adam"] = mlp_train_step(lambda parameters: torch.optim.Adam(parameters, lr=1e-3))


def ops():
    a, b, c, d = (torch.randn(4, 4) for _ in range(4))
    wide = torch.randn(64, 64)
    calls = {
        "add_4x4": lambda: a.add(b),
        "mul_number_4x4": lambda: a.mul(2.5),
        "matmul_4x4": lambda: a.matmul(b),
        "matmul_64x64": lambda: wide.matmul(wide),
        "relu_4x4": lambda: a.relu(),
        "view_4x4": lambda: a.view(2, 8),
        "index_row": lambda: a[3],
        "index_element": lambda: a[3, 2],
        "index_slice": lambda: a[1:3],
        "cat_4_of_4x4": lambda: torch.cat((a, b, c, d)),
    }

    def hundred(call):
        def once():
            for _ in range(100):
                call()

        return once

    def chain():
        x = a
        for _ in range(25):
            x = x.add(b).mul(0.5).relu().sub(b)
        return x

    # Python has no scopes: both Java forms are held against the same code.
    for form in "scoped", "unscoped":
        for name, call in calls.items():
            BENCHMARKS[f"ops.{name}_{form}"] = lambda _folder, call=call: hundred(call)
        BENCHMARKS[f"ops.chain_of_100_{form}"] = lambda _folder: chain


ops()


def model_benchmarks():
    """A forward pass in eval mode and a training step with SGD of each kind of network."""

    class LeNet(nn.Module):
        def __init__(self):
            super().__init__()
            self.features = nn.Sequential(
                nn.Conv2d(3, 6, 5), nn.ReLU(), nn.MaxPool2d(2, 2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2, 2)
            )
            self.classifier = nn.Sequential(
                nn.Linear(16 * 5 * 5, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10)
            )

        def forward(self, x):
            x = self.features(x)
            return self.classifier(x.view(-1, 16 * 5 * 5))

    class SequenceClassifier(nn.Module):
        def __init__(self):
            super().__init__()
            self.lstm = nn.LSTM(64, 128, batch_first=True)
            self.output = nn.Linear(128, 10)

        def forward(self, x):
            steps, _ = self.lstm(x)
            return self.output(steps[:, -1])

    class EncoderClassifier(nn.Module):
        def __init__(self):
            super().__init__()
            layer = nn.TransformerEncoderLayer(128, 4, dim_feedforward=256, batch_first=True)
            self.encoder = nn.TransformerEncoder(layer, 4)
            self.output = nn.Linear(128, 10)

        def forward(self, x):
            return self.output(self.encoder(x).mean(1))

    words = 50_000

    class WordPredictor(nn.Module):
        def __init__(self):
            super().__init__()
            self.embedding = nn.Embedding(words, 64)
            self.output = nn.Linear(64, words)

        def forward(self, context):
            return self.output(self.embedding(context).mean(1))

    def images(size):
        return lambda batch: torch.randn(batch, 3, size, size)

    models = (
        ("mlp", (1, 32), lambda _: Mlp(), lambda batch: torch.randn(batch, 64), 10),
        ("lenet", (1, 64), lambda _: LeNet(), images(32), 10),
        ("resnet18", (1, 16), resnet18, images(64), 1000),
        ("lstm", (32,), lambda _: SequenceClassifier(), lambda batch: torch.randn(batch, 50, 64), 10),
        ("transformer", (16,), lambda _: EncoderClassifier(), lambda batch: torch.randn(batch, 64, 128), 10),
        ("embedding", (32,), lambda _: WordPredictor(), lambda batch: torch.randint(words, (batch, 8)), words),
    )

    def forward(folder, network, make_input, batch):
        net = network(folder).eval()
        x = make_input(batch)

        def once():
            with torch.no_grad():
                return net(x)

        return once

    def train_step(folder, network, make_input, batch, classes):
        net = network(folder)
        optimizer = torch.optim.SGD(net.parameters(), lr=1e-3, momentum=0.9)
        return training_step(net, optimizer, make_input(batch), torch.randint(classes, (batch,)))

    for model, batches, network, make_input, classes in models:
        for batch in batches:
            BENCHMARKS[f"nn.{model}_forward_b{batch}"] = partial(
                forward, network=network, make_input=make_input, batch=batch
            )
            BENCHMARKS[f"nn.{model}_train_step_b{batch}"] = partial(
                train_step, network=network, make_input=make_input, batch=batch, classes=classes
            )


model_benchmarks()


def resident(field):
    """A line of Linux's account of this process in bytes; zero on other systems."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    line = next(line for line in status.read_text().splitlines() if line.startswith(field))
    return 1024 * int(line.split()[1])


def forget_peak():
    clear_refs = Path("/proc/self/clear_refs")
    if clear_refs.exists():
        clear_refs.write_text("5")


@benchmark("startup.first_tensor")
def first_tensor(_folder):
    return lambda: subprocess.run([sys.executable, "-c", "import torch; torch.rand(2)"], check=True)


def make_optimizer(name, parameters, path):
    options = {} if path == "default" else {path: True}
    if name == "sgd":
        return torch.optim.SGD(parameters, lr=1e-3, momentum=0.9, **options)
    optimizers = {"adam": torch.optim.Adam, "adamw": torch.optim.AdamW, "adafactor": torch.optim.Adafactor}
    return optimizers[name](parameters, lr=1e-3, **options)


def optimizer_step(name, path, size):
    def prepare(_folder):
        shapes = [(5_000, 10_000)] if size == "50m" else [(64, 64), (64,)] * (int(size) // 2)
        parameters = [torch.randn(shape, requires_grad=True) for shape in shapes]
        for parameter in parameters:
            parameter.grad = torch.randn(parameter.shape)
        return make_optimizer(name, parameters, path).step

    return prepare


def optimizer_training_step(name, path, size):
    def prepare(_folder):
        net = Mlp() if size == "6" else nn.Sequential(*(nn.Linear(64, 64) for _ in range(100)))
        optimizer = make_optimizer(name, net.parameters(), path)
        return training_step(net, optimizer, torch.randn(32, 64), torch.randint(10, (32,)))

    return prepare


for optimizer_name in ("sgd", "adam", "adamw", "adafactor"):
    for step_path in ("default", "foreach", "fused"):
        suffix = f"{optimizer_name}_{{}}_{step_path}"
        for step_size in ("6", "200", "50m"):
            BENCHMARKS["optim.step_" + suffix.format(step_size)] = optimizer_step(optimizer_name, step_path, step_size)
        for step_size in ("6", "200"):
            BENCHMARKS["optim.train_" + suffix.format(step_size)] = optimizer_training_step(
                optimizer_name, step_path, step_size
            )


class Samples(torch.utils.data.Dataset):
    def __init__(self):
        self.images = torch.randn(1024, 3, 32, 32)

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        return self.images[index].flip(2).mul(0.5).add(0.5).clamp(0, 1)


def epoch(make_dataset, workers):
    def prepare(_folder):
        loader = torch.utils.data.DataLoader(make_dataset(), batch_size=64, shuffle=True, num_workers=workers)

        def once():
            for _ in loader:
                pass

        return once

    return prepare


def tensors():
    return torch.utils.data.TensorDataset(torch.randn(4096, 3, 32, 32), torch.randint(10, (4096,)))


for worker_count in (0, 2):
    BENCHMARKS[f"data.tensors_w{worker_count}"] = epoch(tensors, worker_count)
    BENCHMARKS[f"data.samples_w{worker_count}"] = epoch(Samples, worker_count)


def main():
    once = None
    for line in sys.stdin:
        request, *arguments = line.rstrip("\n").split(" ", 2)
        answer = "ok"
        if request == "threads":
            torch.set_num_threads(int(arguments[0]))
        elif request == "prepare":
            name, folder = arguments
            torch.manual_seed(1)
            once = None  # frees what the last one held
            gc.collect()
            forget_peak()
            answer = str(resident("VmRSS:"))
            once = BENCHMARKS[name](Path(folder))
        elif request == "peak":
            answer = str(resident("VmHWM:"))
        elif request == "time":
            rounds = range(int(arguments[0]))
            start = time.perf_counter()
            for _ in rounds:
                once()
            answer = repr(time.perf_counter() - start)
        else:
            raise ValueError(f"unknown request {line!r}")
        print(answer, flush=True)


if __name__ == "__main__":
    main()
