"""What there is of CUDA where there is none (DevicesTest.java)."""

from programs import error, program
from torch import cuda


@program
def without_cuda():
    print(cuda.is_available(), cuda.device_count())
    print(cuda.memory_allocated(0), cuda.max_memory_allocated(0))
    print(cuda.memory_reserved(0), cuda.max_memory_reserved(0), dict(cuda.memory_stats(0)))
    cuda.empty_cache()
    error(lambda: cuda.current_device())
    error(lambda: cuda.synchronize())
    error(lambda: cuda.synchronize(3))
    error(lambda: cuda.current_stream())
    error(lambda: cuda.default_stream())
    error(lambda: cuda.Stream())
    error(lambda: cuda.Event())
    error(lambda: cuda.Event(enable_timing=True))
    error(lambda: cuda.device(0).__enter__())
    error(lambda: cuda.get_device_name(0))
    error(lambda: cuda.get_device_properties(0))
    error(lambda: cuda.get_device_capability(0))
    error(lambda: cuda.can_device_access_peer(0, 1))
    error(lambda: cuda.mem_get_info(0))
    error(lambda: cuda.set_per_process_memory_fraction(0.5, 0))
