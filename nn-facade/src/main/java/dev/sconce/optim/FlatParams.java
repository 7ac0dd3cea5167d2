package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.ArrayList;
import java.util.List;

/**
 * The parameters of {@link LBFGS} as one long vector; complex ones count as pairs of real numbers. Vectors that are given
 * out belong to no scope: who gets one closes it.
 */
final class FlatParams {
    private final List<Tensor> params;

    FlatParams(List<Tensor> params) {
        this.params = params;
    }

    /** All gradients in a row, with zeros for parameters that have none. */
    Tensor grads() {
        try (var scope = new TensorScope()) {
            List<Tensor> parts = new ArrayList<>(params.size());
            for (Tensor param : params) {
                Tensor grad = param.grad();
                Tensor part;
                if (grad == null) {
                    part = Torch.zerosLike(param).reshape(-1);
                } else {
                    part = (grad.isSparse() ? grad.toDense() : grad).reshape(-1);
                }
                parts.add(part.dtype().isComplex() ? Torch.viewAsReal(part).reshape(-1) : part);
            }
            return scope.keep(Torch.cat(parts, 0));
        }
    }

    /** Moves the parameters along a direction. */
    void add(PyScalar step, Tensor direction) {
        long offset = 0;
        for (Tensor param : params) {
            try (var scope = new TensorScope()) {
                Tensor real = param.dtype().isComplex() ? Torch.viewAsReal(param) : param;
                long length = real.numel();
                real.add_(direction.narrow(0, offset, length).viewAs(real), step.value());
                offset += length;
            }
        }
    }

    /** Copies of the parameters; the caller closes them. */
    List<Tensor> copy() {
        try (var none = TensorScope.none()) {
            return params.stream()
                    .map(param -> param.detach().clone(dev.sconce.torch.MemoryFormat.CONTIGUOUS))
                    .toList();
        }
    }

    void set(List<Tensor> values) {
        for (int i = 0; i < params.size(); i++) {
            params.get(i).copy_(values.get(i));
        }
    }
}
