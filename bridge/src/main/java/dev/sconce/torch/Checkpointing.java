package dev.sconce.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Trades time for memory, as {@code torch.utils.checkpoint}: what a part of a model computes in the forward pass is not
 * kept for the backward pass but computed again, with the same random numbers.
 *
 * <p>Without options, this is Python's recommended way, {@code use_reentrant=False}: {@link Autograd#grad}, passes for
 * certain inputs and higher derivatives work. The parameters that the part uses besides its inputs are found when it runs
 * first: whatever it gives to an operation on this thread and that requires a gradient. None of them may be changed in place
 * before the backward pass. The results require a gradient as
 * soon as an input or such a parameter does, even if the part detaches them.
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
        return checkpoint(part, input, options -> {});
    }

    /**
     * Runs a part of a model.
     *
     * @param part of one tensor; it must compute the same thing when it is run again
     * @param input what it is applied to
     * @param options in which way
     * @return what it returned
     * @throws IllegalArgumentException if the options contradict each other
     */
    public static Tensor checkpoint(UnaryOperator<Tensor> part, Tensor input, Consumer<CheckpointOptions> options) {
        return checkpoint(inputs -> List.of(part.apply(inputs.get(0))), List.of(input), options)
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
        return checkpoint(part, inputs, options -> {});
    }

    /**
     * Runs a part of a model.
     *
     * @param part of several tensors; it must compute the same thing when it is run again
     * @param inputs what it is applied to
     * @param options in which way
     * @return what it returned
     * @throws IllegalArgumentException if the options contradict each other
     */
    public static List<Tensor> checkpoint(
            Function<List<Tensor>, List<Tensor>> part,
            List<? extends Tensor> inputs,
            Consumer<CheckpointOptions> options) {
        CheckpointOptions chosen = new CheckpointOptions();
        options.accept(chosen);
        return run(part, inputs, List.of(), chosen.checked());
    }

    /**
     * Runs a part of a model that uses other tensors than its inputs.
     *
     * @param part of several tensors; it must compute the same thing when it is run again
     * @param inputs what it is applied to
     * @param captured tensors that it uses besides, where they cannot be found: those that require a gradient and meet
     *     operations on other threads only
     * @return what it returned
     */
    public static List<Tensor> checkpoint(
            Function<List<Tensor>, List<Tensor>> part, List<? extends Tensor> inputs, List<? extends Tensor> captured) {
        return run(part, inputs, captured, new CheckpointOptions());
    }

    private static List<Tensor> run(
            Function<List<Tensor>, List<Tensor>> part,
            List<? extends Tensor> inputs,
            List<? extends Tensor> captured,
            CheckpointOptions options) {
        List<Tensor> given = List.copyOf(inputs);
        if (!Autograd.isEnabled()) {
            return part.apply(given);
        }
        CheckpointedPart checkpointed = new CheckpointedPart(part, given, options);
        if (options.useReentrant) {
            return checkpointed.apply(given.toArray(Tensor[]::new));
        }
        List<Tensor> byOthers = new ArrayList<>(captured);
        List<Tensor> found = new ArrayList<>();
        List<Tensor> outputs = checkpointed.runFirst(byOthers, found);
        List<Tensor> arguments = new ArrayList<>(given);
        arguments.addAll(byOthers);
        arguments.addAll(found);
        try {
            return arguments.stream().noneMatch(Tensor::requiresGrad)
                    ? outputs
                    : checkpointed.apply(arguments.toArray(Tensor[]::new));
        } finally {
            byOthers.subList(captured.size(), byOthers.size()).forEach(Tensor::close);
            found.forEach(Tensor::close);
        }
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
        return checkpointSequential(parts, segments, input, options -> {});
    }

    /**
     * Runs a chain of parts, in segments of which only the inputs are kept; the last segment is run as usual.
     *
     * @param parts applied one after the other
     * @param segments into how many segments the chain is divided
     * @param input what the first part is applied to
     * @param options in which way
     * @return what the last part returned
     * @throws IllegalArgumentException if there are fewer parts than segments, or no segments
     */
    public static Tensor checkpointSequential(
            List<? extends UnaryOperator<Tensor>> parts,
            int segments,
            Tensor input,
            Consumer<CheckpointOptions> options) {
        if (segments < 1 || segments > parts.size()) {
            throw new IllegalArgumentException(
                    "Expected 1 to " + parts.size() + " segments for as many parts, but got " + segments);
        }
        int length = parts.size() / segments;
        Tensor current = input;
        for (int i = 0; i < segments - 1; i++) {
            List<? extends UnaryOperator<Tensor>> segment = parts.subList(i * length, (i + 1) * length);
            current = checkpoint(x -> run(segment, x), current, options);
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
