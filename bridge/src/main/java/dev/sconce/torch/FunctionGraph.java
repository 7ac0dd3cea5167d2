package dev.sconce.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts one application of an {@link AutogradFunction} into the graph of libtorch, whose nodes Java cannot make.
 *
 * <p>The nodes are those of operations on no elements, which cost nothing and connect what they should:
 *
 * <pre>
 * x --view_as--> entry --narrow(nothing)--+                 +--put_(nothing)--> y
 *                                         +-cat-> barrier --+
 * x' --view_as-> entry'--narrow(nothing)--+                 +--put_(nothing)--> y'
 * </pre>
 *
 * <p>In a backward pass, hooks on the outputs take the gradients in, the hook on the barrier, which runs after all of
 * them, calls the backward function, and hooks on the entries put its results in the place of zeros. {@code put_} makes
 * the output itself part of the graph, without a copy.
 */
final class FunctionGraph {
    private final AutogradFunction function;
    private final FunctionContext context;
    private final List<@Nullable Tensor> inputs;
    private final boolean[] needsInputGrad;
    private final FunctionPasses passes;

    private FunctionGraph(AutogradFunction function, List<@Nullable Tensor> inputs, boolean[] needsInputGrad) {
        this.function = function;
        this.inputs = inputs;
        this.needsInputGrad = needsInputGrad;
        context = new FunctionContext(needsInputGrad);
        passes = new FunctionPasses(function, context, needsInputGrad);
    }

    static List<Tensor> apply(AutogradFunction function, List<@Nullable Tensor> inputs) {
        boolean[] needs = new boolean[inputs.size()];
        boolean recorded = false;
        for (int i = 0; i < needs.length; i++) {
            Tensor input = inputs.get(i);
            needs[i] = input != null && Autograd.isEnabled() && input.requiresGrad();
            recorded |= needs[i];
        }
        FunctionGraph graph = new FunctionGraph(function, inputs, needs);
        if (!recorded) {
            return graph.forward().stream().map(FunctionGraph::unrecorded).toList();
        }
        try (Tensor barrier = graph.enter()) {
            return graph.leave(barrier, graph.forward());
        }
    }

    /** What is returned where nothing is recorded: an input that requires a gradient does not go out as it is. */
    private static Tensor unrecorded(Tensor output) {
        return output.requiresGrad() ? output.detach() : output;
    }

    private List<Tensor> forward() {
        List<Tensor> outputs = Torch.noGrad(() -> function.forward(context, inputs));
        for (Tensor dirty : context.dirty()) {
            if (!FunctionContext.contains(outputs, dirty)) {
                throw new TorchException("Some elements marked as dirty during the forward method were not returned as"
                        + " output. The inputs that are modified inplace must all be outputs of the Function.");
            }
        }
        return outputs;
    }

    /** Connects the inputs to a barrier of no elements. */
    private Tensor enter() {
        try (TensorScope scope = new TensorScope()) {
            List<Tensor> nothings = new ArrayList<>();
            for (int i = 0; i < needsInputGrad.length; i++) {
                if (needsInputGrad[i]) {
                    nothings.add(nothingOf(enter(i), nothings));
                }
            }
            return scope.keep(Torch.cat(nothings)); // no view of the inputs, which may be changed in place
        }
    }

    private Tensor enter(int index) {
        Tensor input = Objects.requireNonNull(inputs.get(index));
        Tensor entry = input.viewAs(input);
        passes.expectInput(index, input);
        GradHooks.register(
                entry.handle(), zeros -> passes.takeGradInput(index, zeros), () -> passes.forgetInput(index));
        return entry;
    }

    /** No elements of a tensor, real and of the dtype and device of the others; it saves nothing in the graph. */
    private static Tensor nothingOf(Tensor entry, List<Tensor> others) {
        Tensor nothing =
                (entry.dim() == 0 ? entry.unsqueeze(0) : entry).narrow(0, 0, 0).reshape(0);
        if (nothing.dtype().isComplex()) {
            nothing = Torch.viewAsReal(nothing).view(0);
        } else if (nothing.dtype() == DType.FLOAT16 || nothing.dtype() == DType.BFLOAT16) {
            nothing = nothing.to(DType.FLOAT32); // cat refuses a short type that is not autocast's own
        }
        return others.isEmpty() ? nothing : nothing.to(others.get(0));
    }

    /** Connects the barrier to the outputs. */
    private List<Tensor> leave(Tensor barrier, List<Tensor> results) {
        List<Tensor> outputs = new ArrayList<>();
        try (TensorScope scope = new TensorScope()) {
            List<Tensor> linked = new ArrayList<>();
            List<Tensor> hooked = new ArrayList<>();
            boolean[] dirty = new boolean[results.size()];
            for (int i = 0; i < dirty.length; i++) {
                Tensor result = results.get(i);
                dirty[i] = context.isDirty(result);
                boolean isDirtyView = dirty[i] && result.handle().is_view();
                Tensor node = isDirtyView ? result.detach().clone() : result;
                hooked.add(link(barrier, node, dirty[i] && !isDirtyView, linked, scope));
                // The base of a view learns of the change by an operation of its own.
                linked.add(isDirtyView ? result.copy_(node) : hooked.get(i));
            }
            SavedTensors saved = saved(results, linked);
            passes.begin(barrier, hooked);
            context.save(saved);
            List<org.bytedeco.pytorch.Tensor> handles =
                    linked.stream().map(Tensor::handle).toList();
            for (int i = 0; i < linked.size(); i++) {
                Tensor output = linked.get(i);
                boolean aliased = saved.includesOutputs() && output.requiresGrad() && !dirty[i];
                outputs.add(aliased ? scope.moveOut(OutputAlias.of(handles, i, passes)) : output);
            }
        }
        return List.copyOf(outputs);
    }

    /** What was saved are the forward function's own tensors; some outputs were replaced by copies since. */
    private SavedTensors saved(List<Tensor> results, List<Tensor> linked) {
        List<@Nullable Tensor> toSave = new ArrayList<>();
        for (Tensor tensor : context.toSave()) {
            if (tensor == null) {
                toSave.add(null);
                continue;
            }
            int input = FunctionContext.indexOf(inputs, tensor);
            int output = input >= 0 && !context.isDirty(tensor) ? -1 : FunctionContext.indexOf(results, tensor);
            toSave.add(output < 0 ? tensor : linked.get(output));
        }
        return new SavedTensors(toSave, linked, function.nodeName());
    }

    /** The output in the graph: the result itself, unless its memory is not its own. */
    private Tensor link(Tensor barrier, Tensor result, boolean dirty, List<Tensor> before, TensorScope scope) {
        DType dtype = result.dtype();
        boolean differentiable = (dtype.isFloatingPoint() || dtype.isComplex()) && !context.isNonDifferentiable(result);
        if (dirty) {
            forget(result);
        } else if (isShared(result, before)) {
            result = scope.moveOut(result.detach().clone());
        } else if (result.handle().is_view()) {
            result = scope.moveOut(result.detach()); // a view that was made without recording cannot be recorded
        }
        if (differentiable) {
            result.put_(NoElements.index(result.device()), nothingFor(result, barrier));
        }
        return result;
    }

    /** Takes an input that was changed in place out of the graph that made it: its gradient comes from the function. */
    private static void forget(Tensor dirty) {
        if (dirty.isLeaf() && dirty.requiresGrad()) {
            throw new TorchException("a leaf Variable that requires grad has been used in an in-place operation.");
        }
        dirty.detach_();
    }

    private boolean isShared(Tensor result, List<Tensor> before) {
        return result.requiresGrad()
                || inputs.stream().filter(Objects::nonNull).anyMatch(input -> input.handle()
                        .is_alias_of(result.handle()))
                || before.stream().anyMatch(other -> other.handle().is_alias_of(result.handle()));
    }

    private static Tensor nothingFor(Tensor result, Tensor barrier) {
        Tensor nothing = barrier.view(-1).narrow(0, 0, 0);
        if (!result.dtype().isComplex()) {
            return nothing.to(result);
        }
        DType real = Torch.viewAsReal(Torch.empty(new long[] {0}, o -> o.dtype(result.dtype())))
                .dtype();
        return Torch.viewAsComplex(nothing.to(result.device(), real).view(0, 2));
    }
}
