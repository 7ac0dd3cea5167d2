package dev.sconce.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Compares with {@code memory_summary.txt}, which {@code memory_summary.py} wrote. */
class CudaMemorySummaryTest {
    private static final String[] DIVIDED = {
        "active",
        "active_bytes",
        "allocated_bytes",
        "allocation",
        "inactive_split",
        "inactive_split_bytes",
        "requested_bytes",
        "reserved_bytes",
        "segment"
    };

    /** The numbers of the script: by the place of each name in their order. */
    private static Map<String, Long> stats() {
        Map<String, Long> stats = new TreeMap<>();
        stats.put("num_alloc_retries", 0L);
        stats.put("num_ooms", 0L);
        for (String field : new String[] {"current", "peak", "allocated", "freed"}) {
            stats.put("oversize_allocations." + field, 0L);
            stats.put("oversize_segments." + field, 0L);
            for (String name : DIVIDED) {
                for (String pool : new String[] {"all", "large_pool", "small_pool"}) {
                    stats.put(name + "." + pool + "." + field, 0L);
                }
            }
        }
        int index = 0;
        for (Map.Entry<String, Long> stat : stats.entrySet()) {
            stat.setValue((long) Math.pow(7, index % 15) + index);
            index++;
        }
        return stats;
    }

    @Test
    void isWhatPythonPrints() throws Exception {
        try (InputStream golden =
                Objects.requireNonNull(CudaMemorySummaryTest.class.getResourceAsStream("memory_summary.txt"))) {
            Map<String, Long> stats = stats();
            assertThat(CudaMemorySummary.of(stats, 1, false) + CudaMemorySummary.of(stats, 12, true))
                    .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
