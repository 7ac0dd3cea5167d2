package dev.sconce.optim;

import dev.sconce.optim.CubicInterpolation.Sample;
import dev.sconce.optim.LineSearch.Objective;
import dev.sconce.optim.LineSearch.Point;
import dev.sconce.optim.LineSearch.Result;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code _strong_wolfe} of torch/optim/lbfgs.py: looks for a step after which the loss is smaller in proportion and the
 * slope flatter. First it goes on until such a step is between two others, and then it makes the bracket smaller.
 */
final class StrongWolfe {
    private static final double C1 = 1e-4;
    private static final double C2 = 0.9;

    private final Objective objective;
    private final Tensor direction;
    private final Trial start;
    private final double toleranceChange;
    private final int maxLooks;

    private final List<Tensor> looked = new ArrayList<>();
    private int evaluations;
    private int iterations;
    private boolean done;

    /** A step that was tried: where, the objective there, and its slope along the direction. */
    private record Trial(PyScalar step, Point point, PyScalar slope) {
        double loss() {
            return point.loss();
        }

        Sample sample() {
            return new Sample(step, loss(), slope);
        }
    }

    StrongWolfe(
            Objective objective, Tensor direction, Point start, PyScalar slope, double toleranceChange, int maxLooks) {
        this.objective = objective;
        this.direction = direction;
        this.start = new Trial(PyScalar.of(0L), start, slope);
        this.toleranceChange = toleranceChange;
        this.maxLooks = maxLooks;
    }

    /** Searches from a first guess. The gradient of the result is the caller's; all others are closed. */
    Result search(PyScalar guess) {
        Trial[] bracket = bracket(guess);
        Trial found = done || bracket.length == 1 ? bracket[0] : zoom(bracket);
        for (Tensor grad : looked) {
            if (grad != found.point().grad()) {
                grad.close();
            }
        }
        return new Result(found.step(), found.point(), evaluations);
    }

    private Trial look(PyScalar step) {
        Point point = objective.at(step);
        looked.add(point.grad());
        evaluations++;
        try (var scope = new TensorScope()) {
            return new Trial(step, point, PyScalar.of(point.grad().dot(direction)));
        }
    }

    /** Whether the loss is not smaller in proportion to the step. */
    private boolean tooHigh(Trial trial) {
        PyScalar limit = PyScalar.of(start.loss())
                .plus(PyScalar.of(C1).times(trial.step()).times(start.slope()));
        return limit.isLess(PyScalar.of(trial.loss()));
    }

    private boolean flatEnough(Trial trial) {
        return trial.slope().abs().isAtMost(PyScalar.of(-C2).times(start.slope()));
    }

    private Trial[] bracket(PyScalar guess) {
        Trial previous = start;
        Trial current = look(guess);
        while (iterations < maxLooks) {
            if (tooHigh(current) || (iterations > 1 && current.loss() >= previous.loss())) {
                return new Trial[] {previous, current};
            }
            if (flatEnough(current)) {
                done = true;
                return new Trial[] {current};
            }
            if (PyScalar.of(0L).isAtMost(current.slope())) {
                return new Trial[] {previous, current};
            }
            PyScalar least =
                    current.step().plus(PyScalar.of(0.01).times(current.step().minus(previous.step())));
            PyScalar greatest = current.step().times(PyScalar.of(10L));
            PyScalar next = CubicInterpolation.minimum(previous.sample(), current.sample(), least, greatest);
            previous = current;
            current = look(next);
            iterations++;
        }
        return new Trial[] {start, current};
    }

    private Trial zoom(Trial[] bracket) {
        boolean slowProgress = false;
        int low = bracket[0].loss() <= bracket[1].loss() ? 0 : 1;
        PyScalar norm = norm();
        while (!done && iterations < maxLooks) {
            PyScalar width = bracket[1].step().minus(bracket[0].step()).abs();
            if (width.times(norm).isLess(PyScalar.of(toleranceChange))) {
                break;
            }
            PyScalar next = CubicInterpolation.minimum(bracket[0].sample(), bracket[1].sample());
            PyScalar greatest = PyScalar.max(bracket[0].step(), bracket[1].step());
            PyScalar least = PyScalar.min(bracket[0].step(), bracket[1].step());
            PyScalar margin = PyScalar.of(0.1).times(greatest.minus(least));
            boolean nearEnd =
                    PyScalar.min(greatest.minus(next), next.minus(least)).isLess(margin);
            if (nearEnd && (slowProgress || greatest.isAtMost(next) || next.isAtMost(least))) {
                boolean nearGreatest =
                        next.minus(greatest).abs().isLess(next.minus(least).abs());
                next = nearGreatest ? greatest.minus(margin) : least.plus(margin);
                nearEnd = false;
            }
            slowProgress = nearEnd;
            Trial trial = look(next);
            iterations++;
            low = narrow(bracket, low, trial);
        }
        return bracket[low];
    }

    /** Puts a trial in the place of one end; the number of the end with the smaller loss. */
    private int narrow(Trial[] bracket, int low, Trial trial) {
        int high = 1 - low;
        if (tooHigh(trial) || trial.loss() >= bracket[low].loss()) {
            bracket[high] = trial;
            return bracket[0].loss() <= bracket[1].loss() ? 0 : 1;
        }
        PyScalar span = bracket[high].step().minus(bracket[low].step());
        if (flatEnough(trial)) {
            done = true;
        } else if (PyScalar.of(0L).isAtMost(trial.slope().times(span))) {
            bracket[high] = bracket[low];
        }
        bracket[low] = trial;
        return low;
    }

    private PyScalar norm() {
        try (var scope = new TensorScope()) {
            return PyScalar.of(direction.abs().max());
        }
    }
}
