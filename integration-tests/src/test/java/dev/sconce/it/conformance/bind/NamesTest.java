package dev.sconce.it.conformance.bind;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamesTest {

    @Test
    void pythonNamesBecomeCamelCase() {
        assertThat(Names.camel("scaled_dot_product_attention")).isEqualTo("scaledDotProductAttention");
        assertThat(Names.camel("l1_loss")).isEqualTo("l1Loss");
        assertThat(Names.camel("T_max")).isEqualTo("tMax");
        assertThat(Names.camel("_random_samples")).isEqualTo("randomSamples");
    }

    @Test
    void inPlaceFunctionsKeepTheirMark() {
        assertThat(Names.camel("xavier_uniform_")).isEqualTo("xavierUniform_");
        assertThat(Names.parameter("input_")).isEqualTo("input");
    }

    @Test
    void theLastPartOfAPathIsTheClass() {
        assertThat(Names.last("torch.nn.Conv2d")).isEqualTo("Conv2d");
    }
}
