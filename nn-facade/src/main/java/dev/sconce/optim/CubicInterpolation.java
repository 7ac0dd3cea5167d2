package dev.sconce.optim;

/** {@code _cubic_interpolate} of torch/optim/lbfgs.py: where a cubic through two points with slopes is least. */
final class CubicInterpolation {
    private CubicInterpolation() {}

    /** A place, the value there, and the slope. */
    record Sample(PyScalar x, double value, PyScalar slope) {}

    static PyScalar minimum(Sample first, Sample second) {
        boolean ordered = first.x().isAtMost(second.x());
        return minimum(first, second, ordered ? first.x() : second.x(), ordered ? second.x() : first.x());
    }

    static PyScalar minimum(Sample first, Sample second, PyScalar least, PyScalar greatest) {
        PyScalar x1 = first.x();
        PyScalar x2 = second.x();
        PyScalar g1 = first.slope();
        PyScalar g2 = second.slope();
        PyScalar secant = PyScalar.of(3 * (first.value() - second.value())).over(x1.minus(x2));
        PyScalar d1 = g1.plus(g2).minus(secant);
        PyScalar square = d1.times(d1).minus(g1.times(g2));
        if (!PyScalar.of(0L).isAtMost(square)) {
            return least.plus(greatest).over(2);
        }
        PyScalar d2 = square.sqrt();
        PyScalar place;
        if (x1.isAtMost(x2)) {
            PyScalar part = g2.plus(d2).minus(d1).over(g2.minus(g1).plus(d2.times(2)));
            place = x2.minus(x2.minus(x1).times(part));
        } else {
            PyScalar part = g1.plus(d2).minus(d1).over(g1.minus(g2).plus(d2.times(2)));
            place = x1.minus(x1.minus(x2).times(part));
        }
        return PyScalar.min(PyScalar.max(place, least), greatest);
    }
}
