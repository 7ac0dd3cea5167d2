package dev.sconce.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One run of a part of a model that {@link Checkpointing} runs again in the backward pass. */
final class CheckpointedPart extends AutogradFunction {
    private final Function<List<Tensor>, List<Tensor>> part;
    private final int inputCount;
    private final CheckpointOptions options;
    private final AutocastState autocast = AutocastState.current();
    private final @Nullable RngStates randomness;

    /** The arguments of the part, until it has run first; the graph keeps them afterwards. */
    private List<Tensor> given;

    private @Nullable List<Tensor> outputs;

    /** Notes the modes of this thread and its random numbers, for the second run. */
    CheckpointedPart(Function<List<Tensor>, List<Tensor>> part, List<Tensor> inputs, CheckpointOptions options) {
        this.part = part;
        this.options = options;
        given = inputs;
        inputCount = inputs.size();
        randomness = options.preserveRngState ? RngStates.capture(Checkpointing.devices(inputs)) : null;
    }

    /**
     * Runs the part before it is put into the graph.
     *
     * @param captured what it is known to use besides its inputs; what else it uses is added
     */
    List<Tensor> runFirst(List<Tensor> captured) {
        // Others over the same memory, so that the part's own use of a tensor that is an input, too, is seen.
        List<Tensor> inputs =
                given.stream().map(input -> independent(input, false)).toList();
        List<Tensor> results = CheckpointOptions.within(
                options.forwardContext, () -> CapturedTensors.during(() -> part.apply(inputs), inputs, captured));
        outputs = results;
        return results;
    }

    @Override
    protected List<Tensor> forward(FunctionContext ctx, List<Tensor> inputs) {
        ctx.saveForBackward(inputs.toArray(Tensor[]::new));
        List<Tensor> results = outputs == null ? part.apply(given) : outputs;
        outputs = null;
        given = List.of();
        return results;
    }

    @Override
    protected List<? extends @Nullable Tensor> backward(FunctionContext ctx, List<Tensor> gradOutputs) {
        BackwardRun run = BackwardRun.current();
        if (options.useReentrant && run != null && run.kind() != BackwardRun.Kind.BACKWARD) {
            throw new TorchException("When use_reentrant=True, torch.utils.checkpoint is incompatible with .grad() or"
                    + " passing an `inputs` parameter to .backward(). To resolve this error, you can either set"
                    + " use_reentrant=False, or call .backward() without passing the `inputs` argument.");
        }
        boolean again = Autograd.isEnabled() && !options.useReentrant;
        List<Tensor> arguments = new ArrayList<>();
        for (Tensor saved : ctx.savedTensors()) {
            boolean input = arguments.size() < inputCount;
            arguments.add(input ? independent(saved, again) : saved);
        }
        try (ThreadMode enabled = Torch.enableGrad()) {
            List<Tensor> inputs = List.copyOf(arguments.subList(0, inputCount));
            return gradients(arguments, withTheSameNumbers(arguments, () -> runAgain(inputs)), gradOutputs, again);
        }
    }

    private List<Tensor> runAgain(List<Tensor> inputs) {
        return autocast.with(() -> CheckpointOptions.within(options.recomputeContext, () -> part.apply(inputs)));
    }

    private List<Tensor> withTheSameNumbers(List<Tensor> arguments, Supplier<List<Tensor>> work) {
        if (randomness == null) {
            return work.get();
        }
        try (RngStates before = RngStates.capture(Checkpointing.devices(arguments))) {
            randomness.restore();
            try {
                return work.get();
            } finally {
                before.restore();
            }
        }
    }

    @Override
    String nodeName() {
        return "CheckpointFunctionBackward";
    }

    private static Tensor independent(Tensor saved, boolean again) {
        if (!saved.requiresGrad()) {
            return saved;
        }
        return again ? saved.viewAs(saved) : saved.detach().requiresGrad_();
    }

    private List<? extends @Nullable Tensor> gradients(
            List<Tensor> arguments, List<Tensor> outputs, List<Tensor> gradOutputs, boolean again) {
        if (!options.useReentrant && options.checksMetadata) {
            check(outputs, gradOutputs);
        }
        List<Tensor> recorded = new ArrayList<>();
        List<Tensor> seeds = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            if (outputs.get(i).requiresGrad()) {
                recorded.add(outputs.get(i));
                seeds.add(gradOutputs.get(i));
            }
        }
        List<@Nullable Tensor> grads = new ArrayList<>();
        if (recorded.isEmpty() && options.useReentrant) {
            throw new TorchException("none of output has requires_grad=True, this checkpoint() is not necessary");
        } else if (recorded.isEmpty()) {
            arguments.forEach(argument -> grads.add(null));
        } else if (!options.useReentrant) {
            grads.addAll(partial(arguments, recorded, seeds, again));
        } else {
            Autograd.backward(recorded, o -> o.gradients(seeds.toArray(Tensor[]::new)));
            for (int i = 0; i < arguments.size(); i++) {
                grads.add(
                        i < inputCount && arguments.get(i).isLeaf()
                                ? arguments.get(i).grad()
                                : null);
            }
        }
        return grads;
    }

    /**
     * The gradients with respect to the arguments as if none was computed from another: what reaches one that was computed
     * is noted there, and nothing goes on behind it.
     */
    private List<@Nullable Tensor> partial(
            List<Tensor> arguments, List<Tensor> recorded, List<Tensor> seeds, boolean again) {
        List<Tensor> wanted = arguments.stream().filter(Tensor::requiresGrad).toList();
        @Nullable Tensor[] noted = new Tensor[wanted.size()];
        List<RemovableHandle> hooks = new ArrayList<>();
        for (int i = 0; i < noted.length; i++) {
            if (arguments.size() > inputCount && !wanted.get(i).isLeaf()) {
                int index = i;
                hooks.add(wanted.get(i).registerHook(grad -> {
                    noted[index] = grad;
                    return Torch.zerosLike(grad);
                }));
            }
        }
        List<@Nullable Tensor> found;
        try {
            found = Autograd.grad(recorded, wanted, o -> o.gradOutputs(seeds)
                    .createGraph(again)
                    .retainGraph(again || !hooks.isEmpty()) // what the arguments were computed by is still needed
                    .allowUnused(true));
        } finally {
            hooks.forEach(RemovableHandle::remove);
        }
        List<@Nullable Tensor> grads = new ArrayList<>();
        int next = 0;
        for (Tensor argument : arguments) {
            if (argument.requiresGrad()) {
                grads.add(noted[next] == null ? found.get(next) : noted[next]);
                next++;
            } else {
                grads.add(null);
            }
        }
        return grads;
    }

    /** Refuses outputs that are others than those of the first run, whose form their gradients have. */
    private static void check(List<Tensor> outputs, List<Tensor> gradOutputs) {
        if (outputs.size() != gradOutputs.size()) {
            throw new TorchException(
                    "torch.utils.checkpoint: A different number of tensors was saved during the original"
                            + " forward and recomputation.\nNumber of tensors saved during forward: "
                            + gradOutputs.size()
                            + "\nNumber of tensors saved during recomputation: " + outputs.size() + ".");
        }
        for (int i = 0; i < outputs.size(); i++) {
            Tensor output = outputs.get(i);
            String saved = metadata(gradOutputs.get(i));
            if (output.requiresGrad() && !saved.equals(metadata(output))) {
                throw new TorchException(
                        "torch.utils.checkpoint: Recomputed values for the following tensors have different"
                                + " metadata than during the forward pass.\ntensor at position " + i
                                + ":\nsaved metadata: "
                                + saved + "\nrecomputed metadata: " + metadata(output) + "\n");
            }
        }
    }

    private static String metadata(Tensor tensor) {
        Device device = tensor.device();
        return "{'shape': " + TorchFunctional.size(tensor.shape()) + ", 'dtype': torch." + tensor.dtype()
                + ", 'device': device(type='" + device.type() + "'"
                + (device.toString().contains(":") ? ", index=" + device.index() : "") + ")}";
    }
}
