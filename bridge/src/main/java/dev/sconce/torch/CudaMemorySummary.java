package dev.sconce.torch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The table that {@code torch.cuda.memory_summary} prints. */
final class CudaMemorySummary {
    private static final int WIDTH = 75;
    private static final List<String> FIELDS = List.of("current", "peak", "allocated", "freed");
    private static final Map<String, String> SIZES = ordered(
            "allocated_bytes", "Allocated memory",
            "active_bytes", "Active memory",
            "requested_bytes", "Requested memory",
            "reserved_bytes", "GPU reserved memory",
            "inactive_split_bytes", "Non-releasable memory");
    private static final Map<String, String> COUNTS = ordered(
            "allocation", "Allocations",
            "active", "Active allocs",
            "segment", "GPU reserved segments",
            "inactive_split", "Non-releasable allocs");
    private static final Map<String, String> OVERSIZE = ordered(
            "oversize_allocations", "Oversize allocations",
            "oversize_segments", "Oversize GPU segments");

    /** How a number is written: divided as often as the number that stands for all of its column needs it. */
    private static final class Unit {
        static final Unit SIZE =
                new Unit("%6d %s", 1024, 768 * 1024, List.of("B  ", "KiB", "MiB", "GiB", "TiB", "PiB"));
        static final Unit COUNT = new Unit("%7d %s ", 1000, 750 * 1000, List.of(" ", "K", "M"));

        private final String format;
        private final int step;
        private final double most;
        private final List<String> prefixes;

        Unit(String format, int step, double most, List<String> prefixes) {
            this.format = format;
            this.step = step;
            this.most = most;
            this.prefixes = prefixes;
        }

        String text(long value, long whole) {
            long divided = value;
            double rest = whole;
            int prefix = 0;
            while (prefix + 1 < prefixes.size() && rest >= most) {
                prefix++;
                divided = Math.floorDiv(divided, step);
                rest /= step;
            }
            return String.format(Locale.ROOT, format, divided, prefixes.get(prefix));
        }
    }

    private final Map<String, Long> stats;
    private final List<String> lines = new ArrayList<>();

    private CudaMemorySummary(Map<String, Long> stats) {
        this.stats = stats;
    }

    private static Map<String, String> ordered(String... keysAndNames) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndNames.length; i += 2) {
            map.put(keysAndNames[i], keysAndNames[i + 1]);
        }
        return map;
    }

    static String of(Map<String, Long> stats, int device, boolean abbreviated) {
        CudaMemorySummary summary = new CudaMemorySummary(stats);
        summary.rule('=');
        summary.add(" %16s PyTorch CUDA memory summary, device ID %-17d ", "", device);
        summary.rule('-');
        summary.add(
                "  %9s CUDA OOMs: %-12d | %6s cudaMalloc retries: %-8d  ",
                "", summary.stat("num_ooms"), "", summary.stat("num_alloc_retries"));
        summary.rule('=');
        summary.add("        Metric         | Cur Usage  | Peak Usage | Tot Alloc  | Tot Freed  ");
        SIZES.forEach((key, name) -> summary.pools(key, name, Unit.SIZE, abbreviated));
        COUNTS.forEach((key, name) -> summary.pools(key, name, Unit.COUNT, abbreviated));
        OVERSIZE.forEach((key, name) -> {
            summary.rule('-');
            summary.row(name, key, key, Unit.COUNT);
        });
        summary.rule('=');
        return "|" + String.join("|\n|", summary.lines) + "|\n";
    }

    private void rule(char line) {
        lines.add(String.valueOf(line).repeat(WIDTH));
    }

    private void add(String format, Object... values) {
        lines.add(String.format(Locale.ROOT, format, values));
    }

    private long stat(String key) {
        return Objects.requireNonNull(stats.get(key), key);
    }

    private void pools(String key, String name, Unit unit, boolean abbreviated) {
        rule('-');
        String all = key + ".all";
        row(name, all, all, unit);
        if (!abbreviated) {
            row("      from large pool", key + ".large_pool", all, unit);
            row("      from small pool", key + ".small_pool", all, unit);
        }
    }

    private void row(String name, String key, String whole, Unit unit) {
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, " %-21s", name));
        for (String field : FIELDS) {
            row.append(" | ").append(unit.text(stat(key + "." + field), stat(whole + "." + field)));
        }
        lines.add(row.append(' ').toString());
    }
}
