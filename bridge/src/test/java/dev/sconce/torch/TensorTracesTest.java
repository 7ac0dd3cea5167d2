package dev.sconce.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TensorTracesTest {

    @BeforeEach
    void begin() {
        TensorTraces.trace(true);
    }

    @AfterEach
    void end() {
        TensorTraces.trace(false);
    }

    private static Tensor forgotten() {
        return Torch.ones(2);
    }

    @Test
    void should_say_where_tensors_were_made_that_are_alive() {
        try (var scope = new TensorScope()) {
            forgotten();
            forgotten();
            Torch.zeros(2).close();
            assertThat(TensorTraces.live()).hasSize(2); // two lines of this method
            assertThat(TensorTraces.live().keySet()).allSatisfy(place -> assertThat(
                            place.lines().skip(1).findFirst().orElse(""))
                    .contains("TensorTracesTest.forgotten(TensorTracesTest.java:"));
        }
        assertThat(TensorTraces.live()).isEmpty();
    }

    @Test
    void should_say_where_a_tensor_was_closed_that_is_used_again() {
        Tensor tensor = forgotten();
        tensor.close();
        assertThatThrownBy(tensor::relu)
                .isInstanceOf(TorchException.class)
                .cause()
                .satisfies(closed -> assertThat(closed.getStackTrace()).anyMatch(frame -> frame.getMethodName()
                        .equals("should_say_where_a_tensor_was_closed_that_is_used_again")));
    }

    @Test
    void should_cost_nothing_more_when_off() {
        TensorTraces.trace(false);
        try (var scope = new TensorScope()) {
            Tensor tensor = forgotten();
            assertThat(TensorTraces.live()).isEmpty();
            tensor.close();
            assertThatThrownBy(tensor::relu).isInstanceOf(TorchException.class).hasNoCause();
        }
    }
}
