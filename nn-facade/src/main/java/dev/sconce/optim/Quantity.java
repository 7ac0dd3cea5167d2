package dev.sconce.optim;

import dev.sconce.optim.internal.CMath;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import org.jspecify.annotations.Nullable;

/**
 * A float or a tensor of one element in Python's arithmetic: what is computed from a tensor is a tensor, through which
 * gradients may flow. Where they need not, {@link PyScalar} does the same without native calls.
 */
final class Quantity {
    private final double number;
    private final @Nullable Tensor tensor;

    private Quantity(double number, @Nullable Tensor tensor) {
        this.number = number;
        this.tensor = tensor;
    }

    static Quantity of(double number) {
        return new Quantity(number, null);
    }

    static Quantity of(Tensor tensor) {
        return new Quantity(0, tensor);
    }

    /** A hyper-parameter: {@code _to_scalar}. */
    static Quantity ofOption(String name, @Nullable Object value) {
        if (value instanceof Tensor tensor) {
            return of(tensor.dim() == 0 ? tensor : tensor.squeeze());
        }
        return of(OptionValues.number(name, value));
    }

    /** Whether gradients are to flow here. */
    boolean requiresGrad() {
        return tensor != null && tensor.requiresGrad();
    }

    boolean isTensor() {
        return tensor != null;
    }

    /** The number; a tensor is read. */
    double value() {
        return tensor == null ? number : tensor.item();
    }

    /** The tensor that this must be. */
    Tensor tensor() {
        if (tensor == null) {
            throw new IllegalStateException("Expected a tensor, but this is the number " + number);
        }
        return tensor;
    }

    /** The same in a dtype and on a device, if this is a tensor. */
    Quantity like(Tensor other) {
        return tensor == null ? this : of(tensor.to(o -> o.dtype(other.dtype()).device(other.device())));
    }

    Quantity negate() {
        return tensor == null ? of(-number) : of(tensor.neg());
    }

    /** {@code 1 - this}. */
    Quantity fromOne() {
        return tensor == null ? of(1 - number) : of(Torch.rsub(tensor, 1));
    }

    Quantity plusOne() {
        return tensor == null ? of(number + 1) : of(tensor.add(1));
    }

    Quantity times(Quantity other) {
        if (tensor != null) {
            return of(other.tensor == null ? tensor.mul(other.number) : tensor.mul(other.tensor));
        }
        return other.tensor == null ? of(number * other.number) : of(other.tensor.mul(number));
    }

    Quantity times(double factor) {
        return times(of(factor));
    }

    Quantity over(Quantity divisor) {
        if (tensor != null) {
            return of(divisor.tensor == null ? tensor.div(divisor.number) : tensor.div(divisor.tensor));
        }
        // Tensor.__rtruediv__ is reciprocal() * number.
        return divisor.tensor == null
                ? of(number / divisor.number)
                : of(divisor.tensor.reciprocal().mul(number));
    }

    /** {@code this ** exponent}. */
    Quantity pow(Quantity exponent) {
        if (tensor != null) {
            return of(exponent.tensor == null ? tensor.pow(exponent.number) : tensor.pow(exponent.tensor));
        }
        return exponent.tensor == null
                ? of(CMath.pow(number, exponent.number))
                : of(Torch.pow(number, exponent.tensor));
    }

    /** Multiplies a new tensor. */
    Tensor times(Tensor other) {
        return tensor == null ? other.mul(number) : other.mul(tensor);
    }

    /** Divides into a new tensor. */
    Tensor divide(Tensor other) {
        return tensor == null ? other.div(number) : other.div(tensor);
    }

    /** Multiplies a tensor in place. */
    Tensor scale(Tensor other) {
        return tensor == null ? other.mul_(number) : other.mul_(tensor);
    }

    /** {@code target.lerp_(end, this)}. */
    Tensor lerp(Tensor target, Tensor end) {
        return tensor == null ? target.lerp_(end, number) : target.lerp_(end, tensor);
    }
}
