package dev.sconce.it.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares tensors as numbers of one scale: the largest difference by the largest expected magnitude. */
final class Closeness {

    private Closeness() {}

    /** Asserts equal shape and dtype, and values within {@code tolerance} of the largest; integers have to be equal. */
    static void assertClose(String name, Tensor actual, Tensor expected, double tolerance) {
        assertClose(name, actual, expected, tolerance, 0);
    }

    /** As the other, for values that are small beside {@code leastScale}: that is then their scale. */
    static void assertClose(String name, Tensor actual, Tensor expected, double tolerance, double leastScale) {
        assertThat(actual.shape()).as("shape of %s", name).isEqualTo(expected.shape());
        assertThat(actual.dtype()).as("dtype of %s", name).isEqualTo(expected.dtype());
        double allowed = expected.dtype() == DType.INT64 ? 0 : tolerance;
        double scale = Math.max(largest(expected), leastScale);
        double difference = largest(actual.detach().sub(expected.detach()));
        assertThat(difference)
                .as("largest difference of %s, whose scale is %s", name, scale)
                .isLessThanOrEqualTo(allowed * scale);
    }

    /** Asserts the same keys in the same order, and {@link #assertClose} of each. */
    static void assertAllClose(
            Map<String, ? extends Tensor> actual, Map<String, ? extends Tensor> expected, double tolerance) {
        assertAllClose(actual, expected, tolerance, 0);
    }

    /** As the other, for values that may be small beside {@code leastScale}. */
    static void assertAllClose(
            Map<String, ? extends Tensor> actual,
            Map<String, ? extends Tensor> expected,
            double tolerance,
            double leastScale) {
        assertThat(actual.keySet()).containsExactlyElementsOf(expected.keySet());
        expected.forEach((key, tensor) ->
                assertClose(key, Objects.requireNonNull(actual.get(key)), tensor, tolerance, leastScale));
    }

    /** Asserts the same tree of maps and lists, {@link #assertClose} of its tensors, and equal other values. */
    static void assertTreeClose(String name, @Nullable Object actual, @Nullable Object expected, double tolerance) {
        if (expected instanceof Map<?, ?> map) {
            assertThat(actual).as(name).isInstanceOf(Map.class);
            Map<?, ?> actualMap = (Map<?, ?>) actual;
            assertThat(List.<Object>copyOf(actualMap.keySet()))
                    .as("keys of %s", name)
                    .isEqualTo(List.copyOf(map.keySet()));
            map.forEach((key, value) -> assertTreeClose(name + "." + key, actualMap.get(key), value, tolerance));
        } else if (expected instanceof List<?> list) {
            assertThat(actual).as(name).isInstanceOf(List.class);
            List<?> actualList = (List<?>) actual;
            assertThat(actualList).as(name).hasSameSizeAs(list);
            for (int i = 0; i < list.size(); i++) {
                assertTreeClose(name + "[" + i + "]", actualList.get(i), list.get(i), tolerance);
            }
        } else if (expected instanceof Tensor tensor) {
            assertThat(actual).as(name).isInstanceOf(Tensor.class);
            assertClose(name, (Tensor) actual, tensor, tolerance);
        } else {
            assertThat(actual).as(name).isEqualTo(expected);
        }
    }

    /** The largest magnitude. */
    static double largest(Tensor tensor) {
        return tensor.detach().abs().max().item();
    }
}
