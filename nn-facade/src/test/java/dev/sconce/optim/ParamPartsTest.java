package dev.sconce.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sconce.nn.Parameter;
import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A large parameter is updated in parts; the same numbers as a transposed view, which lies otherwise, in one. */
class ParamPartsTest {
    private static final long ROWS = 701;
    private static final long COLUMNS = 613;

    static List<Function<List<Tensor>, Optimizer>> optimizers() {
        return List.of(
                params -> new SGD(params, o -> o.lr(0.1)),
                params -> new SGD(params, o -> o.lr(0.1).momentum(0.9).weightDecay(0.01)),
                params -> new SGD(
                        params, o -> o.lr(0.1).momentum(0.9).nesterov(true).maximize(true)),
                params -> new Adam(params, o -> o.lr(0.01)),
                params -> new Adam(
                        params, o -> o.lr(0.01).amsgrad(true).weightDecay(0.1).maximize(true)),
                params -> new AdamW(params, o -> o.lr(0.01)));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void parts_give_the_bits_of_the_whole(Function<List<Tensor>, Optimizer> make) {
        try (var scope = new TensorScope()) {
            Torch.manualSeed(3);
            Tensor start = Torch.randn(ROWS, COLUMNS);
            Parameter flat = new Parameter(start.clone());
            Parameter turned = new Parameter(start.t().contiguous().t());
            assertThat(turned.isContiguous()).isFalse();
            Optimizer inParts = make.apply(List.of(flat));
            Optimizer atOnce = make.apply(List.of(turned));
            for (int step = 0; step < 4; step++) {
                Tensor grad = Torch.randn(ROWS, COLUMNS);
                flat.setGrad(grad.clone());
                turned.setGrad(grad.t().contiguous().t());
                assertThat(ParamParts.serves(update(flat))).isTrue();
                assertThat(ParamParts.serves(update(turned))).isFalse();
                inParts.step();
                atOnce.step();
                assertThat(bits(flat).equal(bits(turned))).isTrue();
            }
            assertThat(bits(flat).equal(bits(start))).isFalse();
            Map<?, ?> mine = state(inParts);
            Map<?, ?> other = state(atOnce);
            assertThat(List.copyOf(mine.keySet())).isEqualTo(List.copyOf(other.keySet()));
            mine.forEach((name, value) -> {
                if (value instanceof Tensor tensor) {
                    assertThat(bits(tensor).equal(bits((Tensor) other.get(name))))
                            .isTrue();
                }
            });
        }
    }

    private static ParamUpdate update(Parameter param) {
        Tensor grad = param.grad();
        assertThat(grad).isNotNull();
        return new ParamUpdate(param, grad, new ParamState(param));
    }

    private static Tensor bits(Tensor tensor) {
        return tensor.detach().contiguous().view(DType.INT32);
    }

    private static Map<?, ?> state(Optimizer optimizer) {
        Map<?, ?> byParam = (Map<?, ?>) optimizer.stateDict().get("state");
        return byParam.isEmpty()
                ? Map.of()
                : (Map<?, ?>) byParam.values().iterator().next();
    }
}
