package dev.sconce.it.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How much memory a round takes on top of what the process has: of the kernel's own count, where there is one (Linux). */
final class PeakMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path CLEAR = Path.of("/proc/self/clear_refs");

    private PeakMemory() {}

    static boolean isKnown() {
        return Files.isReadable(STATUS) && Files.isWritable(CLEAR);
    }

    /** The growth in MiB while a round runs. */
    static double growthMib(Benchmark.Round round) throws IOException {
        Files.writeString(CLEAR, "5"); // the peak is what is there now
        double before = mib("VmRSS:");
        round.run();
        return mib("VmHWM:") - before;
    }

    private static double mib(String key) throws IOException {
        try (Stream<String> lines = Files.lines(STATUS)) {
            String line = lines.filter(text -> text.startsWith(key)).findFirst().orElseThrow();
            return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
        }
    }
}
