package dev.sconce.it.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sconce.it.python.LiveTest;
import dev.sconce.it.python.PythonScript;
import dev.sconce.optim.SGD;
import dev.sconce.torch.GradScaler;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The state of a {@code GradScaler} crosses to Python and back, and leads to the same. */
@LiveTest
class ScalerStateTest {
    @TempDir
    private Path folder;

    /** As {@code scaler_state.py}. */
    private static void fiveSteps(GradScaler scaler) {
        Tensor parameter = Torch.ones(2).requiresGrad_();
        var optimizer = new SGD(List.of(parameter), o -> o.lr(0.1));
        for (int step = 0; step < 5; step++) {
            optimizer.zeroGrad();
            scaler.scale(parameter.mul(step == 2 ? Double.POSITIVE_INFINITY : 1).sum())
                    .backward();
            scaler.step(optimizer);
            scaler.update();
        }
    }

    @Test
    void goesOnInPythonAndBack() throws IOException {
        Path file = folder.resolve("java.pth");
        Path again = folder.resolve("python.pth");
        try (var scope = new TensorScope()) {
            var scaler =
                    new GradScaler("cpu", o -> o.initScale(512).growthFactor(3).growthInterval(2));
            fiveSteps(scaler);
            assertThat(scaler.getScale()).isEqualTo(512 * 3 * 0.5 * 3);
            Torch.save(scaler.stateDict(), file);

            PythonScript.run("scaler_state.py", file, again);
            fiveSteps(scaler);

            Map<?, ?> returned = Torch.load(again).map();
            assertThat(returned).isEqualTo(scaler.stateDict());
            var restored = new GradScaler("cpu");
            restored.loadStateDict(Map.of(
                    "scale",
                    1.0,
                    "growth_factor",
                    2.0,
                    "backoff_factor",
                    0.5,
                    "growth_interval",
                    1L,
                    "_growth_tracker",
                    0L));
            restored.scale(Torch.ones(1));
            @SuppressWarnings("unchecked") // it has just been compared with such a map
            var state = (Map<String, Object>) returned;
            restored.loadStateDict(state);
            assertThat(restored.stateDict()).isEqualTo(scaler.stateDict());
        }
    }
}
