package dev.sconce.torch;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.Stat;
import org.bytedeco.pytorch.cuda.DeviceStats;

/** What the caching allocator counts, by the names that {@code torch.cuda.memory_stats} gives. */
final class CudaMemoryStats {
    /** What each count is divided into, in the order of libtorch's {@code StatType}. */
    private static final String[] POOLS = {"all", "small_pool", "large_pool"};

    private final Map<String, Long> named = new TreeMap<>();

    private CudaMemoryStats() {}

    static Map<String, Long> of(DeviceStats stats) {
        CudaMemoryStats all = new CudaMemoryStats();
        all.addPools("allocation", stats.allocation());
        all.addPools("segment", stats.segment());
        all.addPools("active", stats.active());
        all.addPools("inactive_split", stats.inactive_split());
        all.addPools("allocated_bytes", stats.allocated_bytes());
        all.addPools("reserved_bytes", stats.reserved_bytes());
        all.addPools("active_bytes", stats.active_bytes());
        all.addPools("inactive_split_bytes", stats.inactive_split_bytes());
        all.addPools("requested_bytes", stats.requested_bytes());
        all.add("oversize_allocations", stats.oversize_allocations());
        all.add("oversize_segments", stats.oversize_segments());
        all.named.put("num_alloc_retries", stats.num_alloc_retries());
        all.named.put("num_ooms", stats.num_ooms());
        all.named.put("num_oom_rejections", stats.num_oom_rejections());
        all.named.put("num_sync_all_streams", stats.num_sync_all_streams());
        all.named.put("num_device_alloc", stats.num_device_alloc());
        all.named.put("num_device_free", stats.num_device_free());
        all.named.put("max_split_size", stats.max_split_size());
        return Collections.unmodifiableMap(all.named);
    }

    private void addPools(String name, Stat first) {
        for (int i = 0; i < POOLS.length; i++) {
            add(name + "." + POOLS[i], first.getPointer(i));
        }
    }

    private void add(String name, Stat stat) {
        named.put(name + ".current", stat.current());
        named.put(name + ".peak", stat.peak());
        named.put(name + ".allocated", stat.allocated());
        named.put(name + ".freed", stat.freed());
    }
}
