package dev.sconce.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A faulty call costs some tens of microseconds; with the C++ stack, which c10 collects by itself, it would be 7 ms. */
class ErrorCostTest {
    private static final int CALLS = 2_000;
    private static final long MOST_NANOS = 1_000_000;

    @Test
    void aRefusalCostsNoStackOfCpp() {
        try (var scope = new TensorScope()) {
            Tensor a = Torch.ones(2, 3);
            long[] nanos = new long[CALLS];
            for (int i = 0; i < CALLS; i++) {
                long start = System.nanoTime();
                try {
                    a.mm(a);
                } catch (TorchException e) {
                    nanos[i] = System.nanoTime() - start;
                }
            }
            Arrays.sort(nanos);
            System.out.println("a faulty call: " + nanos[CALLS / 2] / 1000 + " us");
            assertThat(nanos[0]).as("every call is refused").isPositive();
            assertThat(nanos[CALLS / 2]).as("nanoseconds").isLessThan(MOST_NANOS);
            assertThatThrownBy(() -> a.mm(a)).hasMessageNotContaining("frame #");
        }
    }
}
