package dev.sconce.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The numbers and texts are those of torch.amp.GradScaler("cpu", ...) in Python's PyTorch 2.13. */
class GradScalerTest {
    private final TensorScope scope = new TensorScope();
    private final Tensor weight = Torch.ones(3).requiresGrad_();
    private final ScaledOptimizer descent = new ScaledOptimizer() {
        @Override
        public List<Tensor> scaledParameters() {
            return List.of(weight);
        }

        @Override
        public void step() {
            Torch.noGrad(() -> weight.sub_(weight.grad()));
        }

        @Override
        public Tensor step(Supplier<? extends Tensor> closure) {
            Tensor loss = closure.get();
            step();
            return loss;
        }
    };

    @AfterEach
    void free() {
        scope.close();
    }

    @Test
    void scalesStepsAndGrows() {
        GradScaler scaler = new GradScaler("cpu", o -> o.initScale(1024).growthInterval(2));
        for (int i = 0; i < 3; i++) {
            weight.setGrad(null);
            Tensor scaled = scaler.scale(weight.mul(0.5).sum());
            assertThat(scaled.requiresGrad()).isTrue();
            scaled.backward();
            assertThat(scaler.step(descent)).isTrue();
            scaler.update();
        }
        assertThat(Values.of(weight)).containsExactly(-0.5, -0.5, -0.5);
        assertThat(scaler.stateDict())
                .containsExactly(
                        Map.entry("scale", 2048.0),
                        Map.entry("growth_factor", 2.0),
                        Map.entry("backoff_factor", 0.5),
                        Map.entry("growth_interval", 2L),
                        Map.entry("_growth_tracker", 1L));
    }

    @Test
    void skipsStepsThatOverflowAndShrinks() {
        GradScaler scaler = new GradScaler("cpu");
        scaler.scale(weight.mul(Double.POSITIVE_INFINITY).sum()).backward();
        assertThat(scaler.step(descent)).isFalse();
        scaler.update();
        assertThat(Values.of(weight)).containsExactly(1, 1, 1);
        assertThat(scaler.getScale()).isEqualTo(32768);
    }

    @Test
    void unscalesOnceBeforeTheStep() {
        GradScaler scaler = new GradScaler("cpu");
        scaler.scale(weight.mul(3).sum()).backward();
        scaler.unscale_(descent);
        assertThat(Values.of(weight.grad())).containsExactly(3, 3, 3);
        assertThatThrownBy(() -> scaler.unscale_(descent))
                .hasMessage("unscale_() has already been called on this optimizer since the last update().");
        scaler.step(descent);
        assertThatThrownBy(() -> scaler.unscale_(descent)).hasMessage("unscale_() is being called after step().");
        assertThatThrownBy(() -> scaler.step(descent))
                .hasMessage("step() has already been called since the last update().");
    }

    @Test
    void refusesUseInTheWrongOrder() {
        GradScaler scaler = new GradScaler("cpu");
        assertThatThrownBy(() -> scaler.step(descent)).hasMessageStartingWith("Attempted step but _scale is None.");
        scaler.scale(weight.sum());
        assertThatThrownBy(() -> scaler.step(descent)).hasMessage("No inf checks were recorded for this optimizer.");
        assertThatThrownBy(() -> new GradScaler("cpu", o -> o.growthFactor(1)))
                .hasMessage("The growth factor must be > 1.0.");
    }

    @Test
    void goesOnFromACheckpoint() {
        GradScaler scaler = new GradScaler("cpu");
        Map<String, Object> state = Map.of(
                "scale",
                512.0,
                "growth_factor",
                4.0,
                "backoff_factor",
                0.25,
                "growth_interval",
                10L,
                "_growth_tracker",
                9L);
        scaler.loadStateDict(state);
        assertThat(scaler.stateDict()).containsAllEntriesOf(state);
        scaler.scale(weight.sum()).backward();
        scaler.step(descent);
        scaler.update();
        assertThat(scaler.getScale()).isEqualTo(2048);
        scaler.update(8);
        assertThat(scaler.getScale()).isEqualTo(8);
        assertThatThrownBy(() -> scaler.loadStateDict(Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isAsBeforeAfterAStateThatItRefused() {
        GradScaler scaler = new GradScaler("cpu");
        scaler.scale(weight.sum());
        Map<String, Object> before = scaler.stateDict();
        assertThatThrownBy(() -> scaler.loadStateDict(Map.of("scale", 2.0, "growth_factor", 4.0)))
                .hasMessage("Expected a number under \"backoff_factor\" in the state of a GradScaler, but got null");
        assertThat(scaler.stateDict()).isEqualTo(before);
    }

    @Test
    void leavesNoTensorsOfItsOwnWhenAGradientIsRefused() {
        GradScaler scaler = new GradScaler("cpu");
        scaler.scale(weight.sum()).backward();
        weight.setGrad(null);
        Tensor complex = Torch.ones(2).to(DType.COMPLEX64).requiresGrad_();
        complex.setGrad(Torch.ones(2).to(DType.COMPLEX64));
        long before = Torch.liveTensors();
        try (var inner = new TensorScope()) {
            ScaledOptimizer ofComplex = new ScaledOptimizer() {
                @Override
                public List<Tensor> scaledParameters() {
                    return List.of(complex);
                }

                @Override
                public void step() {
                    descent.step();
                }

                @Override
                public Tensor step(Supplier<? extends Tensor> closure) {
                    return descent.step(closure);
                }
            };
            assertThatThrownBy(() -> scaler.unscale_(ofComplex))
                    .isInstanceOf(TorchException.class)
                    .hasMessageContaining("not implemented for 'ComplexFloat'");
        }
        assertThat(Torch.liveTensors()).isEqualTo(before);
    }

    @Test
    void doesNothingWhenItIsNotEnabled() {
        GradScaler scaler = new GradScaler("cpu", o -> o.enabled(false));
        Tensor loss = weight.sum();
        assertThat(scaler.scale(loss)).isSameAs(loss);
        loss.backward();
        scaler.step(descent);
        scaler.update();
        assertThat(Values.of(weight)).containsExactly(0, 0, 0);
        assertThat(scaler.stateDict()).isEmpty();
        assertThat(scaler.getScale()).isEqualTo(1);
        assertThat(new GradScaler("cuda").isEnabled()).isEqualTo(Torch.cudaIsAvailable());
    }
}
