package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import org.jspecify.annotations.Nullable;

/** {@code _single_tensor_sgd} of torch/optim/sgd.py. */
final class SgdRule extends UpdateRule {
    static final String BUFFER = "momentum_buffer";

    private final double lr;
    private final @Nullable Tensor recordedLr;
    private final double momentum;
    private final double dampening;
    private final double weightDecay;
    private final @Nullable Tensor recordedWeightDecay;
    private final boolean nesterov;

    SgdRule(ParamGroup group) {
        super(group);
        lr = group.lr();
        recordedLr = recorded(group, "lr");
        momentum = group.momentum();
        dampening = group.number("dampening");
        weightDecay = group.weightDecay();
        recordedWeightDecay = recorded(group, "weight_decay");
        nesterov = group.flag("nesterov");
    }

    /** A hyper-parameter to which gradients are to flow, or null. */
    private static @Nullable Tensor recorded(ParamGroup group, String name) {
        Quantity option = Quantity.ofOption(name, group.get(name));
        return option.requiresGrad() ? option.tensor() : null;
    }

    /** Complex numbers need no special care here. */
    @Override
    ParamUpdate view(ParamUpdate update) {
        return update;
    }

    /** From the second step on; the first makes the momentum. */
    @Override
    boolean isElementwise(ParamUpdate update) {
        return !differentiable && (momentum == 0 || update.tensorOrNull(BUFFER) != null);
    }

    @Override
    void update(ParamUpdate state, Tensor param, Tensor gradient) {
        Tensor grad = decay(param, gradient);
        if (momentum != 0) {
            Tensor buffer = buffer(state, grad);
            grad = nesterov ? grad.add(buffer, momentum) : buffer;
        }
        if (recordedLr == null) {
            param.add_(grad, -lr);
        } else {
            param.addcmul_(grad, recordedLr, -1);
        }
    }

    private Tensor decay(Tensor param, Tensor grad) {
        if (weightDecay == 0) {
            return grad;
        }
        return recordedWeightDecay == null
                ? grad.add(param, weightDecay)
                : grad.addcmul_(param.clone(), recordedWeightDecay);
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
