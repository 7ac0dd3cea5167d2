package dev.sconce.optim;

import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;

/**
 * A number in Python's arithmetic: an int, a float, or a tensor of no dimensions, whose results are tensors again and
 * rounded to their dtype. Where Python's optimizers mix them, so must we, or the last bits differ.
 */
final class PyScalar {
    private enum Kind {
        INT,
        FLOAT,
        FLOAT32_TENSOR,
        FLOAT64_TENSOR
    }

    private final double value;
    private final Kind kind;

    private PyScalar(double value, Kind kind) {
        this.value = kind == Kind.FLOAT32_TENSOR ? (float) value : value;
        this.kind = kind;
    }

    static PyScalar of(double value) {
        return new PyScalar(value, Kind.FLOAT);
    }

    static PyScalar of(long value) {
        return new PyScalar(value, Kind.INT);
    }

    /** The number in a tensor, which is read. */
    static PyScalar of(Tensor tensor) {
        return new PyScalar(tensor.item(), tensor.dtype() == DType.FLOAT32 ? Kind.FLOAT32_TENSOR : Kind.FLOAT64_TENSOR);
    }

    /** The learning rate of a group. */
    static PyScalar lr(ParamGroup group) {
        Object lr = group.get("lr");
        if (lr instanceof Tensor tensor) {
            return of(tensor);
        }
        return lr instanceof Long integer ? of(integer) : of(group.lr());
    }

    double value() {
        return value;
    }

    private boolean isTensor() {
        return kind == Kind.FLOAT32_TENSOR || kind == Kind.FLOAT64_TENSOR;
    }

    private Kind with(PyScalar other) {
        if (isTensor() && other.isTensor()) {
            return kind == Kind.FLOAT32_TENSOR ? other.kind : kind;
        }
        if (isTensor() || other.isTensor()) {
            return isTensor() ? kind : other.kind;
        }
        return kind == Kind.INT && other.kind == Kind.INT ? Kind.INT : Kind.FLOAT;
    }

    PyScalar plus(PyScalar other) {
        Kind result = with(other);
        return new PyScalar(
                result == Kind.FLOAT32_TENSOR ? (float) value + (float) other.value : value + other.value, result);
    }

    PyScalar minus(PyScalar other) {
        Kind result = with(other);
        return new PyScalar(
                result == Kind.FLOAT32_TENSOR ? (float) value - (float) other.value : value - other.value, result);
    }

    PyScalar times(PyScalar other) {
        Kind result = with(other);
        return new PyScalar(
                result == Kind.FLOAT32_TENSOR ? (float) value * (float) other.value : value * other.value, result);
    }

    PyScalar times(double factor) {
        return times(of(factor));
    }

    PyScalar over(PyScalar divisor) {
        Kind result = with(divisor);
        if (!isTensor() && divisor.isTensor()) {
            // Tensor.__rtruediv__ is reciprocal() * number.
            return new PyScalar(1, divisor.kind).over(divisor).times(this);
        }
        if (!isTensor()) {
            return of(divide(value, divisor.value));
        }
        return new PyScalar(
                result == Kind.FLOAT32_TENSOR ? (float) value / (float) divisor.value : value / divisor.value, result);
    }

    PyScalar over(double divisor) {
        return over(of(divisor));
    }

    /** Python's division of floats, which zero ends. */
    static double divide(double dividend, double divisor) {
        if (divisor == 0) {
            throw new ArithmeticException("float division by zero");
        }
        return dividend / divisor;
    }

    PyScalar negate() {
        return new PyScalar(-value, kind);
    }

    PyScalar abs() {
        return new PyScalar(Math.abs(value), kind);
    }

    /** The root of a tensor; rounding a float's root from double precision gives the float's own. */
    PyScalar sqrt() {
        return new PyScalar(Math.sqrt(value), kind);
    }

    /** Compares as the dtype of a tensor does, to which the other number is rounded. */
    boolean isLess(PyScalar other) {
        return with(other) == Kind.FLOAT32_TENSOR ? (float) value < (float) other.value : value < other.value;
    }

    boolean isAtMost(PyScalar other) {
        return with(other) == Kind.FLOAT32_TENSOR ? (float) value <= (float) other.value : value <= other.value;
    }

    boolean isAtMost(double number) {
        return isAtMost(of(number));
    }

    /** Python's {@code min}: the first of equal ones. */
    static PyScalar min(PyScalar first, PyScalar second) {
        return second.isLess(first) ? second : first;
    }

    /** Python's {@code max}: the first of equal ones. */
    static PyScalar max(PyScalar first, PyScalar second) {
        return first.isLess(second) ? second : first;
    }

    /** By what a parameter is multiplied for decoupled weight decay: {@code 1 - lr * weight_decay}. */
    double shrink(double weightDecay) {
        return of(1).minus(times(weightDecay)).value;
    }

    /** The number as Python has it: a Long, a Double, or a tensor, which belongs to no scope. */
    Object toPython() {
        if (kind == Kind.INT) {
            return (long) value;
        }
        if (kind == Kind.FLOAT) {
            return value;
        }
        DType dtype = kind == Kind.FLOAT32_TENSOR ? DType.FLOAT32 : DType.FLOAT64;
        try (var none = TensorScope.none()) {
            return Torch.full(new long[0], value, o -> o.dtype(dtype));
        }
    }
}
