package dev.sconce.it.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sconce.it.python.LiveTest;
import dev.sconce.it.python.PythonScript;
import dev.sconce.optim.Adam;
import dev.sconce.optim.Optimizer;
import dev.sconce.optim.ParamGroup;
import dev.sconce.optim.Rprop;
import dev.sconce.optim.SGD;
import dev.sconce.optim.scheduler.LRScheduler;
import dev.sconce.optim.scheduler.ReduceLROnPlateau;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every option of every scheduler with values that are good, at the edge and bad, for several optimizers: which are refused, in
 * which words, the rates and momenta over some steps to the last bit, the state dict, and the warnings.
 */
@LiveTest
class SchedulerOptionsTest {
    private static final int STEPS = 14;

    /** As many letters of each warning as the script prints. */
    private static final int WARNING = 40;

    private static final Map<String, Object> RESUMED = Map.of(
            "initial_lr",
            0.5,
            "max_lr",
            0.9,
            "min_lr",
            1e-6,
            "max_momentum",
            0.95,
            "base_momentum",
            0.8,
            "swa_lr",
            0.05);

    /** What was said while it listens. */
    private static final class Warnings extends Handler implements AutoCloseable {
        private final Logger logger = Logger.getLogger(LRScheduler.class.getName());
        private final List<String> said = new ArrayList<>();

        Warnings() {
            logger.addHandler(this);
            logger.setUseParentHandlers(false);
        }

        @Override
        public void publish(LogRecord record) {
            String message = record.getMessage();
            said.add(message.substring(0, Math.min(WARNING, message.length())));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
            logger.setUseParentHandlers(true);
        }
    }

    @Test
    void optionsAreThoseOfPython() {
        List<String> cases = PythonScript.run("scheduler_options.py").lines().toList();
        assertThat(cases).hasSizeGreaterThan(900);
        SoftAssertions all = new SoftAssertions();
        for (String line : cases) {
            List<String> parts = List.of(line.split("\t", -1));
            List<String> expected = parts.subList(4, parts.size());
            all.assertThat(outcome(parts.get(0), parts.get(1), parts.get(2)))
                    .as("%s of %s: %s", parts.get(0), parts.get(1), parts.get(2))
                    .isEqualTo(expected);
        }
        all.assertAll();
    }

    /** The error's text, or the rates, the state and the warnings. */
    private static List<String> outcome(String name, String kind, String options) {
        try (TensorScope scope = new TensorScope();
                Warnings warnings = new Warnings()) {
            Optimizer optimizer = optimizer(kind);
            Map<String, @Nullable Object> given = parse(options);
            if (given.getOrDefault("last_epoch", -1L) instanceof Long epoch && epoch >= 0) {
                optimizer.paramGroups().forEach(group -> RESUMED.forEach(group::put));
            }
            LRScheduler scheduler = new SchedulersByName(optimizer, given).make(name);
            List<String> numbers = new ArrayList<>(rates(optimizer));
            for (int step = 0; step < STEPS; step++) {
                if (step > 1) {
                    optimizer.step();
                }
                if (scheduler instanceof ReduceLROnPlateau plateau) {
                    plateau.step(step == 4 ? 0.5 : 1.0);
                } else {
                    scheduler.step();
                }
                numbers.addAll(rates(optimizer));
            }
            for (double rate : scheduler.getLastLr()) {
                numbers.add(text(rate));
            }
            String state = scheduler.stateDict().entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + shown(entry.getValue()))
                    .collect(Collectors.joining(" "));
            return List.of(String.join(" ", numbers), state, String.join("; ", warnings.said));
        } catch (RuntimeException e) {
            return List.of(String.valueOf(e.getMessage()).replace("\n", "\\n"));
        }
    }

    private static Optimizer optimizer(String kind) {
        Tensor p = Torch.ones(2).requiresGrad_();
        Tensor q = Torch.ones(2).requiresGrad_();
        List<ParamGroup> two = List.of(ParamGroup.of(p), ParamGroup.of(q).lr(0.1));
        return switch (kind) {
            case "sgd" -> new SGD(two, o -> o.lr(0.5).momentum(0.85));
            case "adam" -> new Adam(List.of(p), o -> o.lr(0.25));
            case "tensor" -> new SGD(two, o -> o.lr(Torch.tensor(0.5)).momentum(0.85));
            default -> new Rprop(List.of(p), o -> o.lr(0.5));
        };
    }

    private static List<String> rates(Optimizer optimizer) {
        List<String> numbers = new ArrayList<>();
        for (ParamGroup group : optimizer.paramGroups()) {
            numbers.add(text(group.lr()));
            if (group.has("momentum")) {
                numbers.add(text(group.momentum()));
            } else if (group.has("betas")) {
                numbers.add(text((double) group.betas().get(0)));
            }
        }
        return numbers;
    }

    private static String text(double number) {
        return dev.sconce.nn.internal.PyText.repr(number);
    }

    private static String shown(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(SchedulerOptionsTest::shown).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + shown(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof Tensor tensor) {
            return "tensor " + text(tensor.item());
        }
        return dev.sconce.nn.internal.PyText.repr(value);
    }

    private static Map<String, @Nullable Object> parse(String options) {
        Map<String, @Nullable Object> given = new LinkedHashMap<>();
        for (String option : options.split(" ", -1)) {
            if (!option.isEmpty()) {
                int end = option.indexOf('=');
                given.put(option.substring(0, end), value(option.substring(end + 1)));
            }
        }
        return given;
    }

    private static @Nullable Object value(String text) {
        String rest = text.substring(2);
        return switch (text.charAt(0)) {
            case 'f' -> Double.valueOf(rest.replace("nan", "NaN"));
            case 'i' -> Long.valueOf(rest);
            case 'b' -> rest.equals("True");
            case 'n' -> null;
            case 's' -> rest;
            default ->
                Stream.of(rest.split("\\|", -1))
                        .map(SchedulerOptionsTest::value)
                        .toList();
        };
    }
}
