package dev.sconce.it.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import org.junit.jupiter.api.Test;

class MeasurementTest {

    @Test
    void oneSlowSampleDoesNotMoveTheMedians() {
        Measurement measured = Measurement.ofSamples("nn.x", new double[] {2, 900, 1}, new double[] {4, 3, 5, 1000}, 7, 8);

        assertThat(measured).isEqualTo(new Measurement("nn.x", 2, 4.5, 2 / 4.5, 7, 8));
    }

    @Test
    void theJsonHasTheNamesThatReadersExpect() {
        assertThat(new Gson().toJson(new Measurement("nn.x", 1, 2, 0.5, 3, 4)))
                .isEqualTo("{\"name\":\"nn.x\",\"java_s\":1.0,\"python_s\":2.0,\"ratio\":0.5,\"java_peak_bytes\":3,\"python_peak_bytes\":4}");
    }
}
