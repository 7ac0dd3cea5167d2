package dev.sconce.optim;

import dev.sconce.torch.Tensor;

/** What a line search asks and what it finds. */
final class LineSearch {
    private LineSearch() {}

    /**
     * The objective at a place along the direction.
     *
     * @param loss its value
     * @param grad its gradient, which the caller closes
     */
    record Point(double loss, Tensor grad) {}

    /** Looks at the objective along the direction. */
    interface Objective {
        Point at(PyScalar step);
    }

    /**
     * Where a search ended.
     *
     * @param step how far along the direction
     * @param point the objective there
     * @param evaluations how often it looked
     */
    record Result(PyScalar step, Point point, int evaluations) {}
}
