package dev.sconce.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One run of a part of a model that {@link Checkpointing} runs again in the backward pass. */
final class CheckpointedPart extends AutogradFunction {
    private final Function<List<Tensor>, List<Tensor>> part;
    private final int inputCount;
    private final boolean capturesAreKnown;
    private final AutocastState autocast = AutocastState.current();
    private @Nullable RngStates randomness;

    /**
     * Notes the modes of this thread, for the second run.
     *
     * @param inputCount the arguments of the function that are arguments of the part; the rest is what it uses besides
     * @param capturesAreKnown whether the rest is complete
     */
    CheckpointedPart(Function<List<Tensor>, List<Tensor>> part, int inputCount, boolean capturesAreKnown) {
        this.part = part;
        this.inputCount = inputCount;
        this.capturesAreKnown = capturesAreKnown;
    }

    @Override
    protected List<Tensor> forward(FunctionContext ctx, List<Tensor> inputs) {
        randomness = RngStates.capture(Checkpointing.devices(inputs));
        ctx.saveForBackward(inputs.toArray(Tensor[]::new));
        return part.apply(List.copyOf(inputs.subList(0, inputCount)));
    }

    @Override
    protected List<? extends @Nullable Tensor> backward(FunctionContext ctx, List<Tensor> gradOutputs) {
        BackwardRun run = BackwardRun.current();
        if (!capturesAreKnown && run != null && run.kind() != BackwardRun.Kind.BACKWARD) {
            throw new TorchException("Checkpointing is incompatible with Autograd.grad or passing `inputs` to backward,"
                    + " unless the tensors that the part uses besides its inputs are given to it as `captured`");
        }
        boolean again = Autograd.isEnabled();
        List<Tensor> arguments = new ArrayList<>();
        for (Tensor saved : ctx.savedTensors()) {
            boolean input = arguments.size() < inputCount;
            arguments.add(input ? independent(saved, again) : saved);
        }
        try (RngStates before = RngStates.capture(Checkpointing.devices(arguments));
                ThreadMode enabled = Torch.enableGrad()) {
            Objects.requireNonNull(randomness).restore();
            try {
                List<Tensor> outputs = autocast.with(() -> part.apply(List.copyOf(arguments.subList(0, inputCount))));
                return gradients(arguments, outputs, gradOutputs, again);
            } finally {
                before.restore();
            }
        }
    }

    private static Tensor independent(Tensor saved, boolean again) {
        if (!saved.requiresGrad()) {
            return saved;
        }
        return again ? saved.viewAs(saved) : saved.detach().requiresGrad_();
    }

    private List<? extends @Nullable Tensor> gradients(
            List<Tensor> arguments, List<Tensor> outputs, List<Tensor> gradOutputs, boolean again) {
        check(outputs, gradOutputs);
        List<Tensor> recorded = new ArrayList<>();
        List<Tensor> seeds = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            if (outputs.get(i).requiresGrad()) {
                recorded.add(outputs.get(i));
                seeds.add(gradOutputs.get(i));
            }
        }
        List<@Nullable Tensor> grads = new ArrayList<>();
        if (recorded.isEmpty()) {
            arguments.forEach(argument -> grads.add(null));
        } else if (capturesAreKnown) {
            List<Tensor> wanted =
                    arguments.stream().filter(Tensor::requiresGrad).toList();
            List<@Nullable Tensor> found = Autograd.grad(recorded, wanted, o -> o.gradOutputs(seeds)
                    .createGraph(again)
                    .allowUnused(true));
            int next = 0;
            for (Tensor argument : arguments) {
                grads.add(argument.requiresGrad() ? found.get(next++) : null);
            }
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
