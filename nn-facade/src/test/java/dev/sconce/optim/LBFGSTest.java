package dev.sconce.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LBFGSTest {
    /** Rosenbrock's valley, whose lowest point is (1, 1). */
    private static Tensor valley(Tensor at) {
        Tensor x = at.select(0, 0);
        Tensor y = at.select(0, 1);
        return x.neg().add(1).pow(2).add(y.sub(x.pow(2)).pow(2).mul(100));
    }

    private static double minimize(Tensor at, LBFGS optimizer, int steps) {
        double first = Double.NaN;
        for (int i = 0; i < steps; i++) {
            Tensor loss = optimizer.step(() -> {
                optimizer.zeroGrad();
                Tensor height = valley(at);
                height.backward();
                return height;
            });
            first = Double.isNaN(first) ? loss.item() : first;
        }
        return first;
    }

    private static Tensor start() {
        return Torch.tensor(new double[] {-1.5, 2.0}, DType.FLOAT64).requiresGrad_();
    }

    @Test
    void should_go_down_a_valley_as_python_does() {
        try (var scope = new TensorScope()) {
            Tensor at = start();
            var optimizer = new LBFGS(List.of(at), o -> o.lineSearchFn("strong_wolfe"));
            // The losses that Python's LBFGS returns for the same steps.
            assertThat(minimize(at, optimizer, 1)).isEqualTo(12.5);
            assertThat(minimize(at, optimizer, 1)).isCloseTo(1.3070983150500495, withinPercentage(1e-6));
            assertThat(minimize(at, optimizer, 1)).isCloseTo(1.884048137837783e-07, withinPercentage(1e-4));
            assertThat(minimize(at, optimizer, 1)).isCloseTo(1.8769270132829514e-10, withinPercentage(1e-4));
        }
    }

    @Test
    void should_go_on_from_a_saved_state() {
        try (var scope = new TensorScope()) {
            Tensor whole = start();
            minimize(
                    whole,
                    new LBFGS(
                            List.of(whole), o -> o.lineSearchFn("strong_wolfe").maxIter(4)),
                    4);
            Tensor parts = start();
            var before = new LBFGS(
                    List.of(parts), o -> o.lineSearchFn("strong_wolfe").maxIter(4));
            minimize(parts, before, 2);
            var after = new LBFGS(List.of(parts));
            after.loadStateDict(before.stateDict());
            minimize(parts, after, 2);
            assertThat(parts.equal(whole)).isTrue();
        }
    }

    @Test
    void should_keep_its_history_in_python_s_form() {
        try (var scope = new TensorScope()) {
            Tensor at = start();
            var optimizer = new LBFGS(List.of(at), o -> o.lr(0.001).maxIter(3).historySize(5));
            minimize(at, optimizer, 1);
            Map<String, Object> state = optimizer.state(at);
            assertThat(state.keySet())
                    .containsExactly(
                            "func_evals",
                            "n_iter",
                            "al",
                            "d",
                            "t",
                            "old_dirs",
                            "old_stps",
                            "ro",
                            "H_diag",
                            "prev_flat_grad",
                            "prev_loss");
            assertThat(state.get("n_iter")).isEqualTo(2L);
            assertThat((List<?>) state.get("al")).hasSize(5);
            assertThat(state.get("t")).isEqualTo(0.001);
        }
    }

    @Test
    void should_need_a_closure_and_one_group() {
        try (var scope = new TensorScope()) {
            Tensor at = start();
            assertThatThrownBy(() -> new LBFGS(List.of(at)).step())
                    .hasMessage("LBFGS.step() missing 1 required positional argument: 'closure'");
            assertThatThrownBy(() -> new LBFGS(List.of(ParamGroup.of(at), ParamGroup.of(start())), o -> {}))
                    .hasMessage("LBFGS doesn't support per-parameter options (parameter groups)");
        }
    }
}
