package dev.sconce.optim;

import dev.sconce.torch.Tensor;

/** {@code _single_tensor_muon} of torch/optim/_muon.py. */
final class MuonRule extends UpdateRule {
    static final String BUFFER = "momentum_buffer";

    private final PyScalar lr;
    private final double weightDecay;
    private final double momentum;
    private final boolean nesterov;
    private final boolean matchAdamW;
    private final NewtonSchulz newtonSchulz;

    MuonRule(ParamGroup group) {
        super();
        lr = PyScalar.lr(group);
        weightDecay = group.weightDecay();
        momentum = group.momentum();
        nesterov = group.flag("nesterov");
        matchAdamW = "match_rms_adamw".equals(group.get("adjust_lr_fn"));
        newtonSchulz = new NewtonSchulz(group);
    }

    @Override
    void update(ParamUpdate state, Tensor param, Tensor grad) {
        if (grad.dim() != 2) {
            throw new IllegalArgumentException("Param gradient must be a 2D matrix");
        }
        Tensor buffer = state.tensor(BUFFER).lerp_(grad, 1 - momentum);
        Tensor update = newtonSchulz.orthogonalize(nesterov ? grad.lerp(buffer, momentum) : buffer);
        param.mul_(lr.shrink(weightDecay));
        param.add_(update, -lr.times(ratio(param.size(0), param.size(1))).value());
    }

    private double ratio(long rows, long columns) {
        return matchAdamW
                ? 0.2 * Math.sqrt((double) Math.max(rows, columns))
                : Math.sqrt(Math.max(1, (double) rows / columns));
    }
}
