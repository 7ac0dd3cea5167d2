package dev.sconce.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sconce.nn.Linear;
import dev.sconce.nn.MSELoss;
import dev.sconce.nn.Parameter;
import dev.sconce.nn.utils.GradientClipping;
import dev.sconce.torch.DType;
import dev.sconce.torch.GradScaler;
import dev.sconce.torch.Rng;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What training loops do around an optimizer's step. */
class TrainingRecipesTest {
    private static Linear network() {
        Rng.manualSeed(6);
        Linear net = new Linear(5, 3);
        net.to(DType.FLOAT64);
        return net;
    }

    private static Tensor random(long... shape) {
        return Torch.randn(shape).to(DType.FLOAT64);
    }

    private static double difference(Linear a, Linear b) {
        return Math.max(
                a.weight.sub(b.weight).abs().max().item(),
                a.bias.sub(b.bias).abs().max().item());
    }

    @Test
    void should_make_the_same_step_from_gradients_that_were_accumulated() {
        try (var scope = new TensorScope()) {
            Linear whole = network();
            Linear inParts = network();
            Tensor x = random(8, 5);
            Tensor y = random(8, 3);
            var criterion = new MSELoss();

            var optimizer = new Adam(whole.parameters(), o -> o.lr(0.1));
            criterion.call(whole.call(x), y).backward();
            optimizer.step();

            var accumulating = new Adam(inParts.parameters(), o -> o.lr(0.1));
            List<Tensor> xs = x.split(2);
            List<Tensor> ys = y.split(2);
            for (int i = 0; i < 4; i++) {
                try (var part = new TensorScope()) {
                    criterion.call(inParts.call(xs.get(i)), ys.get(i)).div(4).backward();
                }
            }
            accumulating.step();
            accumulating.zeroGrad();

            assertThat(difference(whole, inParts)).isLessThan(1e-12);
            assertThat(inParts.weight.grad()).isNull();
        }
    }

    @Test
    void should_clip_what_the_scaler_unscaled_and_leave_out_a_step_that_overflowed() {
        try (var scope = new TensorScope()) {
            Linear plain = network();
            Linear scaled = network();
            Tensor x = random(8, 5);
            Tensor y = random(8, 3);
            var criterion = new MSELoss();

            var optimizer = new SGD(plain.parameters(), o -> o.lr(0.1).momentum(0.9));
            criterion.call(plain.call(x), y).backward();
            GradientClipping.clipGradNorm_(plain.parameters(), 0.1);
            optimizer.step();

            var scaler = new GradScaler("cpu", o -> o.initScale(1024));
            var other = new SGD(scaled.parameters(), o -> o.lr(0.1).momentum(0.9));
            scaler.scale(criterion.call(scaled.call(x), y)).backward();
            scaler.unscale_(other);
            GradientClipping.clipGradNorm_(scaled.parameters(), 0.1);
            assertThat(scaler.step(other)).isTrue();
            scaler.update();
            assertThat(difference(plain, scaled)).isLessThan(1e-12);

            other.zeroGrad();
            scaler.scale(criterion.call(scaled.call(x), y).mul(Double.POSITIVE_INFINITY))
                    .backward();
            assertThat(scaler.step(other)).isFalse();
            scaler.update();
            assertThat(scaler.getScale()).isEqualTo(512);
            assertThat(difference(plain, scaled)).isLessThan(1e-12);
        }
    }

    @Test
    void should_say_where_steps_can_be_captured_as_python_does() {
        try (var scope = new TensorScope()) {
            Parameter param = new Parameter(Torch.ones(2));
            param.setGrad(Torch.ones(2));
            var optimizer = new Adam(List.of(param), o -> o.capturable(true));
            assertThatThrownBy(optimizer::step)
                    .hasMessage("If capturable=True, params and state_steps must be on supported devices:"
                            + " ['cuda', 'xpu', 'hpu', 'privateuseone', 'xla'].");
        }
    }
}
