package dev.sconce.it.conformance.check;

import static dev.sconce.torch.Torch.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sconce.torch.DType;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Tuple;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private final Comparison comparison = new Comparison();
    private final TensorScope scope = new TensorScope();

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void equalBitsAreExact() {
        comparison.check("x", tensor(1.0, Double.NaN), tensor(1.0, Double.NaN));

        assertThat(comparison.close()).isEmpty();
    }

    @Test
    void aSmallDifferenceIsClose() {
        comparison.check("x", tensor(1.000001), tensor(1.0));

        assertThat(comparison.close()).containsExactly("x");
    }

    @Test
    void aDifferenceIsAMismatch() {
        assertThatExceptionOfType(Mismatch.class)
                .isThrownBy(() -> comparison.check("x", tensor(1.0, 2.5), tensor(1.0, 2.0)))
                .withMessage("x: values differ by up to 0.5");
        assertThatExceptionOfType(Mismatch.class)
                .isThrownBy(() -> comparison.check("x", tensor(1.0, Double.NaN), tensor(1.0, 2.0)));
        assertThatExceptionOfType(Mismatch.class)
                .isThrownBy(() -> comparison.check("x", tensor(1L, 2L), tensor(1L, 3L)));
    }

    @Test
    void dtypeAndShapeCount() {
        assertThatExceptionOfType(Mismatch.class)
                .isThrownBy(() -> comparison.check("x", tensor(1.0), tensor(1.0).to(DType.FLOAT64)))
                .withMessage("x: float32[] instead of float64[]");
    }

    @Test
    void javaHasArraysWherePythonHasTuples() {
        comparison.check("kernel_size", new long[] {3, 5}, Tuple.of(3L, 5L));
        comparison.check("eps", 1e-5, 1e-5);
        comparison.check("p", 2.0, 2L);
    }

    @Test
    void whatPythonReadsBackKeepsItsType() {
        Comparison strict = comparison.strict();

        strict.check("lr", 0.1, 0.1);
        assertThatExceptionOfType(Mismatch.class).isThrownBy(() -> strict.check("momentum", 0.0, 0L));
        assertThatExceptionOfType(Mismatch.class)
                .isThrownBy(() -> strict.check("betas", List.of(0.9, 0.99), Tuple.of(0.9, 0.99)));
    }

    @Test
    void theOrderOfKeysCounts() {
        assertThatExceptionOfType(Mismatch.class)
                .isThrownBy(() -> comparison.check("state", Map.of("a", 1L), Map.of("b", 1L)))
                .withMessage("state keys[0]: \"a\" instead of \"b\"");
    }
}
