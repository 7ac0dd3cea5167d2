"""What the command line does, in a Python that was just started:

    python bench_cold.py inspect FILE    prints the tensors
    python bench_cold.py convert FILE    writes a safetensors file beside it
"""

import sys

import torch


def main(verb, file):
    state = torch.load(file, weights_only=True, mmap=True)
    if verb == "inspect":
        for name, tensor in state.items():
            print(name, tensor.dtype, tuple(tensor.shape))
    else:
        from safetensors.torch import save_file

        save_file(state, file + ".python.safetensors")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
