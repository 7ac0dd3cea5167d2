package dev.sconce.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FloatTextTest {
    @Test
    void should_write_every_number_as_python_does() throws IOException {
        List<GoldenCases> cases = GoldenCases.read("floats.txt");
        assertThat(cases).hasSizeGreaterThan(300);
        for (GoldenCases golden : cases) {
            String[] words = golden.task().split(" ", -1);
            double value = Double.longBitsToDouble(Long.parseUnsignedLong(words[1], 16));
            int precision = Integer.parseInt(words[2]);
            String text =
                    switch (words[0]) {
                        case "f" -> FloatText.fixed(value, precision);
                        case "e" -> FloatText.scientific(value, precision);
                        case "complex" -> new Complex(value, -value).toString();
                        default -> FloatText.repr(value);
                    };
            assertThat(text).as(golden.task()).isEqualTo(golden.answer());
        }
    }
}
