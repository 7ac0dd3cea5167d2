"""Says what torch.load finds in a state dict, with weights_only and with mmap, so that two files can be compared.

    python describe.py FILE OUT.json

The JSON holds, for each of the two ways: entries in order ([key, dtype, shape, strides, requires_grad, SHA-256 of the
bytes]), groups of keys that share one storage, and _metadata.
"""

import hashlib
import json
import sys
from collections import OrderedDict

import torch


def digest(tensor):
    raw = tensor.detach().contiguous().flatten().view(torch.uint8).numpy().tobytes()
    return hashlib.sha256(raw).hexdigest()


def describe(state):
    storages = {}
    for key, tensor in state.items():
        storages.setdefault(tensor.untyped_storage().data_ptr(), []).append(key)
    metadata = getattr(state, "_metadata", None)
    return {
        "type": type(state).__name__,
        "entries": [
            [key, str(t.dtype), list(t.shape), list(t.stride()), t.requires_grad, digest(t)] for key, t in state.items()
        ],
        "shared": [keys for keys in storages.values() if len(keys) > 1],
        "metadataType": type(metadata).__name__,
        "metadata": list(metadata.items()) if isinstance(metadata, (dict, OrderedDict)) else None,
    }


def main(file, out):
    read = {
        "weights_only": describe(torch.load(file, weights_only=True)),
        "mmap": describe(torch.load(file, weights_only=True, mmap=True)),
    }
    with open(out, "w", encoding="utf-8") as stream:
        json.dump(read, stream, indent=1)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
