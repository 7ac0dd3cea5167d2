package dev.sconce.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sconce.torch.GradScaler;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.List;
import org.junit.jupiter.api.Test;

class AmpScalingTest {
    @Test
    void momentumBeginsAtTheFirstStepThatIsMade() {
        try (TensorScope scope = new TensorScope()) {
            Tensor weight = Torch.ones(2).requiresGrad_();
            var optimizer =
                    new SGD(List.of(weight), o -> o.lr(0.5).momentum(0.5).fused(true));
            var scaler = new GradScaler("cpu", o -> o.initScale(4));
            scaler.scale(weight.mul(Double.POSITIVE_INFINITY).sum()).backward();
            scaler.step(optimizer);
            scaler.update();
            assertThat(weight.detach()).hasToString("tensor([1., 1.])");
            assertThat(optimizer.state(weight)).isEmpty();

            optimizer.zeroGrad();
            scaler.scale(weight.sum()).backward();
            scaler.step(optimizer);
            assertThat(weight.detach()).hasToString("tensor([0.5000, 0.5000])");
            assertThat(optimizer.state(weight).get("momentum_buffer")).hasToString("tensor([1., 1.])");
            optimizer.state(weight).clear();
        }
    }
}
