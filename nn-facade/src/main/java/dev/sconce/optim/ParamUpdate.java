package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One parameter's part of a step: the parameter, its gradient, and what is remembered of it. */
final class ParamUpdate {
    private final Tensor param;
    private final Tensor grad;
    private final ParamState state;
    private final boolean viewedAsReal;
    /** The parts of the state's tensors if this is a part of an update; else null. */
    private final @Nullable Map<String, Tensor> parts;

    ParamUpdate(Tensor param, Tensor grad, ParamState state) {
        this(param, grad, state, false, null);
    }

    private ParamUpdate(
            Tensor param, Tensor grad, ParamState state, boolean viewedAsReal, @Nullable Map<String, Tensor> parts) {
        this.param = param;
        this.grad = grad;
        this.state = state;
        this.viewedAsReal = viewedAsReal;
        this.parts = parts;
    }

    Tensor param() {
        return param;
    }

    Tensor grad() {
        return grad;
    }

    ParamState state() {
        return state;
    }

    ScalarState steps() {
        return state.steps();
    }

    ScalarState scalar(String name) {
        return state.scalar(name);
    }

    /** A tensor of the state. */
    Tensor tensor(String name) {
        Tensor part = parts == null ? null : parts.get(name);
        if (part != null) {
            return part;
        }
        Tensor tensor = state.tensor(name);
        return viewedAsReal ? Torch.viewAsReal(tensor) : tensor;
    }

    @Nullable
    Tensor tensorOrNull(String name) {
        Tensor part = parts == null ? null : parts.get(name);
        return part != null ? part : state.tensorOrNull(name);
    }

    /** The same with complex tensors seen as pairs of real numbers, as many optimizers treat them. */
    ParamUpdate asReal() {
        return state.isComplex()
                ? new ParamUpdate(Torch.viewAsReal(param), Torch.viewAsReal(grad), state, true, null)
                : this;
    }

    /** A part of this update: of the parameter, its gradient, and the tensors of the state by name. */
    ParamUpdate part(Tensor param, Tensor grad, Map<String, Tensor> parts) {
        return new ParamUpdate(param, grad, state, viewedAsReal, parts);
    }
}
