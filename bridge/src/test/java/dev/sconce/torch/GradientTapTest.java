package dev.sconce.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GradientTapTest {
    @Test
    void seesAndReplacesOneGradient() {
        try (var scope = new TensorScope()) {
            Tensor x = Values.leaf(1, 2);
            Tensor constant = Values.vector(5);
            List<Object> seen = new ArrayList<>();
            List<Tensor> tapped = GradientTap.tap(List.of(constant, x), grads -> {
                seen.add(grads.get(0));
                seen.add(Values.of(grads.get(1)));
                return Arrays.asList(null, grads.get(1).mul(10));
            });
            assertThat(tapped.get(0)).isSameAs(constant);
            tapped.get(1).mul_(3).sum().backward(); // may be changed in place
            assertThat(seen).containsExactly(null, new double[] {3, 3});
            assertThat(Values.of(x.grad())).containsExactly(30, 30);
            assertThat(Values.of(x)).containsExactly(1, 2);
        }
    }

    @Test
    void waitsForAllGradients() {
        try (var scope = new TensorScope()) {
            Tensor x = Values.leaf(1, 2);
            Tensor y = Values.leaf(3, 4);
            List<Integer> calls = new ArrayList<>();
            List<Tensor> tapped = GradientTap.tap(List.of(x, y), grads -> {
                calls.add(grads.get(1) == null ? 1 : 2);
                return null;
            });
            tapped.get(0).mul(2).sum().add(tapped.get(1).mul(3).sum()).backward();
            assertThat(calls).containsExactly(2);
            assertThat(Values.of(x.grad())).containsExactly(2, 2);
            assertThat(Values.of(y.grad())).containsExactly(3, 3);
        }
    }

    @Test
    void refusesAWrongNumberAndLeavesUnrecordedTensorsAlone() {
        try (var scope = new TensorScope()) {
            Tensor x = Values.leaf(1, 2);
            Tensor tapped = GradientTap.tap(List.of(x), grads -> List.of()).get(0);
            assertThatThrownBy(tapped.sum()::backward)
                    .isInstanceOf(TorchException.class)
                    .hasMessage("Backward hook returned an invalid number of grad_input, got 0, but expected 1");
            List<Tensor> same = Torch.noGrad(() -> GradientTap.tap(List.of(x), grads -> null));
            assertThat(same.get(0)).isSameAs(x);
        }
    }
}
