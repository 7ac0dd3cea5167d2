"""Writes what Python's torch.cuda.memory_summary makes of numbers of our own; CudaMemorySummaryTest has the same numbers.

    python memory_summary.py > ../resources/dev/sconce/torch/memory_summary.txt      (torch 2.13.0, no GPU needed)
"""
from unittest import mock

from torch.cuda import memory

POOLS = ["all", "large_pool", "small_pool"]
FIELDS = ["current", "peak", "allocated", "freed"]
DIVIDED = ["active", "active_bytes", "allocated_bytes", "allocation", "inactive_split", "inactive_split_bytes",
           "requested_bytes", "reserved_bytes", "segment"]
WHOLE = ["oversize_allocations", "oversize_segments"]
ALONE = ["num_alloc_retries", "num_ooms"]

keys = sorted([f"{name}.{pool}.{field}" for name in DIVIDED for pool in POOLS for field in FIELDS]
              + [f"{name}.{field}" for name in WHOLE for field in FIELDS] + ALONE)
stats = {key: 7 ** (index % 15) + index for index, key in enumerate(keys)}
with mock.patch.object(memory, "memory_stats", lambda device: stats), \
        mock.patch.object(memory, "_get_device_index", lambda device, optional: device):
    print(memory.memory_summary(1), end="")
    print(memory.memory_summary(12, abbreviated=True), end="")
