package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;

/** {@code _single_tensor_adagrad} of torch/optim/adagrad.py. */
final class AdagradRule extends UpdateRule {
    private final PyScalar lr;
    private final double decay;
    private final double eps;
    private final double weightDecay;

    AdagradRule(ParamGroup group) {
        super(group);
        constant(group, "lr");
        lr = PyScalar.lr(group);
        decay = group.number("lr_decay");
        eps = group.eps();
        weightDecay = group.weightDecay();
    }

    @Override
    void update(ParamUpdate state, Tensor param, Tensor gradient) {
        double step = state.steps().increment();
        double rate = lr.over(1 + (step - 1) * decay).value();
        Tensor sum = state.tensor("sum");
        if (gradient.isSparse()) {
            updateSparse(param, gradient.coalesce(), sum, rate);
            return;
        }
        Tensor grad = weightDecay == 0 ? gradient : gradient.add(param, weightDecay);
        sum.addcmul_(grad, grad, 1);
        Tensor root = sum.sqrt();
        param.addcdiv_(grad, differentiable ? root.add(eps) : root.add_(eps), -rate);
    }

    private void updateSparse(Tensor param, Tensor grad, Tensor sum, double rate) {
        if (weightDecay != 0) {
            throw new IllegalArgumentException("weight_decay option is not compatible with sparse gradients");
        }
        Tensor indices = grad.indices();
        Tensor values = grad.values();
        sum.add_(Torch.sparseCooTensor(indices, values.pow(2), grad.shape()));
        Tensor deviation = sum.sparseMask(grad).values().sqrt_().add_(eps);
        param.add_(Torch.sparseCooTensor(indices, values.div(deviation), grad.shape()), -rate);
    }
}
