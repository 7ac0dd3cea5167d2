package dev.sconce.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TrainingProgressTest {
    @Test
    void should_show_steps_loss_and_rate() {
        var written = new ByteArrayOutputStream();
        try (var progress =
                new TrainingProgress("epoch 1", 3, new PrintStream(written, true, StandardCharsets.UTF_8))) {
            progress.step();
            progress.step(2.0);
            progress.step(1.0, 0.01);
            assertThat(progress.averageLoss()).isEqualTo(1.9);
        }
        assertThat(written.toString(StandardCharsets.UTF_8))
                .contains("epoch 1", "3/3", "loss 1.9000, lr 1.00e-02", "steps/s");
    }
}
