package dev.sconce.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StateDictTest {
    private final StateDict state = new StateDict();
    private final TensorScope scope = new TensorScope();

    @BeforeEach
    void fill() {
        state.put("weight", Torch.ones(2));
        state.putExtra("head._extra_state", "text");
        state.put("bias", Torch.zeros(2));
    }

    @AfterEach
    void everythingIsFreed() {
        scope.close();
    }

    @Test
    void showsTensorsAsEntriesAndKeepsTheRest() {
        assertThat(state.keySet()).containsExactly("weight", "bias");
        assertThat(state).hasSize(2);
        assertThat(state.all().keySet()).containsExactly("weight", "head._extra_state", "bias");
        assertThat(state.extra("head._extra_state")).isEqualTo("text");
    }

    @Test
    void replacesAllTensors() {
        state.replaceAll((key, tensor) -> tensor.add(1));

        assertThat(state.get("weight").toDoubleArray()).containsExactly(2, 2);
        assertThat(state.get("bias").toDoubleArray()).containsExactly(1, 1);
        assertThat(state.extra("head._extra_state")).isEqualTo("text");
    }

    @Test
    void takesExtraStateOutByItsOwnMethodOnly() {
        assertThat(state.remove("head._extra_state")).isNull();
        assertThat(state.extra("head._extra_state")).isEqualTo("text");
        assertThat(state.removeExtra("weight")).isNull();
        assertThat(state.removeExtra("head._extra_state")).isEqualTo("text");
        assertThat(state.remove("weight")).isNotNull();
        assertThat(state.all().keySet()).containsExactly("bias");
    }

    @Test
    void writesThroughItsEntries() {
        Map.Entry<String, Tensor> first = state.entrySet().iterator().next();
        Tensor old = first.getValue();
        Tensor fresh = Torch.ones(3);

        assertThat(first.setValue(fresh)).isSameAs(old);
        assertThat(first.getValue()).isSameAs(fresh);
        assertThat(state.get("weight")).isSameAs(fresh);
        assertThatThrownBy(() -> first.setValue(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("weight");
    }

    @Test
    void removesThroughItsViews() {
        state.keySet().removeIf("weight"::equals);
        assertThat(state.all().keySet()).containsExactly("head._extra_state", "bias");

        state.clear();
        assertThat(state).isEmpty();
        assertThat(state.all().keySet()).containsExactly("head._extra_state");
    }

    @Test
    void endsItsIterationAsMapsDo() {
        Iterator<Tensor> tensors = state.values().iterator();
        List.of(tensors.next(), tensors.next());
        assertThat(tensors.hasNext()).isFalse();
        assertThatThrownBy(tensors::next).isInstanceOf(NoSuchElementException.class);
    }
}
