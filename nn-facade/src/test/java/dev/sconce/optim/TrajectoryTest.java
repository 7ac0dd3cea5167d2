package dev.sconce.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs of Python's optimizers, repeated here. On Python's own libtorch they are equal to the last bit; the bundled one was
 * built by another compiler, whose vectorized kernels round a few results differently, by one unit in the last place.
 */
class TrajectoryTest {
    private static final double ULPS = 4 * 0x1p-24;

    static List<GoldenTrajectory> trajectories() {
        return GoldenTrajectory.all();
    }

    @ParameterizedTest
    @MethodSource("trajectories")
    void should_go_where_python_goes(GoldenTrajectory golden) {
        try (var scope = new TensorScope()) {
            List<Tensor> params = golden.startingParams();
            Optimizer optimizer = golden.make(params);
            assertThat(optimizer).hasToString(golden.text);
            for (int step = 0; step < golden.steps(); step++) {
                step(golden, optimizer, params, step);
            }
            checkState(golden, optimizer.stateDict());
        }
    }

    @ParameterizedTest
    @MethodSource("trajectories")
    void should_go_on_from_a_saved_state(GoldenTrajectory golden) {
        try (var scope = new TensorScope()) {
            List<Tensor> params = golden.startingParams();
            Optimizer first = golden.make(params);
            step(golden, first, params, 0);
            step(golden, first, params, 1);
            Optimizer second = golden.make(params);
            second.loadStateDict(first.stateDict());
            for (int step = 2; step < golden.steps(); step++) {
                step(golden, second, params, step);
            }
            checkState(golden, second.stateDict());
        }
    }

    @ParameterizedTest
    @MethodSource("trajectories")
    void should_leave_nothing_but_its_state_behind(GoldenTrajectory golden) {
        try (var scope = new TensorScope()) {
            List<Tensor> params = golden.startingParams();
            Optimizer optimizer = golden.make(params);
            golden.setGrads(params, 0);
            optimizer.step();
            try (var none = TensorScope.none()) {
                optimizer.stateDict();
                long before = Torch.liveTensors();
                optimizer.step();
                optimizer.step();
                assertThat(Torch.liveTensors()).isLessThanOrEqualTo(before);
            }
        }
    }

    private static void step(GoldenTrajectory golden, Optimizer optimizer, List<Tensor> params, int step) {
        golden.setGrads(params, step);
        optimizer.step();
        for (int i = 0; i < params.size(); i++) {
            checkClose(golden.after.get(step * params.size() + i), params.get(i), "step " + step + " param " + i);
        }
    }

    private static void checkState(GoldenTrajectory golden, Map<String, Object> stateDict) {
        List<String> names = new ArrayList<>();
        ((Map<?, ?>) stateDict.get("state")).forEach((param, values) -> ((Map<?, ?>) values).forEach((name, value) -> {
            String key = param + " " + name;
            names.add(key);
            assertThat(((Tensor) value).shape()).as(key).isEqualTo(golden.stateShapes.get(key));
            checkClose(golden.state.get(key), (Tensor) value, key);
        }));
        assertThat(names).containsExactlyElementsOf(golden.state.keySet());
        Map<?, ?> group = (Map<?, ?>) ((List<?>) stateDict.get("param_groups")).get(0);
        assertThat(group.keySet().stream().map(String::valueOf)).containsExactlyElementsOf(golden.groupKeys);
    }

    private static void checkClose(double[] expected, Tensor actual, String what) {
        double[] found = actual.detach().reshape(-1).toDoubleArray();
        assertThat(found).as(what).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            // Differences grow where a sum of large terms is small, hence the part that is not relative.
            double allowed = ULPS * Math.abs(expected[i]) + 1e-7;
            assertThat(found[i]).as(what + " element " + i).isCloseTo(expected[i], within(allowed));
        }
    }
}
