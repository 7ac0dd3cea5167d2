package dev.sconce.torch;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
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
    private final CapturedTensors.@Nullable StandIns around = CapturedTensors.standIns();

    /** The number of arguments in whose place others can stand in the second run: all but what others use. */
    private int firstFound;

    /** The arguments of the part, until it has run first; the graph keeps them afterwards. */
    private List<Tensor> given;

    private @Nullable List<Tensor> outputs;

    /** Notes the modes of this thread and its random numbers, for the second run. */
    CheckpointedPart(Function<List<Tensor>, List<Tensor>> part, List<Tensor> inputs, CheckpointOptions options) {
        this.part = part;
        this.options = options;
        given = inputs;
        inputCount = inputs.size();
        firstFound = inputCount;
        randomness = options.preserveRngState ? RngStates.capture(Checkpointing.devices(inputs)) : null;
    }

    /**
     * Runs the part before it is put into the graph.
     *
     * @param byOthers what is known to be used besides, on other threads; what TorchScript uses is added
     * @param found takes what else it uses
     */
    List<Tensor> runFirst(List<Tensor> byOthers, List<Tensor> found) {
        // Others over the same memory, so that the part's own use of a tensor that is an input, too, is seen.
        List<Tensor> inputs =
                given.stream().map(input -> independent(input, false)).toList();
        List<Tensor> results = CheckpointOptions.within(
                options.forwardContext, () -> CapturedTensors.find(() -> part.apply(inputs), inputs, byOthers, found));
        firstFound = inputCount + byOthers.size();
        outputs = results;
        return results;
    }

    @Override
    protected List<Tensor> forward(FunctionContext ctx, List<Tensor> inputs) {
        ctx.saveForBackward(inputs.toArray(Tensor[]::new));
        ctx.setMaterializeGrads(options.useReentrant);
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
        List<Tensor> saved = ctx.savedTensors();
        List<Tensor> arguments = new ArrayList<>();
        for (Tensor argument : saved) {
            boolean byOthers = arguments.size() >= inputCount && arguments.size() < firstFound;
            arguments.add(byOthers ? argument : independent(argument, again));
        }
        try (ThreadMode enabled = Torch.enableGrad();
                CapturedTensors.StandIns standIns = new CapturedTensors.StandIns(
                        around, saved.subList(firstFound, saved.size()), arguments.subList(firstFound, saved.size()))) {
            List<Tensor> inputs = List.copyOf(arguments.subList(0, inputCount));
            List<Tensor> results = standIns.run(() -> withTheSameNumbers(arguments, () -> runAgain(inputs)));
            return gradients(arguments, results, gradOutputs, again);
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
            if (outputs.get(i).requiresGrad() && gradOutputs.get(i) != null) {
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
            grads.addAll(found(arguments, recorded, seeds, again));
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
     * The gradients with respect to the arguments as if none was computed from another. Where nothing could stand in the
     * place of some, what reaches an argument that was computed is noted there, and nothing goes on behind it.
     */
    private List<@Nullable Tensor> found(
            List<Tensor> arguments, List<Tensor> recorded, List<Tensor> seeds, boolean again) {
        List<Tensor> wanted = arguments.stream().filter(Tensor::requiresGrad).toList();
        IdentityHashMap<Tensor, @Nullable Tensor> noted = new IdentityHashMap<>();
        List<RemovableHandle> hooks = new ArrayList<>();
        for (Tensor argument : firstFound > inputCount ? arguments : List.<Tensor>of()) {
            if (argument.requiresGrad() && !argument.isLeaf()) {
                hooks.add(argument.registerHook(grad -> {
                    noted.put(argument, grad);
                    return Torch.zerosLike(grad);
                }));
            }
        }
        Iterator<@Nullable Tensor> found;
        try {
            found = Autograd.grad(recorded, wanted, o -> o.gradOutputs(seeds)
                            .createGraph(again)
                            .retainGraph(again || !hooks.isEmpty()) // what they were computed by is still needed
                            .allowUnused(true))
                    .iterator();
        } finally {
            hooks.forEach(RemovableHandle::remove);
        }
        List<@Nullable Tensor> grads = new ArrayList<>();
        for (Tensor argument : arguments) {
            @Nullable Tensor grad = argument.requiresGrad() ? found.next() : null;
            grads.add(noted.getOrDefault(argument, grad));
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
            Tensor gradient = gradOutputs.get(i);
            String saved = gradient == null ? "" : metadata(gradient);
            if (gradient != null && output.requiresGrad() && !saved.equals(metadata(output))) {
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
