package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link LBFGS} remembers from step to step: the last direction and gradient, and the changes of parameters and
 * gradients from which it knows the curvature. In Python it is the state of the first parameter.
 */
final class LbfgsMemory {
    long evaluations;
    long iterations;
    private final List<Tensor> gradChanges = new ArrayList<>();
    private final List<Tensor> paramChanges = new ArrayList<>();
    private final List<PyScalar> inverseProducts = new ArrayList<>();
    private @Nullable List<@Nullable PyScalar> coefficients;
    private PyScalar scale = PyScalar.of(1L);
    private PyScalar step = PyScalar.of(0L);
    private @Nullable Tensor direction;
    private @Nullable Tensor previousGrad;
    private double previousLoss;

    private final ParamState state;
    private final int historySize;

    LbfgsMemory(ParamState state, int historySize) {
        this.state = state;
        this.historySize = historySize;
        evaluations = integer("func_evals");
        iterations = integer("n_iter");
        if (state.tensorOrNull("d") == null) {
            return;
        }
        direction = state.tensor("d");
        previousGrad = state.tensor("prev_flat_grad");
        previousLoss = OptionValues.number("prev_loss", state.get("prev_loss"));
        step = scalar(state.get("t"));
        scale = scalar(state.get("H_diag"));
        list("old_dirs").forEach(item -> gradChanges.add((Tensor) item));
        list("old_stps").forEach(item -> paramChanges.add((Tensor) item));
        list("ro").forEach(item -> inverseProducts.add(scalar(item)));
        if (state.get("al") != null) {
            List<@Nullable PyScalar> loaded = new ArrayList<>();
            list("al").forEach(item -> loaded.add(item == null ? null : scalar(item)));
            coefficients = loaded;
        }
    }

    private long integer(String name) {
        Object value = state.get(name);
        return value == null ? 0 : (long) OptionValues.number(name, value);
    }

    private List<?> list(String name) {
        return state.get(name) instanceof List<?> list ? list : List.of();
    }

    private static PyScalar scalar(@Nullable Object value) {
        if (value instanceof Tensor tensor) {
            return PyScalar.of(tensor);
        }
        return value instanceof Long integer
                ? PyScalar.of(integer.longValue())
                : PyScalar.of(OptionValues.number("scalar", value));
    }

    /** Writes down the counts, which Python has from the beginning. */
    void saveCounts() {
        state.put("func_evals", evaluations);
        state.put("n_iter", iterations);
    }

    /** Writes down everything, in Python's order. */
    void save() {
        saveCounts();
        List<@Nullable PyScalar> known = coefficients;
        if (known != null) {
            List<@Nullable Object> exported = new ArrayList<>();
            known.forEach(item -> exported.add(item == null ? null : item.toPython()));
            state.put("al", exported);
        }
        state.put("d", direction);
        state.put("t", step.toPython());
        state.put("old_dirs", new ArrayList<>(gradChanges));
        state.put("old_stps", new ArrayList<>(paramChanges));
        List<Object> products = new ArrayList<>();
        inverseProducts.forEach(item -> products.add(item.toPython()));
        state.put("ro", products);
        state.put("H_diag", scale.toPython());
        state.put("prev_flat_grad", previousGrad);
        state.put("prev_loss", previousLoss);
    }

    PyScalar step() {
        return step;
    }

    void step(PyScalar next) {
        step = next;
    }

    double previousLoss() {
        return previousLoss;
    }

    /** The direction of the next step, from the gradient here and the curvature that is known. */
    Tensor nextDirection(Tensor grad) {
        Tensor last = direction;
        try (var scope = new TensorScope()) {
            Tensor next = last == null ? grad.neg() : quasiNewton(grad, last, scope);
            direction = scope.keep(next);
        }
        if (last != null) {
            last.close();
        }
        return direction;
    }

    /** Remembers where the next step begins. */
    void remember(Tensor grad, double loss) {
        Tensor previous = previousGrad;
        if (previous == null) {
            try (var none = TensorScope.none()) {
                previousGrad = grad.clone();
            }
        } else {
            previous.copy_(grad);
        }
        previousLoss = loss;
    }

    private Tensor quasiNewton(Tensor grad, Tensor last, TensorScope scope) {
        learn(grad, last, scope);
        List<@Nullable PyScalar> factors = coefficients;
        if (factors == null) {
            factors = new ArrayList<>(java.util.Collections.nCopies(historySize, null));
            coefficients = factors;
        }
        // The two loops of L-BFGS: the product of the inverse Hessian and the gradient, from the newest change and
        // back.
        Tensor q = grad.neg();
        List<PyScalar> used = new ArrayList<>();
        for (int i = gradChanges.size() - 1; i >= 0; i--) {
            PyScalar factor = dot(paramChanges.get(i), q).times(inverseProducts.get(i));
            factors.set(i, factor);
            used.add(0, factor);
            q.add_(gradChanges.get(i), -factor.value());
        }
        Tensor r = q.mul(scale.value());
        for (int i = 0; i < gradChanges.size(); i++) {
            PyScalar factor = dot(gradChanges.get(i), r).times(inverseProducts.get(i));
            r.add_(paramChanges.get(i), used.get(i).minus(factor).value());
        }
        return r;
    }

    /** Adds what the last step has shown of the curvature. */
    private void learn(Tensor grad, Tensor last, TensorScope scope) {
        Tensor gradChange = grad.sub(java.util.Objects.requireNonNull(previousGrad));
        Tensor paramChange = last.mul(step.value());
        PyScalar product = dot(gradChange, paramChange);
        if (!PyScalar.of(1e-10).isLess(product)) {
            return;
        }
        if (gradChanges.size() == historySize) {
            gradChanges.remove(0).close();
            paramChanges.remove(0).close();
            inverseProducts.remove(0);
        }
        gradChanges.add(scope.keep(gradChange));
        paramChanges.add(scope.keep(paramChange));
        inverseProducts.add(PyScalar.of(1.0).over(product));
        scale = product.over(dot(gradChange, gradChange));
    }

    private static PyScalar dot(Tensor a, Tensor b) {
        return PyScalar.of(a.dot(b));
    }
}
