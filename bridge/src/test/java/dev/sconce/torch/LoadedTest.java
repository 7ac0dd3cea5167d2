package dev.sconce.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LoadedTest {
    @Test
    void takesAnIndexForWhatItIs() {
        Loaded list = new Loaded(List.of("a", "b"), "file");
        assertThat(list.at(1).value()).isEqualTo("b");
        assertThat(list.at(1L).value()).isEqualTo("b");
        for (Object index : List.of(2, -1, 1L << 32, 0.7)) {
            assertThatThrownBy(() -> list.at(index))
                    .hasMessage("There is no file[" + index + "]: file is a list of 2 items");
        }
    }
}
