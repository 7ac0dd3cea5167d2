package dev.sconce.it.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The memory of this process that is in use, as Linux counts it; zero on other systems. */
final class ResidentMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path CLEAR_REFS = Path.of("/proc/self/clear_refs");

    private ResidentMemory() {}

    /** Bytes now. */
    static long now() throws IOException {
        return status("VmRSS:");
    }

    /** The most bytes since the start or since {@link #forgetPeak}. */
    static long peak() throws IOException {
        return status("VmHWM:");
    }

    /** Lets the peak begin at what is in use now. */
    static void forgetPeak() throws IOException {
        if (Files.isWritable(CLEAR_REFS)) {
            Files.writeString(CLEAR_REFS, "5");
        }
    }

    private static long status(String field) throws IOException {
        if (!Files.isReadable(STATUS)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(field))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        }
    }
}
