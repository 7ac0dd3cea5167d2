package dev.sconce.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void aFolderAloneRunsEverything() {
        assertThat(Options.parse("cases")).isEqualTo(new Options(false, Path.of("cases"), "", false, false, null));
    }

    @Test
    void optionsMayStandAnywhere() {
        Options options = Options.parse("--verbose", "cases", "optim", "--bundled", "--json", "out.json");

        assertThat(options).isEqualTo(new Options(false, Path.of("cases"), "optim", true, true, Path.of("out.json")));
    }

    @Test
    void casesAreMadeFromASeed() {
        Options options = Options.parse("--generate", "cases", "7");

        assertThat(options.generate()).isTrue();
        assertThat(options.seed()).isEqualTo(7);
    }

    @Test
    void mistakesShowTheUsage() {
        assertThatIllegalArgumentException().isThrownBy(() -> Options.parse()).withMessageStartingWith("usage:");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse("cases", "--quick"))
                .withMessageContaining("--quick");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse("cases", "--json"))
                .withMessageContaining("--json needs a value");
    }
}
