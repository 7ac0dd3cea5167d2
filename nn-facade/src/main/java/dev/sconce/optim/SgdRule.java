package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;

/** {@code _single_tensor_sgd} of torch/optim/sgd.py. */
final class SgdRule extends UpdateRule {
    static final String BUFFER = "momentum_buffer";

    private final double lr;
    private final double momentum;
    private final double dampening;
    private final double weightDecay;
    private final boolean nesterov;

    SgdRule(ParamGroup group) {
        super(group);
        lr = group.lr();
        momentum = group.momentum();
        dampening = group.number("dampening");
        weightDecay = group.weightDecay();
        nesterov = group.flag("nesterov");
    }

    /** Complex numbers need no special care here. */
    @Override
    ParamUpdate view(ParamUpdate update) {
        return update;
    }

    @Override
    void update(ParamUpdate state, Tensor param, Tensor gradient) {
        Tensor grad = weightDecay == 0 ? gradient : gradient.add(param, weightDecay);
        if (momentum != 0) {
            Tensor buffer = buffer(state, grad);
            grad = nesterov ? grad.add(buffer, momentum) : buffer;
        }
        param.add_(grad, -lr);
    }

    private Tensor buffer(ParamUpdate state, Tensor grad) {
        Tensor buffer = state.tensorOrNull(BUFFER);
        if (buffer == null) {
            return begin(state, grad);
        }
        return buffer.mul_(momentum).add_(grad, 1 - dampening);
    }

    /** The momentum is the gradient at first. */
    static Tensor begin(ParamUpdate state, Tensor grad) {
        Tensor detached = grad.detach();
        try (var none = TensorScope.none()) {
            Tensor buffer = detached.clone();
            state.state().put(BUFFER, buffer);
            return buffer;
        }
    }
}
