package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import org.jspecify.annotations.Nullable;

/** One parameter's part of a step: the parameter, its gradient, and what is remembered of it. */
final class ParamUpdate {
    private final Tensor param;
    private final Tensor grad;
    private final ParamState state;
    private final boolean viewedAsReal;

    ParamUpdate(Tensor param, Tensor grad, ParamState state) {
        this(param, grad, state, false);
    }

    private ParamUpdate(Tensor param, Tensor grad, ParamState state, boolean viewedAsReal) {
        this.param = param;
        this.grad = grad;
        this.state = state;
        this.viewedAsReal = viewedAsReal;
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
        Tensor tensor = state.tensor(name);
        return viewedAsReal ? Torch.viewAsReal(tensor) : tensor;
    }

    @Nullable
    Tensor tensorOrNull(String name) {
        return state.tensorOrNull(name);
    }

    /** The same with complex tensors seen as pairs of real numbers, as many optimizers treat them. */
    ParamUpdate asReal() {
        return state.isComplex() ? new ParamUpdate(Torch.viewAsReal(param), Torch.viewAsReal(grad), state, true) : this;
    }
}
