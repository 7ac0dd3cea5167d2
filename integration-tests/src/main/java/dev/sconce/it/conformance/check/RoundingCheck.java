package dev.sconce.it.conformance.check;

import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Tuple;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether Java's run in single precision is as near to the same run in double precision as Python's is: at each step not
 * more than four times as far as Python's has been until then. The numbers in the state follow; its form has to be
 * Python's.
 *
 * @param mismatch what was found before, and is thrown if it is not
 */
record RoundingCheck(Mismatch mismatch) {
    private static final double FACTOR = 4;

    /** Compares the parameters after each step. */
    void check(List<List<Tensor>> java, List<List<Tensor>> python, List<List<Tensor>> exact) {
        double pythons = 0;
        for (int step = 0; step < exact.size(); step++) {
            pythons = Math.max(pythons, distance(python.get(step), exact.get(step)));
            double mine = distance(java.get(step), exact.get(step));
            if (python.get(step).get(0).dtype() == DType.FLOAT64 || !(mine <= FACTOR * pythons)) {
                throw mismatch;
            }
        }
    }

    private static double distance(List<Tensor> single, List<Tensor> exact) {
        double largest = 0;
        for (int i = 0; i < exact.size(); i++) {
            double distance = single.get(i)
                    .to(DType.FLOAT64)
                    .sub(exact.get(i))
                    .abs()
                    .max()
                    .item();
            if (Double.isNaN(distance)) {
                throw new IllegalStateException("NaN in parameter " + i);
            }
            largest = Math.max(largest, distance);
        }
        return largest;
    }

    /** Compares the keys and their order, the types, and the dtypes and shapes of tensors. */
    void checkForm(@Nullable Object java, @Nullable Object python) {
        if (python instanceof Map<?, ?> map) {
            require(java instanceof Map<?, ?> mine && List.copyOf(mine.keySet()).equals(List.copyOf(map.keySet())));
            map.forEach((key, value) -> checkForm(((Map<?, ?>) Objects.requireNonNull(java)).get(key), value));
        } else if (python instanceof List<?> list) {
            require(java instanceof List && java instanceof Tuple == python instanceof Tuple);
            List<?> mine = (List<?>) Objects.requireNonNull(java);
            for (int i = 0; i < Math.min(mine.size(), list.size()); i++) {
                checkForm(mine.get(i), list.get(i));
            }
        } else if (python instanceof Tensor tensor) {
            require(java instanceof Tensor mine
                    && mine.dtype() == tensor.dtype()
                    && Arrays.equals(mine.shape(), tensor.shape()));
        } else {
            require((java == null) == (python == null) && Scalars.isWhole(java) == Scalars.isWhole(python));
        }
    }

    private void require(boolean same) {
        if (!same) {
            throw mismatch;
        }
    }
}
