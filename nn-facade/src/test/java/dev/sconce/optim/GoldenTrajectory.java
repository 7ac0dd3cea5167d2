package dev.sconce.optim;

import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import dev.sconce.torch.Tuple;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A run of one of Python's optimizers, from trajectories.txt: see generate.py beside that. */
final class GoldenTrajectory {
    final String title;
    final String optimizer;
    final Map<String, Object> options = new LinkedHashMap<>();
    final List<long[]> shapes = new ArrayList<>();
    final List<double[]> params = new ArrayList<>();
    final List<double[]> grads = new ArrayList<>();
    final List<double[]> after = new ArrayList<>();
    final Map<String, double[]> state = new LinkedHashMap<>();
    final Map<String, long[]> stateShapes = new LinkedHashMap<>();
    String text = "";
    List<String> groupKeys = List.of();

    private GoldenTrajectory(String title) {
        this.title = title;
        String[] words = title.split(" ", -1);
        optimizer = words[0];
        for (int i = 1; i < words.length; i++) {
            String[] option = words[i].split("=", 2);
            options.put(option[0], value(option[1]));
        }
    }

    static List<GoldenTrajectory> all() {
        List<GoldenTrajectory> all = new ArrayList<>();
        for (String block : read("trajectories.txt").strip().split("\n\n", -1)) {
            String[] lines = block.strip().split("\n", -1);
            GoldenTrajectory golden = new GoldenTrajectory(lines[0]);
            Arrays.stream(lines).skip(1).forEach(golden::add);
            all.add(golden);
        }
        return all;
    }

    static String read(String resource) {
        try (var in = new BufferedReader(new InputStreamReader(
                GoldenTrajectory.class.getResourceAsStream("/dev/sconce/optim/" + resource), StandardCharsets.UTF_8))) {
            return in.lines().collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String line) {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
            case "param" -> {
                shapes.add(shape(words[1]));
                params.add(numbers(words, 2));
            }
            case "grad" -> grads.add(numbers(words, 1));
            case "after" -> after.add(numbers(words, 1));
            case "text" -> text = line.substring(5).replace("\\n", "\n");
            case "groups" -> groupKeys = List.of(words).subList(1, words.length);
            case "state" -> {
                state.put(words[1] + " " + words[2], numbers(words, 4));
                stateShapes.put(words[1] + " " + words[2], shape(words[3]));
            }
            default -> throw new IllegalArgumentException(line);
        }
    }

    static double[] numbers(String[] words, int from) {
        return Arrays.stream(words).skip(from).mapToDouble(Double::parseDouble).toArray();
    }

    private static long[] shape(String text) {
        return text.equals("-")
                ? new long[0]
                : Arrays.stream(text.split(",", -1)).mapToLong(Long::parseLong).toArray();
    }

    private static Object value(String text) {
        if (text.startsWith("(")) {
            return Tuple.of(Arrays.stream(text.substring(1, text.length() - 1).split(",", -1))
                    .map(GoldenTrajectory::value)
                    .toArray());
        }
        if (text.startsWith("'")) {
            return text.substring(1, text.length() - 1);
        }
        if (text.equals("True") || text.equals("False")) {
            return text.equals("True");
        }
        return text.contains(".") || text.contains("e") ? (Object) Double.valueOf(text) : (Object) Long.valueOf(text);
    }

    List<Tensor> startingParams() {
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < params.size(); i++) {
            tensors.add(tensor(params.get(i), shapes.get(i)).requiresGrad_());
        }
        return tensors;
    }

    static Tensor tensor(double[] values, long[] shape) {
        return Torch.tensor(values, DType.FLOAT32).reshape(shape);
    }

    int steps() {
        return grads.size() / params.size();
    }

    void setGrads(List<Tensor> tensors, int step) {
        for (int i = 0; i < tensors.size(); i++) {
            tensors.get(i).setGrad(tensor(grads.get(step * tensors.size() + i), shapes.get(i)));
        }
    }

    Optimizer make(List<Tensor> tensors) {
        Consumer<OptimizerOptions<?>> setter = made -> options.forEach(made::put);
        try {
            return Class.forName("dev.sconce.optim." + optimizer)
                    .asSubclass(Optimizer.class)
                    .getConstructor(Iterable.class, Consumer.class)
                    .newInstance(tensors, setter);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return title;
    }
}
