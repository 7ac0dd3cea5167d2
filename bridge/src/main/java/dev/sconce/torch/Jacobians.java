package dev.sconce.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Jacobians of functions of lists: {@code jacobian} in {@code torch/autograd/functional.py}. */
final class Jacobians {
    private Jacobians() {}

    static List<List<Tensor>> of(
            Function<List<Tensor>, List<Tensor>> function, List<? extends Tensor> inputs, FunctionalOptions options) {
        if (options.forwardMode) {
            checkForward(options);
        } else if (options.strict && options.vectorize) {
            throw new IllegalArgumentException("torch.autograd.functional.jacobian: `strict=True` and `vectorized=True`"
                    + " are not supported together. Please either set `strict=False` or `vectorize=False`.");
        }
        FunctionalSteps steps = new FunctionalSteps(options.createGraph, options.strict);
        try (ThreadMode enabled = Torch.enableGrad()) {
            List<Tensor> prepared = steps.prepare(inputs);
            List<Tensor> outputs = function.apply(prepared);
            steps.checkOutputs(outputs);
            return options.forwardMode
                    ? byColumns(outputs, prepared)
                    : options.vectorize ? atOnce(steps, outputs, prepared) : byRows(steps, outputs, prepared);
        }
    }

    private static void checkForward(FunctionalOptions options) {
        String combination = options.createGraph ? "`create_graph=True`" : options.strict ? "`strict=True`" : "";
        if (!combination.isEmpty()) {
            String remedy = options.createGraph ? "`create_graph=False`" : "`strict=False`";
            throw new IllegalArgumentException("torch.autograd.functional.jacobian: " + combination
                    + " and `strategy=\"forward-mode\"` are not supported together (yet). Please either set " + remedy
                    + " or `strategy=\"reverse-mode\"`.");
        }
        if (!options.vectorize) {
            throw new IllegalArgumentException("Computing Jacobian using forward-AD or forward-over-reverse Hessian is"
                    + "only implemented for `vectorize=True`.");
        }
    }

    private static List<List<Tensor>> byRows(FunctionalSteps steps, List<Tensor> outputs, List<Tensor> inputs) {
        List<List<Tensor>> jacobians = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            jacobians.add(steps.finish(rows(steps, outputs.get(i), i, inputs)));
        }
        return jacobians;
    }

    private static List<Tensor> rows(FunctionalSteps steps, Tensor output, int index, List<Tensor> inputs) {
        List<List<Tensor>> rows = new ArrayList<>();
        inputs.forEach(input -> rows.add(new ArrayList<>()));
        Tensor flat = output.reshape(-1);
        for (long i = 0; i < output.numel(); i++) {
            List<@Nullable Tensor> grads =
                    FunctionalSteps.grad(List.of(flat.select(0, i)), inputs, null, steps.createGraph(), true, false);
            for (int j = 0; j < inputs.size(); j++) {
                Tensor grad = grads.get(j);
                checkStrict(steps, grad, index, j);
                rows.get(j).add(grad == null ? Torch.zerosLike(inputs.get(j)) : grad);
            }
        }
        List<Tensor> jacobians = new ArrayList<>();
        for (int j = 0; j < inputs.size(); j++) {
            long[] shape = concat(output.shape(), inputs.get(j).shape());
            jacobians.add(
                    rows.get(j).isEmpty()
                            ? inputs.get(j).newZeros(shape)
                            : Torch.stack(rows.get(j)).view(shape));
        }
        return jacobians;
    }

    private static void checkStrict(FunctionalSteps steps, @Nullable Tensor grad, int output, int input) {
        if (!steps.strict()) {
            return;
        }
        if (grad == null) {
            throw new TorchException("Output " + output + " of the user-provided function is independent of input "
                    + input + ". This is not allowed in strict mode.");
        }
        if (steps.createGraph() && !grad.requiresGrad()) {
            throw new TorchException("The jacobian of the user-provided function is independent of input " + output
                    + ". This is not allowed in strict mode when create_graph=True.");
        }
    }

    /** All elements of all outputs as one batch of gradients to begin with. */
    private static List<List<Tensor>> atOnce(FunctionalSteps steps, List<Tensor> outputs, List<Tensor> inputs) {
        long[] sizes = outputs.stream().mapToLong(Tensor::numel).toArray();
        List<Tensor> flat = outputs.stream().map(output -> output.reshape(-1)).toList();
        List<@Nullable Tensor> batches =
                FunctionalSteps.grad(flat, inputs, basis(outputs, sizes), steps.createGraph(), true, true);
        List<List<Tensor>> jacobians = new ArrayList<>();
        outputs.forEach(output -> jacobians.add(new ArrayList<>()));
        for (int j = 0; j < inputs.size(); j++) {
            Tensor batch = batches.get(j);
            Tensor rows = batch == null
                    ? inputs.get(j)
                            .newZeros(concat(
                                    new long[] {Arrays.stream(sizes).sum()},
                                    inputs.get(j).shape()))
                    : batch;
            List<Tensor> parts = rows.splitWithSizes(sizes, 0);
            for (int i = 0; i < outputs.size(); i++) {
                jacobians
                        .get(i)
                        .add(parts.get(i)
                                .view(concat(
                                        outputs.get(i).shape(), inputs.get(j).shape())));
            }
        }
        return jacobians.stream().map(steps::finish).toList();
    }

    /** For each output, a row for each element of all outputs, with a one where it is this output's. */
    private static List<Tensor> basis(List<Tensor> outputs, long[] sizes) {
        long total = Arrays.stream(sizes).sum();
        List<Tensor> basis = new ArrayList<>();
        long begin = 0;
        for (int i = 0; i < sizes.length; i++) {
            Tensor chunk = outputs.get(i).detach().newZeros(total, sizes[i]);
            chunk.diagonal(-begin).fill_(1);
            basis.add(chunk);
            begin += sizes[i];
        }
        return basis;
    }

    /** A column for each element of each input, by the derivative of the gradients with respect to what they begin with. */
    private static List<List<Tensor>> byColumns(List<Tensor> outputs, List<Tensor> inputs) {
        List<Tensor> dummies = FunctionalSteps.zeros(outputs);
        List<@Nullable Tensor> grads = FunctionalSteps.grad(outputs, inputs, dummies, true, true, false);
        List<List<Tensor>> jacobians = new ArrayList<>();
        outputs.forEach(output -> jacobians.add(new ArrayList<>()));
        for (int j = 0; j < inputs.size(); j++) {
            Tensor input = inputs.get(j);
            Tensor grad = grads.get(j);
            List<List<Tensor>> columns = new ArrayList<>();
            outputs.forEach(output -> columns.add(new ArrayList<>()));
            for (long k = 0; grad != null && grad.requiresGrad() && k < input.numel(); k++) {
                List<@Nullable Tensor> column =
                        FunctionalSteps.grad(List.of(grad.reshape(-1).select(0, k)), dummies, null, false, true, false);
                for (int i = 0; i < outputs.size(); i++) {
                    Tensor part = column.get(i);
                    columns.get(i)
                            .add(part == null ? Torch.zerosLike(outputs.get(i).detach()) : part);
                }
            }
            for (int i = 0; i < outputs.size(); i++) {
                jacobians.get(i).add(block(columns.get(i), outputs.get(i), input));
            }
        }
        return jacobians;
    }

    private static Tensor block(List<Tensor> columns, Tensor output, Tensor input) {
        long[] shape = concat(output.shape(), input.shape());
        return columns.isEmpty()
                ? output.detach().newZeros(shape)
                : Torch.stack(columns, -1).reshape(shape).detach();
    }

    private static long[] concat(long[] first, long[] second) {
        long[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
