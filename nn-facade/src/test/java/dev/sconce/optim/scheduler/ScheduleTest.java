package dev.sconce.optim.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sconce.optim.ParamGroup;
import dev.sconce.optim.SGD;
import dev.sconce.optim.internal.CMath;
import dev.sconce.torch.Counter;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Schedules of Python, repeated here; schedules.txt comes from generate.py beside it. All numbers are exact. */
class ScheduleTest {
    private static final Map<String, List<double[]>> ROWS = new LinkedHashMap<>();
    private static final Map<String, String> KEYS = new LinkedHashMap<>();
    private static final Map<String, double[]> SERIES = new LinkedHashMap<>();

    private static final Map<String, Function<SGD, LRScheduler>> SCHEDULES = new LinkedHashMap<>();

    static {
        SCHEDULES.put("lambda", o -> new LambdaLR(o, e -> 1 / (1 + 0.1 * e)));
        SCHEDULES.put("multiplicative", o -> new MultiplicativeLR(o, e -> 0.95));
        SCHEDULES.put("step", o -> new StepLR(o, 7, 0.3));
        SCHEDULES.put("multistep", o -> new MultiStepLR(o, List.of(5, 5, 20), 0.7));
        SCHEDULES.put("constant", o -> new ConstantLR(o, 0.3, 8));
        SCHEDULES.put("linear", o -> new LinearLR(o, 0.1, 0.9, 12));
        SCHEDULES.put("exponential", o -> new ExponentialLR(o, 0.93));
        SCHEDULES.put("polynomial", o -> new PolynomialLR(o, 35, 1.7));
        SCHEDULES.put("cosine", o -> new CosineAnnealingLR(o, 9, 0.001));
        SCHEDULES.put("restarts", o -> new CosineAnnealingWarmRestarts(o, 4, 2, 0.001));
        SCHEDULES.put(
                "cyclic",
                o -> new CyclicLR(
                        o, 0.01, 0.2, c -> c.stepSizeUp(5).mode("exp_range").gamma(0.97)));
        SCHEDULES.put(
                "triangular2",
                o -> new CyclicLR(
                        o, 0.01, 0.2, c -> c.stepSizeUp(4).stepSizeDown(6).mode("triangular2")));
        SCHEDULES.put("onecycle", o -> new OneCycleLR(o, 0.5, c -> c.totalSteps(41)));
        SCHEDULES.put(
                "onecycle3",
                o -> new OneCycleLR(
                        o,
                        0.5,
                        c -> c.epochs(41).stepsPerEpoch(1).threePhase(true).annealStrategy("linear")));
        SCHEDULES.put(
                "sequential",
                o -> new SequentialLR(
                        o, List.of(new LinearLR(o, 0.1, 1.0, 5), new CosineAnnealingLR(o, 30)), List.of(5)));
        SCHEDULES.put(
                "chained", o -> new ChainedScheduler(List.of(new ConstantLR(o, 0.1, 3), new ExponentialLR(o, 0.9))));
        SCHEDULES.put("swa", o -> new SWALR(o, 0.05, 10, "cos"));
        SCHEDULES.put(
                "plateau",
                o -> new ReduceLROnPlateau(
                        o, c -> c.factor(0.5).patience(2).cooldown(1).minLr(0.001)));
    }

    private final TensorScope scope = new TensorScope();

    @BeforeAll
    static void read() throws IOException {
        String name = "";
        try (var in = new BufferedReader(new InputStreamReader(
                ScheduleTest.class.getResourceAsStream("/dev/sconce/optim/schedules.txt"), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ", -1);
                if (words[0].equals("schedule")) {
                    name = words[1];
                    ROWS.put(name, new ArrayList<>());
                } else if (words[0].equals("keys")) {
                    KEYS.put(name, line.substring(5));
                } else if (Character.isLetter(line.isEmpty() ? ' ' : line.charAt(0))) {
                    SERIES.put(words[0], numbers(words, 1));
                } else if (!line.isEmpty()) {
                    ROWS.get(name).add(numbers(words, 0));
                }
            }
        }
    }

    private static double[] numbers(String[] words, int from) {
        return Arrays.stream(words).skip(from).mapToDouble(Double::parseDouble).toArray();
    }

    static List<String> names() {
        return List.copyOf(SCHEDULES.keySet());
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static SGD optimizer() {
        return new SGD(
                List.of(
                        ParamGroup.of(Torch.zeros(2).requiresGrad_()),
                        ParamGroup.of(Torch.zeros(3).requiresGrad_()).lr(0.05)),
                o -> o.lr(0.1).momentum(0.9));
    }

    private static double[] row(SGD optimizer) {
        ParamGroup a = optimizer.paramGroups().get(0);
        ParamGroup b = optimizer.paramGroups().get(1);
        return new double[] {a.lr(), a.momentum(), b.lr(), b.momentum()};
    }

    private static void step(SGD optimizer, LRScheduler scheduler, int step) {
        optimizer.step();
        if (scheduler instanceof ReduceLROnPlateau plateau) {
            plateau.step(SERIES.get("metrics")[step]);
        } else {
            scheduler.step();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void should_set_python_s_rates_exactly(String name) {
        SGD optimizer = optimizer();
        LRScheduler scheduler = SCHEDULES.get(name).apply(optimizer);
        List<double[]> rows = ROWS.get(name);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(row(optimizer)).as(name + " at " + i).containsExactly(rows.get(i));
            assertThat(scheduler.getLastLr()).containsExactly(row(optimizer)[0], row(optimizer)[2]);
            if (i < rows.size() - 1) {
                step(optimizer, scheduler, i);
            }
        }
        assertThat(String.join(" ", scheduler.stateDict().keySet())).isEqualTo(KEYS.get(name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void should_go_on_from_a_saved_state(String name) {
        SGD before = optimizer();
        LRScheduler first = SCHEDULES.get(name).apply(before);
        for (int i = 0; i < 17; i++) {
            step(before, first, i);
        }
        SGD after = optimizer();
        LRScheduler second = SCHEDULES.get(name).apply(after);
        second.loadStateDict(first.stateDict());
        after.loadStateDict(before.stateDict());
        List<double[]> rows = ROWS.get(name);
        for (int i = 17; i < rows.size() - 1; i++) {
            step(after, second, i);
            assertThat(row(after)).as(name + " at " + (i + 1)).containsExactly(rows.get(i + 1));
        }
    }

    @Test
    void should_have_the_powers_and_cosines_of_the_c_library() {
        double[] bases = {0.9, 0.99, 0.999, 0.96};
        double[] powers = new double[2000];
        for (int i = 0; i < powers.length; i++) {
            powers[i] = CMath.pow(bases[i / 500], i % 500 + 1L);
        }
        assertThat(powers).containsExactly(SERIES.get("pow"));
        double[] cosines = new double[601];
        for (int i = 0; i < cosines.length; i++) {
            cosines[i] = CMath.cos(Math.PI * i / 300);
        }
        assertThat(cosines).containsExactly(SERIES.get("cos"));
    }

    @Test
    void should_refuse_in_python_s_words() {
        SGD optimizer = optimizer();
        assertThatThrownBy(() -> new OneCycleLR(optimizer, 0.1, c -> {}))
                .hasMessage("You must define either total_steps OR (epochs AND steps_per_epoch)");
        assertThatThrownBy(() -> new LambdaLR(optimizer, List.of(e -> 1)))
                .hasMessage("Expected 2 lr_lambdas, but got 1");
        assertThatThrownBy(() -> new LinearLR(optimizer, 0))
                .hasMessage("Starting multiplicative factor expected to be greater than 0 and less or equal to 1.");
        assertThatThrownBy(() -> new StepLR(optimizer, 3, 0.1, 5))
                .hasMessageStartingWith("param 'initial_lr' is not specified in param_groups[0]");
        assertThatThrownBy(() -> new ReduceLROnPlateau(optimizer).step()).hasMessageContaining("step(metric)");
        OneCycleLR schedule = new OneCycleLR(optimizer, 0.1, c -> c.totalSteps(3));
        for (int i = 0; i < 3; i++) {
            step(optimizer, schedule, i);
        }
        assertThatThrownBy(schedule::step)
                .hasMessage("Tried to step 4 times. The specified number of total steps is 3");
    }

    @Test
    void should_change_a_rate_that_is_a_tensor_in_place() {
        var rate = Torch.tensor(0.5);
        var optimizer = new SGD(List.of(Torch.zeros(2).requiresGrad_()), o -> o.lr(rate));
        var schedule = new StepLR(optimizer, 1, 0.5);
        optimizer.step();
        schedule.step();
        assertThat(rate.item()).isEqualTo(0.25);
        assertThat(optimizer.paramGroups().get(0).get("lr")).isSameAs(rate);
        assertThat(optimizer.paramGroups().get(0).number("initial_lr")).isEqualTo(0.5);
        var state = schedule.stateDict();
        assertThat((List<?>) state.get("base_lrs")).hasOnlyElementsOfType(Tensor.class);
        assertThat((List<?>) state.get("_last_lr")).hasOnlyElementsOfType(Tensor.class);
        schedule.loadStateDict(state);
        assertThat(schedule.getLastLr()).containsExactly(0.25);
    }

    @Test
    void should_take_a_whole_number_for_a_figure_and_not_for_an_epoch() {
        SGD optimizer = optimizer();
        var plateau = new ReduceLROnPlateau(optimizer, o -> o.patience(0));
        plateau.step(5);
        plateau.step(Torch.tensor(5.0));
        assertThat(plateau.lastEpoch()).isEqualTo(2);
        assertThat(plateau.getLastLr()).containsExactly(0.010000000000000002, 0.005000000000000001);
        plateau.step(1.0, 9);
        assertThat(plateau.lastEpoch()).isEqualTo(9);
    }

    @Test
    void should_save_milestones_as_python_s_counter() {
        var schedule = new MultiStepLR(optimizer(), List.of(5, 5, 20), 0.5);
        assertThat(schedule.stateDict().get("milestones"))
                .isInstanceOf(Counter.class)
                .isEqualTo(Map.of(5L, 2L, 20L, 1L));
    }

    @Test
    void should_scale_cycles_by_a_function() {
        SGD optimizer = optimizer();
        var schedule = new CyclicLR(optimizer, 0.1, 0.3, c -> c.stepSizeUp(2)
                .scaleFn(step -> step / 4)
                .scaleMode("iterations"));
        for (int i = 0; i < 2; i++) {
            step(optimizer, schedule, i);
        }
        assertThat(schedule.getLastLr()[0]).isEqualTo(0.2);
    }
}
