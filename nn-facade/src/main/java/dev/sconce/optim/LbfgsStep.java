package dev.sconce.optim;

import dev.sconce.optim.LineSearch.Point;
import dev.sconce.optim.LineSearch.Result;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.List;
import java.util.function.Supplier;

/** One step of {@link LBFGS}: several iterations, {@code LBFGS.step} of torch/optim/lbfgs.py. */
final class LbfgsStep {
    private final Supplier<? extends Tensor> closure;
    private final FlatParams params;
    private final LbfgsMemory memory;
    private final PyScalar lr;
    private final long maxIterations;
    private final long maxEvaluations;
    private final double toleranceGrad;
    private final double toleranceChange;
    private final boolean searches;

    private long evaluations;
    private double loss;

    @SuppressWarnings("NullAway.Init") // run() sets it before anything else
    private Tensor grad;

    private boolean optimal;

    private LbfgsStep(ParamGroup group, ParamState state, Supplier<? extends Tensor> closure, double firstLoss) {
        this.closure = closure;
        loss = firstLoss;
        params = new FlatParams(group.params());
        grad = params.grads();
        memory = new LbfgsMemory(state, (int) group.number("history_size"));
        lr = PyScalar.lr(group);
        maxIterations = (long) group.number("max_iter");
        maxEvaluations = (long) group.number("max_eval");
        toleranceGrad = group.number("tolerance_grad");
        toleranceChange = group.number("tolerance_change");
        Object lineSearch = group.get("line_search_fn");
        searches = lineSearch != null;
        if (lineSearch != null && !lineSearch.equals("strong_wolfe")) {
            throw new IllegalArgumentException("only 'strong_wolfe' is supported");
        }
    }

    /** Makes a step; the loss at its beginning. */
    static Tensor run(ParamGroup group, ParamState state, Supplier<? extends Tensor> closure) {
        Tensor first = evaluate(closure);
        try (var noGrad = Torch.noGrad()) {
            LbfgsStep step = new LbfgsStep(group, state, closure, first.item());
            try {
                step.iterate();
            } finally {
                step.grad.close();
            }
        }
        return first;
    }

    private static Tensor evaluate(Supplier<? extends Tensor> closure) {
        try (var enabled = Torch.enableGrad()) {
            return closure.get();
        }
    }

    private void iterate() {
        evaluations = 1;
        memory.evaluations++;
        memory.saveCounts();
        if (isFlat()) {
            return;
        }
        long iteration = 1;
        while (iteration <= maxIterations && iterate(iteration)) {
            iteration++;
        }
        memory.save();
    }

    private boolean isFlat() {
        return greatest(grad).isAtMost(toleranceGrad);
    }

    private static PyScalar greatest(Tensor vector) {
        try (var scope = new TensorScope()) {
            return PyScalar.of(vector.abs().max());
        }
    }

    /** Goes along one direction; false if that was the last. */
    private boolean iterate(long iteration) {
        memory.iterations++;
        Tensor direction = memory.nextDirection(grad);
        memory.remember(grad, loss);
        memory.step(memory.iterations == 1 ? firstStep() : lr);
        PyScalar slope = slope(direction);
        if (PyScalar.of(-toleranceChange).isLess(slope)) {
            return false;
        }
        int looks = searches ? search(direction, slope) : walk(direction, iteration);
        evaluations += looks;
        memory.evaluations += looks;
        return iteration != maxIterations
                && evaluations < maxEvaluations
                && !optimal
                && !change(direction).isAtMost(toleranceChange)
                && !(Math.abs(loss - memory.previousLoss()) < toleranceChange);
    }

    /** Nothing is known of the curvature yet: not longer than 1 in all. */
    private PyScalar firstStep() {
        try (var scope = new TensorScope()) {
            PyScalar size = PyScalar.of(grad.abs().sum());
            return PyScalar.min(PyScalar.of(1.0), PyScalar.of(1.0).over(size)).times(lr);
        }
    }

    private PyScalar slope(Tensor direction) {
        try (var scope = new TensorScope()) {
            return PyScalar.of(grad.dot(direction));
        }
    }

    private PyScalar change(Tensor direction) {
        try (var scope = new TensorScope()) {
            return greatest(direction.mul(memory.step().value()));
        }
    }

    private int walk(Tensor direction, long iteration) {
        params.add(memory.step(), direction);
        if (iteration == maxIterations) {
            return 0;
        }
        loss = evaluate(closure).item();
        grad.close();
        grad = params.grads();
        optimal = isFlat();
        return 1;
    }

    private int search(Tensor direction, PyScalar slope) {
        List<Tensor> origin = params.copy();
        int looksLeft = (int) (maxEvaluations - evaluations);
        Result result = new StrongWolfe(
                        step -> look(origin, step, direction),
                        direction,
                        new Point(loss, grad),
                        slope,
                        toleranceChange,
                        looksLeft)
                .search(memory.step());
        origin.forEach(Tensor::close);
        loss = result.point().loss();
        if (result.point().grad() != grad) {
            grad.close();
            grad = result.point().grad();
        }
        memory.step(result.step());
        params.add(result.step(), direction);
        optimal = isFlat();
        return result.evaluations();
    }

    /** The objective at a step from the origin, to which the parameters return. */
    private Point look(List<Tensor> origin, PyScalar step, Tensor direction) {
        params.add(step, direction);
        double there = evaluate(closure).item();
        Tensor slope = params.grads();
        params.set(origin);
        return new Point(there, slope);
    }
}
