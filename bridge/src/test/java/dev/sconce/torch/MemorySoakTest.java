package dev.sconce.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Programs that never close a tensor, each in a JVM of its own. */
class MemorySoakTest {
    static final long MOST_RESIDENT = 1_500_000_000;

    /** Of small tensors, as many as a young collection waits for at most with this heap. */
    private static final long MOST_SMALL = 250_000;

    @Test
    @EnabledOnOs(OS.LINUX) // where a process can read how much it held at most
    void aLoopWithoutScopesStaysUnderItsLimit() throws Exception {
        int tensors = Stress.isLong() ? 20_000 : 3_000;
        long resident = run(LargeTensors.class, "-Xmx256m", tensors);
        System.out.println("peak of " + tensors + " tensors: " + resident / 1_000_000 + " MB");
        assertThat(resident).isBetween(4_000_000L, MOST_RESIDENT);
    }

    @Test
    void smallTensorsWithoutScopesDoNotPile() throws Exception {
        int operations = Stress.isLong() ? 1_000_000 : 300_000;
        long longestMillis = run(SmallTensors.class, "-Xmx256m", operations);
        System.out.println("longest pause of " + operations + " operations: " + longestMillis + " ms");
        if (Stress.isLong()) { // a busy machine makes pauses of its own
            assertThat(longestMillis).isLessThan(200);
        }
    }

    /** Runs a program to its end and returns the number that it prints. */
    private static long run(Class<?> program, String limit, int argument) throws IOException, InterruptedException {
        String output = ForkedJvm.run(List.of(limit), program, Integer.toString(argument))
                .strip();
        assertThat(output).containsPattern("\\A\\d+\\z");
        return Long.parseLong(output);
    }

    /** Makes many tensors of 4 MB, and prints the most bytes that were resident. */
    static final class LargeTensors {
        public static void main(String[] arguments) throws IOException {
            double sum = 0;
            for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
                sum += Torch.ones(1024, 1024).dim();
            }
            if (sum != 2.0 * Integer.parseInt(arguments[0])) {
                throw new AssertionError(sum);
            }
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("VmHWM:")) {
                    System.out.println(1024 * Long.parseLong(line.replaceAll("\\D", "")));
                }
            }
        }
    }

    /** Makes many small tensors, and prints the longest time in milliseconds that one of them took. */
    static final class SmallTensors {
        public static void main(String[] arguments) {
            Tensor x = Torch.zeros(4, 4);
            warmUp(x);
            long longest = 0;
            long last = System.nanoTime();
            for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
                x = x.add(1);
                long now = System.nanoTime();
                longest = Math.max(longest, now - last);
                last = now;
            }
            if (Torch.liveTensors() > MOST_SMALL) {
                throw new AssertionError(Torch.liveTensors() + " tensors are alive");
            }
            System.out.println(TimeUnit.NANOSECONDS.toMillis(longest));
        }

        private static void warmUp(Tensor x) {
            for (int i = 0; i < 1000; i++) {
                x.add(1);
            }
        }
    }
}
