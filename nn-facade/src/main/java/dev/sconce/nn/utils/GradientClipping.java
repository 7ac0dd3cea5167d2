package dev.sconce.nn.utils;

import dev.sconce.nn.internal.PyText;
import dev.sconce.torch.Linalg;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import dev.sconce.torch.TorchException;
import java.util.ArrayList;
import java.util.List;

/** Keeps gradients from growing too large: the functions of {@code torch.nn.utils.clip_grad}. */
public final class GradientClipping {
    private GradientClipping() {}

    /**
     * Scales gradients down so that their 2-norm, taken over all of them, is at most a value.
     *
     * @param parameters the parameters whose gradients are scaled in place
     * @param maxNorm the greatest norm
     * @return the norm before
     */
    public static Tensor clipGradNorm_(Iterable<? extends Tensor> parameters, double maxNorm) {
        return clipGradNorm_(parameters, maxNorm, 2.0, false);
    }

    /**
     * Scales the gradient of one parameter down so that its 2-norm is at most a value. (A tensor is also an
     * {@code Iterable} of its rows, which is not what is meant here.)
     *
     * @param parameter the parameter whose gradient is scaled in place
     * @param maxNorm the greatest norm
     * @return the norm before
     */
    public static Tensor clipGradNorm_(Tensor parameter, double maxNorm) {
        return clipGradNorm_(List.of(parameter), maxNorm);
    }

    /**
     * Scales gradients down so that their norm, taken over all of them, is at most a value.
     *
     * @param parameters the parameters whose gradients are scaled in place
     * @param maxNorm the greatest norm
     * @param normType which norm; infinity for the greatest absolute value
     * @param errorIfNonfinite whether a norm that is not a number or infinite is an error
     * @return the norm before
     * @throws TorchException if it is
     */
    public static Tensor clipGradNorm_(
            Iterable<? extends Tensor> parameters, double maxNorm, double normType, boolean errorIfNonfinite) {
        List<Tensor> grads = gradients(parameters);
        Tensor total = getTotalNorm(grads, normType, errorIfNonfinite);
        clipGradsWithNorm_(parameters, maxNorm, total);
        return total;
    }

    /**
     * The 2-norm of tensors, taken over all of them.
     *
     * @param tensors the tensors
     * @return the norm
     */
    public static Tensor getTotalNorm(List<? extends Tensor> tensors) {
        return getTotalNorm(tensors, 2.0, false);
    }

    /**
     * The norm of tensors, taken over all of them.
     *
     * @param tensors the tensors
     * @param normType which norm
     * @param errorIfNonfinite whether a norm that is not a number or infinite is an error
     * @return the norm
     * @throws TorchException if it is
     */
    public static Tensor getTotalNorm(List<? extends Tensor> tensors, double normType, boolean errorIfNonfinite) {
        if (tensors.isEmpty()) {
            return Torch.zeros(new long[0]);
        }
        Tensor total;
        try (var noGrad = Torch.noGrad()) {
            List<Tensor> norms = new ArrayList<>();
            for (Tensor tensor : tensors) {
                norms.add(Linalg.vectorNorm(tensor, normType));
            }
            total = Linalg.vectorNorm(Torch.stack(norms), normType);
        }
        if (errorIfNonfinite && !Double.isFinite(total.item())) {
            throw new TorchException("The total norm of order " + PyText.repr(normType) + " for gradients from"
                    + " `parameters` is non-finite, so it cannot be clipped. To disable this error and scale the"
                    + " gradients by the non-finite norm anyway, set `error_if_nonfinite=False`");
        }
        return total;
    }

    /**
     * Scales gradients by a norm that is known.
     *
     * @param parameters the parameters whose gradients are scaled in place
     * @param maxNorm the greatest norm
     * @param totalNorm the norm of the gradients
     */
    public static void clipGradsWithNorm_(Iterable<? extends Tensor> parameters, double maxNorm, Tensor totalNorm) {
        try (var scope = new TensorScope();
                var noGrad = Torch.noGrad()) {
            // Multiplying by 1 where nothing is to be clipped costs less than to ask the device.
            Tensor factor = Torch.full(new long[0], maxNorm, options -> options.dtype(totalNorm.dtype()))
                    .div(totalNorm.add(1e-6))
                    .clamp(null, 1.0);
            for (Tensor grad : gradients(parameters)) {
                grad.mul_(factor);
            }
        }
    }

    /**
     * Clamps the gradient of one parameter between two values.
     *
     * @param parameter the parameter whose gradient is clamped in place
     * @param clipValue the greatest absolute value
     */
    public static void clipGradValue_(Tensor parameter, double clipValue) {
        clipGradValue_(List.of(parameter), clipValue);
    }

    /**
     * Clamps gradients between two values.
     *
     * @param parameters the parameters whose gradients are clamped in place
     * @param clipValue the greatest absolute value
     */
    public static void clipGradValue_(Iterable<? extends Tensor> parameters, double clipValue) {
        try (var scope = new TensorScope();
                var noGrad = Torch.noGrad()) {
            for (Tensor grad : gradients(parameters)) {
                grad.clamp_(-clipValue, clipValue);
            }
        }
    }

    private static List<Tensor> gradients(Iterable<? extends Tensor> parameters) {
        List<Tensor> grads = new ArrayList<>();
        for (Tensor parameter : parameters) {
            Tensor grad = parameter.grad();
            if (grad != null) {
                grads.add(grad);
            }
        }
        return grads;
    }
}
