package dev.sconce.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Gradients for a batch of gradients to begin with: {@code is_grads_batched}, pass by pass. */
final class BatchedGrads {
    private BatchedGrads() {}

    static List<@Nullable Tensor> of(
            List<? extends Tensor> outputs, List<? extends Tensor> inputs, GradOptions options) {
        List<Tensor> batches = checked(outputs, options);
        long size = batches.get(0).size(0);
        boolean retain = options.retainGraph == null ? options.createGraph : options.retainGraph;
        List<List<@Nullable Tensor>> passes = new ArrayList<>();
        for (long i = 0; i < size; i++) {
            long index = i;
            passes.add(pass(
                    outputs,
                    inputs,
                    options,
                    retain || i + 1 < size,
                    batches.stream().map(batch -> batch.select(0, index)).toList()));
        }
        List<@Nullable Tensor> stacked = new ArrayList<>();
        for (int j = 0; j < inputs.size(); j++) {
            stacked.add(stack(passes, j));
        }
        return Collections.unmodifiableList(stacked);
    }

    private static List<@Nullable Tensor> pass(
            List<? extends Tensor> outputs,
            List<? extends Tensor> inputs,
            GradOptions options,
            boolean retain,
            List<Tensor> seeds) {
        return Autograd.pass(
                outputs,
                inputs,
                new GradOptions()
                        .gradOutputs(seeds)
                        .createGraph(options.createGraph)
                        .retainGraph(retain));
    }

    private static @Nullable Tensor stack(List<List<@Nullable Tensor>> passes, int input) {
        List<Tensor> parts = new ArrayList<>();
        for (List<@Nullable Tensor> pass : passes) {
            Tensor part = pass.get(input);
            if (part != null) {
                parts.add(part);
            }
        }
        return parts.isEmpty() ? null : Torch.stack(parts);
    }

    /** The checks of _make_grads in torch/autograd/__init__.py, and of vmap. */
    private static List<Tensor> checked(List<? extends Tensor> outputs, GradOptions options) {
        List<? extends @Nullable Tensor> given = options.gradOutputs;
        List<Tensor> batches = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            Tensor batch = given != null && i < given.size() ? given.get(i) : null;
            checkShape(i, batch, outputs.get(i));
            batches.add(Objects.requireNonNull(batch));
        }
        long[] sizes = batches.stream().mapToLong(batch -> batch.size(0)).toArray();
        if (Arrays.stream(sizes).distinct().count() > 1) {
            throw new TorchException(
                    "vmap: Expected all tensors to have the same size in the mapped dimension, got sizes "
                            + Arrays.toString(sizes) + " for the mapped dimension");
        }
        return batches;
    }

    private static void checkShape(int index, @Nullable Tensor batch, Tensor output) {
        if (batch == null) {
            throw new TorchException(
                    output.numel() == 1
                            ? "vmap(vjp, in_dims=0, ...)(<inputs>): Got in_dim=0 for some input, but that input is a Tensor"
                                    + " of dimensionality 0 so expected in_dim to satisfy 0 <= in_dim < 0."
                            : "grad can be implicitly created only for scalar outputs");
        }
        if (batch.dim() == 0) {
            throw new TorchException("invalid index of a 0-dim tensor. Use `tensor.item()` in Python or"
                    + " `tensor.item<T>()` in C++ to convert a 0-dim tensor to a number");
        }
        if (batch.size(0) == 0) {
            throw new TorchException("index 0 is out of bounds for dimension 0 with size 0");
        }
        long[] shape = batch.shape();
        if (!Arrays.equals(Arrays.copyOfRange(shape, 1, shape.length), output.shape())) {
            // The shape that Python shows lacks the first two dimensions, and so does ours.
            long[] shown = Arrays.copyOfRange(shape, Math.min(2, shape.length), shape.length);
            throw new TorchException(
                    "If `is_grads_batched=True`, we interpret the first dimension of each grad_output as"
                            + " the batch dimension. The sizes of the remaining dimensions are expected to match the shape of"
                            + " corresponding output, but a mismatch was detected: grad_output[" + index
                            + "] has a shape of "
                            + TorchFunctional.size(shown) + " and output[" + index + "] has a shape of "
                            + TorchFunctional.size(output.shape())
                            + ". If you only want some tensors in `grad_output` to be considered batched, consider using vmap.");
        }
    }
}
