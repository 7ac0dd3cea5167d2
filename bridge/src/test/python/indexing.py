"""Writes what Python answers to some hundred random index expressions; IndexingTest asks the same in Java.

    python indexing.py > ../resources/dev/sconce/torch/indexing.txt      (torch 2.13.0)

A case is a line `get SHAPE INDEX` or `set SHAPE INDEX VALUE`, then the answer. The tensor is arange in float32. INDEX is a
list, separated by `;`, of integers, slices, `...`, `None`, `True`, `False`, `KIND(SHAPE)VALUES` for tensors (kinds long,
int, bool, byte, float) and `list[...]`. VALUE is a number or `SHAPE` for -1, -2, ... of that shape.
"""
import random

import torch

random.seed(7)
KINDS = {"long": torch.int64, "int": torch.int32, "bool": torch.bool, "byte": torch.uint8, "float": torch.float32}


def shape_text(shape):
    return "x".join(map(str, shape)) if len(shape) else "scalar"


def tensor_index(kind, shape, values):
    tensor = torch.tensor(values, dtype=KINDS[kind]).reshape(shape)
    return f"{kind}({shape_text(shape)}){','.join(map(str, values))}", tensor


def random_slice(size):
    def end():
        return random.choice([None, None, random.randint(-size - 2, size + 2)])

    start, stop, step = end(), end(), random.choice([None, None, 1, 2, 3, -1, 0] if random.random() < 0.1 else [None, 2])
    text = f"{'' if start is None else start}:{'' if stop is None else stop}"
    return (text + ("" if step is None else f":{step}")), slice(start, stop, step)


def integers(size, count):
    low, high = (-size, size - 1) if size else (0, 0)
    return [random.randint(low, high) if random.random() < 0.995 else size for _ in range(count)]


def product(shape):
    count = 1
    for size in shape:
        count *= size
    return count


def random_part(shape, dim):
    """One item for the dimensions from dim on; returns text, item and how many dimensions it uses up."""
    size = shape[dim]
    which = random.random()
    if which < 0.25:
        index = random.randint(-size, size - 1) if size and random.random() < 0.97 else size + random.randint(0, 2)
        return str(index), index, 1
    if which < 0.55:
        return *random_slice(size), 1
    if which < 0.62:
        values = integers(size, random.randint(0, 3))
        return f"list[{','.join(map(str, values))}]", values, 1
    if which < 0.78:
        index_shape = random.choice([(2,), (3,), (1,), (2, 1), (1, 3), (2, 3), (), (0,)])
        return *tensor_index(random.choice(["long", "long", "int"]), index_shape,
                             integers(size, product(index_shape))), 1
    if which < 0.9:
        dims = random.choice([1, 1, 2])
        mask_shape = tuple(shape[dim:dim + dims])
        if random.random() < 0.04:
            mask_shape = (size + 1,)
        values = [random.randint(0, 1) for _ in range(product(mask_shape))]
        kind = "byte" if random.random() < 0.05 else "bool"  # libtorch warns of bytes, each time
        if kind == "bool":
            values = [bool(value) for value in values]
        return *tensor_index(kind, mask_shape, values), len(mask_shape)
    if which < 0.93:
        return *tensor_index("bool", (), [random.random() < 0.5]), 0
    if which < 0.94:
        return *tensor_index("float", (1,), [0.0]), 1
    if which < 0.97:
        value = random.random() < 0.5
        return str(value), value, 0
    return *random_slice(size), 1


def random_index(shape):
    texts, items, dim = [], [], 0
    while dim < len(shape) and random.random() < 0.85:
        if random.random() < 0.12:
            texts.append("None")
            items.append(None)
        text, item, used = random_part(shape, dim)
        texts.append(text)
        items.append(item)
        dim += used
    if random.random() < 0.25:
        at = random.randint(0, len(items))
        texts.insert(at, "...")
        items.insert(at, ...)
    if random.random() < 0.03:
        texts.append("0")
        items.append(0)
    if not items:
        return "None", (None,)
    return ";".join(texts), tuple(items)


def numbers(tensor):
    return ",".join(str(int(value)) for value in tensor.reshape(-1).tolist())


def first_line(error):
    return str(error).split("\n")[0]


def ask(index):
    return index[0] if len(index) == 1 else index


def random_shape():
    return tuple(random.choice([1, 2, 3, 4, 5, 5, 0] if random.random() < 0.1 else [1, 2, 3, 4, 5])
                 for _ in range(random.choice([0, 1, 2, 2, 3, 3, 4])))


def get_case():
    shape = random_shape()
    text, index = random_index(shape)
    base = torch.arange(product(shape), dtype=torch.float32).reshape(shape)
    print("get", shape_text(shape), text)
    try:
        result = base[ask(index)]
    except (IndexError, ValueError, RuntimeError, TypeError) as error:
        print("| error:", first_line(error))
        return
    view = result._base is not None
    place = f"stride={shape_text(result.stride())} offset={result.storage_offset()}" if view else "copy"
    print(f"| shape={shape_text(result.shape)} {place} values={numbers(result)}")


def set_case():
    shape = random_shape()
    text, index = random_index(shape)
    base = torch.arange(product(shape), dtype=torch.float32).reshape(shape)
    try:
        target = tuple(base[ask(index)].shape)
    except (IndexError, ValueError, RuntimeError, TypeError):
        target = ()
    if random.random() < 0.4:
        value = random.choice([7, -0.5, True])
        value_text = str(value)
    else:
        kept = target[random.randint(0, len(target)):]
        kept = tuple(1 if random.random() < 0.2 else size for size in kept)
        value_shape = (1,) * random.choice([0, 0, 0, 2]) + kept
        if random.random() < 0.05:
            value_shape += (6,)
        value = -1 - torch.arange(product(value_shape), dtype=torch.float32).reshape(value_shape)
        value_text = shape_text(value_shape)
    print("set", shape_text(shape), text, value_text)
    try:
        base[ask(index)] = value
    except (IndexError, ValueError, RuntimeError, TypeError) as error:
        print("| error:", first_line(error))
        return
    print(f"| values={','.join(f'{value:g}' for value in base.reshape(-1).tolist())}")


print(f"# written by indexing.py with torch {torch.__version__.split('+')[0]}")
for _ in range(450):
    get_case()
for _ in range(300):
    set_case()
