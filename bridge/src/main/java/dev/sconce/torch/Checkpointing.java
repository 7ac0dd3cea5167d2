package dev.sconce.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Trades time for memory, as {@code torch.utils.checkpoint}: what a part of a model computes in the forward pass is not
 * kept for the backward pass but computed again, with the same random numbers.
 *
 * <p>The gradients of parameters that the part uses besides its inputs are added to the parameters' own, in the middle of
 * the backward pass; {@link Autograd#grad} and a pass for certain inputs cannot do that and are refused, as Python does
 * with {@code use_reentrant=True}. With the parameters given as {@code captured}, these work too, and so do higher
 * derivatives.
 */
public final class Checkpointing {
    private Checkpointing() {}

    /**
     * Runs a part of a model.
     *
     * @param part of one tensor; it must compute the same thing when it is run again
     * @param input what it is applied to
     * @return what it returned
     */
    public static Tensor checkpoint(UnaryOperator<Tensor> part, Tensor input) {
        return checkpoint(inputs -> List.of(part.apply(inputs.get(0))), List.of(input))
                .get(0);
    }

    /**
     * Runs a part of a model.
     *
     * @param part of several tensors; it must compute the same thing when it is run again
     * @param inputs what it is applied to
     * @return what it returned
     */
    public static List<Tensor> checkpoint(Function<List<Tensor>, List<Tensor>> part, List<? extends Tensor> inputs) {
        return checkpoint(part, inputs, List.of());
    }

    /**
     * Runs a part of a model that uses other tensors than its inputs.
     *
     * @param part of several tensors; it must compute the same thing when it is run again
     * @param inputs what it is applied to
     * @param captured all other tensors that it uses and that require a gradient: its parameters
     * @return what it returned
     */
    public static List<Tensor> checkpoint(
            Function<List<Tensor>, List<Tensor>> part, List<? extends Tensor> inputs, List<? extends Tensor> captured) {
        if (!Autograd.isEnabled()) {
            return part.apply(List.copyOf(inputs));
        }
        List<Tensor> arguments = new ArrayList<>(inputs);
        arguments.addAll(captured);
        if (arguments.stream().noneMatch(Tensor::requiresGrad)) {
            // The parameters inside may need a gradient although no argument does; without an argument that does, the
            // function would not be recorded.
            arguments.add(Torch.zeros(0).requiresGrad_());
        }
        return new CheckpointedPart(part, inputs.size(), !captured.isEmpty()).apply(arguments.toArray(Tensor[]::new));
    }

    /**
     * Runs a chain of parts, in segments of which only the inputs are kept; the last segment is run as usual.
     *
     * @param parts applied one after the other
     * @param segments into how many segments the chain is divided
     * @param input what the first part is applied to
     * @return what the last part returned
     * @throws IllegalArgumentException if there are fewer parts than segments, or no segments
     */
    public static Tensor checkpointSequential(List<? extends UnaryOperator<Tensor>> parts, int segments, Tensor input) {
        if (segments < 1 || segments > parts.size()) {
            throw new IllegalArgumentException(
                    "Expected 1 to " + parts.size() + " segments for as many parts, but got " + segments);
        }
        int length = parts.size() / segments;
        Tensor current = input;
        for (int i = 0; i < segments - 1; i++) {
            List<? extends UnaryOperator<Tensor>> segment = parts.subList(i * length, (i + 1) * length);
            current = checkpoint(x -> run(segment, x), current);
        }
        return run(parts.subList((segments - 1) * length, parts.size()), current);
    }

    private static Tensor run(List<? extends UnaryOperator<Tensor>> parts, Tensor input) {
        Tensor current = input;
        for (UnaryOperator<Tensor> part : parts) {
            current = part.apply(current);
        }
        return current;
    }

    /** The devices besides the host on which tensors lie: those whose random numbers must be the same again. */
    static List<Device> devices(List<Tensor> tensors) {
        return tensors.stream()
                .map(Tensor::device)
                .filter(device -> !Arrays.asList("cpu", "meta").contains(device.type()))
                .distinct()
                .toList();
    }
}
