package dev.sconce.torch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GradFnTest {
    @ParameterizedTest
    @CsvSource({
        "N5torch8autograd9generated12AddBackward0E, AddBackward0",
        "N5torch8autograd10CopySlicesE, CopySlices",
        "*N5torch3jit12_GLOBAL__N_127DifferentiableGraphBackwardE, DifferentiableGraphBackward",
    })
    void should_take_the_name_of_the_class(String mangled, String name) {
        assertThat(GradFn.lastPart(mangled)).isEqualTo(name);
    }
}
