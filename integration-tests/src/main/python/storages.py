"""Storages beside the tensors over them, for StoragesTest.java.

    python storages.py write OUT.pth    a tensor, a view of it, and its storage, untyped and typed
    python storages.py read IN.pth      prints what such a file holds, and whether writing to one writes to the others
"""

import sys
import warnings

import torch


def write(path):
    tensor = torch.arange(6, dtype=torch.float32)
    data = torch.arange(4, dtype=torch.uint8)
    torch.save(
        {
            "tensor": tensor,
            "view": tensor[2:4],
            "typed": tensor.storage(),
            "bytes": data,
            "untyped": data.untyped_storage(),
            "alone": torch.tensor([7, 8], dtype=torch.int16).storage(),
        },
        path,
    )


def read(path):
    loaded = torch.load(path, weights_only=True)
    print(loaded["tensor"].tolist(), loaded["view"].tolist(), loaded["bytes"].tolist())
    print(type(loaded["untyped"]).__name__, loaded["untyped"].nbytes())
    for name in ("typed", "alone"):
        print(type(loaded[name]).__name__, loaded[name].dtype, loaded[name].tolist())
    loaded["tensor"][3] = -1
    loaded["bytes"][1] = 9
    print(loaded["view"].tolist(), loaded["typed"].tolist()[3], loaded["untyped"].tolist()[1])


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    {"write": write, "read": read}[sys.argv[1]](sys.argv[2])
