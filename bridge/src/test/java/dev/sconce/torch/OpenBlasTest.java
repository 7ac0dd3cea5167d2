package dev.sconce.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

class OpenBlasTest {
    @Test
    void matrixProductsUseNoMoreThreadsThanWereAskedFor() {
        int before = Torch.getNumThreads();
        assumeTrue(OpenBlas.getNumThreads() > 0, "this platform's libtorch is built without OpenBLAS");
        try {
            Torch.setNumThreads(1);
            assertThat(OpenBlas.getNumThreads()).isEqualTo(1);

            Torch.setNumThreads(1 << 20);
            assertThat(OpenBlas.getNumThreads())
                    .isBetween(1, 1024)
                    .isLessThanOrEqualTo(Runtime.getRuntime().availableProcessors());
        } finally {
            Torch.setNumThreads(before);
        }
    }
}
