package dev.sconce.it.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sconce.it.python.LiveTest;
import dev.sconce.it.python.PythonScript;
import dev.sconce.optim.NamedOptions;
import dev.sconce.optim.Optimizer;
import dev.sconce.optim.ParamGroup;
import dev.sconce.torch.DType;
import dev.sconce.torch.SingleThread;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import dev.sconce.torch.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every option of every optimizer with values that are good, at the edge and bad, for all parameters and for a group: which
 * are refused, in which words, and what two steps do with the others.
 */
@LiveTest
@ExtendWith(SingleThread.class)
class OptimizerOptionsTest {
    /** The bundled kernels round some operations elsewhere. */
    private static final double TOLERANCE = System.getProperty("sconce.libtorch") != null ? 0 : 1e-5;

    /** One line of {@code optimizer_options.py}. */
    private record Case(String optimizer, String place, String options, List<String> outcome) {
        /**
         * Whether Python fails by accident, somewhere in its arithmetic, in words that say nothing of options: then Java's
         * own words count.
         */
        boolean isAccident() {
            String type = outcome.get(0);
            boolean vectorInGroup = place.equals("group") && options.contains("v:") && options.contains(",");
            boolean binding = type.equals("TypeError") && !outcome.get(1).contains("unexpected keyword argument");
            return !type.equals("fine")
                    && (binding || vectorInGroup || outcome.get(1).contains("ComplexFloat"));
        }

        /** Whether Python's list operations fail on options that are tensors; here they are numbers, and work. */
        boolean isTensorInLists() {
            return options.contains("foreach=b:True betas=p:") && options.contains("t:");
        }

        static Case of(String line) {
            List<String> parts = List.of(line.split("\t", -1));
            return new Case(parts.get(0), parts.get(1), parts.get(2), parts.subList(3, parts.size()));
        }
    }

    @Test
    void optionsAreThoseOfPython() {
        List<Case> cases =
                PythonScript.run("optimizer_options.py").lines().map(Case::of).toList();
        assertThat(cases).hasSizeGreaterThan(2500);
        SoftAssertions all = new SoftAssertions();
        for (Case each : cases) {
            if (each.isTensorInLists()) {
                continue;
            }
            List<String> outcome = outcome(each);
            all.assertThat(each.isAccident() ? !outcome.get(0).equals("fine") : same(outcome, each.outcome))
                    .as(
                            "%s, as %s: %s%n%s%nis not%n%s",
                            each.optimizer, each.place, each.options, outcome, each.outcome)
                    .isTrue();
        }
        all.assertAll();
    }

    private static boolean same(List<String> actual, List<String> expected) {
        if (!expected.get(0).equals("fine")) {
            return actual.size() == 2 && actual.get(1).startsWith(expected.get(1));
        }
        return actual.size() == 4
                && actual.subList(0, 3).equals(expected.subList(0, 3))
                && close(numbers(actual.get(3)), numbers(expected.get(3)));
    }

    private static double[] numbers(String text) {
        return Stream.of(text.split(" ", -1))
                .mapToDouble(
                        word -> Double.parseDouble(word.replace("nan", "NaN").replace("inf", "Infinity")))
                .toArray();
    }

    private static boolean close(double[] actual, double[] expected) {
        for (int i = 0; i < expected.length; i++) {
            boolean equal = Double.compare(actual[i], expected[i]) == 0 || actual[i] == expected[i];
            if (!equal && !(Math.abs(actual[i] - expected[i]) <= TOLERANCE * Math.max(1, Math.abs(expected[i])))) {
                return false;
            }
        }
        return actual.length == expected.length;
    }

    private static List<String> outcome(Case each) {
        try (TensorScope scope = new TensorScope()) {
            List<Tensor> params = new ArrayList<>();
            params.add(Torch.tensor(new float[][] {{0.5F, -1.25F, 2}, {1, -2, 3}}));
            if (!each.optimizer.equals("Muon")) {
                params.add(Torch.tensor(new float[] {0.25F, -0.5F, 1}));
            }
            special(each.place, params);
            if (!each.place.equals("view")) {
                params.forEach(Tensor::requiresGrad_);
            }
            Optimizer optimizer = make(each, params);
            String printed = optimizer + " " + names(optimizer.defaults().keySet());
            for (int step = 0; step < 2; step++) {
                step(each, optimizer, params, step);
            }
            List<String> values = params.stream()
                    .flatMap(param -> Arrays.stream(
                                    real(param.detach()).flatten().toDoubleArray())
                            .mapToObj(Double::toString))
                    .toList();
            return List.of(
                    "fine",
                    escaped(printed),
                    names(optimizer.state(params.get(0)).keySet()),
                    String.join(" ", values));
        } catch (RuntimeException e) {
            return List.of(e.getClass().getSimpleName(), escaped(String.valueOf(e.getMessage())));
        }
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n");
    }

    private static String names(Iterable<String> names) {
        List<String> quoted = new ArrayList<>();
        names.forEach(name -> quoted.add('\'' + name + '\''));
        return quoted.toString();
    }

    private static Optimizer make(Case each, List<Tensor> params) {
        if (!each.place.equals("group")) {
            return OptimizersByName.make(each.optimizer, params, options -> set(each.options, options));
        }
        ParamGroup group = ParamGroup.of(params);
        set(each.options, group);
        return OptimizersByName.makeOfGroups(each.optimizer, List.of(group));
    }

    private static void set(String settings, NamedOptions<?> options) {
        for (String setting : settings.split(" ", -1)) {
            if (!setting.isEmpty()) {
                int end = setting.indexOf('=');
                options.put(setting.substring(0, end), value(setting.substring(end + 1)));
            }
        }
    }

    private static @Nullable Object value(String text) {
        String rest = text.substring(2);
        return switch (text.charAt(0)) {
            case 'f' -> numbers(rest)[0];
            case 'i' -> Long.valueOf(rest);
            case 'b' -> rest.equals("True");
            case 'n' -> null;
            case 's' -> rest;
            case 't' -> Torch.tensor((float) numbers(rest)[0]);
            case 'v' -> Torch.tensor(numbers(rest.replace(',', ' ')), o -> o.dtype(DType.FLOAT32));
            default ->
                Tuple.copyOf(Stream.of(rest.split("\\|", -1))
                        .map(OptimizerOptionsTest::value)
                        .toList());
        };
    }

    private static void step(Case each, Optimizer optimizer, List<Tensor> params, int step) {
        if (each.optimizer.equals("LBFGS")) {
            optimizer.step(() -> closure(params, step));
            return;
        }
        closure(params, step);
        if (each.optimizer.equals("SparseAdam") != each.place.equals("sparse")) {
            params.forEach(param -> param.setGrad(param.grad().toSparse(1)));
        }
        if (each.place.equals("closure")) {
            optimizer.step(() -> closure(params, step + 1));
        } else {
            optimizer.step();
        }
    }

    /** Parameters that are not two leaves of single precision. */
    private static void special(String kind, List<Tensor> params) {
        switch (kind) {
            case "complex" -> params.replaceAll(param -> Torch.complex(param, param.mul(0.5)));
            case "float64" -> params.replaceAll(param -> param.to(DType.FLOAT64));
            case "bfloat16" -> params.replaceAll(param -> param.to(DType.BFLOAT16));
            case "scalar" -> {
                params.clear();
                params.add(Torch.tensor(0.75F));
            }
            case "view" -> params.replaceAll(param -> param.requiresGrad_().mul(1));
            case "same" -> {
                Tensor first = params.get(0);
                params.clear();
                params.addAll(List.of(first, first));
            }
            default -> {}
        }
    }

    private static Tensor real(Tensor tensor) {
        return tensor.dtype().isComplex() ? Torch.viewAsReal(tensor) : tensor;
    }

    private static Tensor closure(List<Tensor> params, int step) {
        Tensor loss = Torch.tensor(0);
        for (int i = 0; i < params.size(); i++) {
            Tensor value = params.get(i).detach();
            params.get(i).setGrad(value.mul(0.5).add(0.25 * (step + 1 + i)));
            loss = loss.add(value.abs().square().sum());
        }
        return loss;
    }
}
