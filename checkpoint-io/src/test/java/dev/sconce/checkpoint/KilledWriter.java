package dev.sconce.checkpoint;

import dev.sconce.checkpoint.core.WriteOptions;
import dev.sconce.checkpoint.model.ElementType;
import dev.sconce.checkpoint.model.HostStorage;
import dev.sconce.checkpoint.model.HostTensor;
import dev.sconce.checkpoint.model.PyDict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** Writes one checkpoint over the other until it is killed; run by {@link CrashSafetyTest} in a JVM of its own. */
final class KilledWriter {
    private static final int TENSORS = 4;
    private static final int ELEMENTS = 1 << 20;

    private KilledWriter() {}

    /**
     * Prints a line when the first is in place, and the message of what goes wrong.
     *
     * @param args the file, and {@code synced} or {@code unsynced}
     */
    public static void main(String... args) {
        var options = WriteOptions.DEFAULT.withSync(args[1].equals("synced"));
        try {
            for (int round = 1; ; round++) {
                Checkpoint.write(Path.of(args[0]), checkpoint(round), options);
                if (round == 1) {
                    System.out.println("written");
                }
            }
        } catch (IOException e) {
            System.out.println(e.getMessage());
        }
    }

    /** All its numbers are the round's. */
    private static PyDict checkpoint(int round) {
        var dict = PyDict.dict().put("round", round);
        for (int i = 0; i < TENSORS; i++) {
            var bytes = ByteBuffer.allocate(ELEMENTS * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            while (bytes.hasRemaining()) {
                bytes.putInt(round);
            }
            dict.put("t" + i, HostTensor.of(ElementType.INT32, new long[] {ELEMENTS}, HostStorage.of(bytes.flip())));
        }
        return dict;
    }

    static int roundOf(Path file) throws IOException {
        try (var checkpoint =
                Checkpoint.open(file, dev.sconce.checkpoint.core.ReadOptions.DEFAULT.withVerifyCrc(true))) {
            int round = Integer.parseInt(
                    ((PyDict) checkpoint.root()).get("round").orElseThrow().toString());
            for (HostTensor tensor : checkpoint.tensors().values()) {
                var statistics = tensor.data().statistics();
                if (statistics.count() != ELEMENTS || statistics.min() != round || statistics.max() != round) {
                    throw new AssertionError("round " + round + " has " + statistics);
                }
            }
            return round;
        }
    }
}
