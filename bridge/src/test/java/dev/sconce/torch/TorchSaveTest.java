package dev.sconce.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchSaveTest {
    @TempDir
    Path folder;

    private final TensorScope scope = new TensorScope();

    @AfterEach
    void everythingIsFreed() {
        scope.close();
    }

    private Loaded roundTrip(Object value) throws IOException {
        Path file = folder.resolve("value.pth");
        Torch.save(value, file);
        return Torch.load(file);
    }

    @Test
    void should_bring_back_a_state_dict_with_its_order_and_metadata() throws IOException {
        StateDict state = new StateDict();
        state.put("fc.weight", Torch.randn(3, 4));
        state.put("fc.bias", Torch.randn(3));
        state.put("steps", Torch.zeros(new long[0]).to(DType.INT64));
        state.metadata().put("", Map.of("version", 1L));
        state.metadata().put("fc", Map.of("version", 2L));

        StateDict back = roundTrip(state).stateDict();

        assertThat(back.keySet()).containsExactly("fc.weight", "fc.bias", "steps");
        assertThat(back.metadata().get("fc")).isEqualTo(Map.of("version", 2L));
        assertThat(back.get("fc.weight").equal(state.get("fc.weight"))).isTrue();
        assertThat(back.get("steps").dtype()).isEqualTo(DType.INT64);
        assertThat(back.get("steps").dim()).isZero();
    }

    @Test
    void should_bring_back_every_kind_of_value() throws IOException {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("none", null);
        value.put("flag", true);
        value.put("count", 7L);
        value.put("big", BigInteger.ONE.shiftLeft(100));
        value.put("rate", 0.1);
        value.put("name", "\u2713 grün");
        value.put("betas", Tuple.of(0.9, 0.999));
        value.put("list", Arrays.asList(1L, null, List.of("a")));
        value.put("dtype", DType.BFLOAT16);
        value.put("device", Device.cuda(1));
        value.put("nested", Map.of(3L, Map.of("k", 1.5)));

        assertThat(roundTrip(value).map()).isEqualTo(value);
    }

    @Test
    void should_keep_shared_storages_shared_and_views_views() throws IOException {
        Tensor base = Torch.arange(12).to(DType.FLOAT32);
        StateDict state = new StateDict();
        state.put("whole", base);
        state.put("tied", base);
        state.put("part", base.view(3, 4).transpose(0, 1));

        StateDict back = roundTrip(state).stateDict();
        back.get("whole").mul_(10);

        assertThat(back.get("tied").isSame(back.get("whole"))).isTrue();
        assertThat(back.get("part").strides()).containsExactly(1, 4);
        assertThat(back.get("part").equal(base.mul(10).view(3, 4).transpose(0, 1)))
                .isTrue();
    }

    @Test
    void should_replace_the_file_that_its_own_tensors_are_mapped_from() throws IOException {
        Path file = folder.resolve("self.pth");
        Torch.save(List.of(Torch.ones(1000)), file);
        Tensor loaded = Torch.load(file).at(0).tensor();

        Torch.save(List.of(loaded.mul(2), loaded), file);

        assertThat(loaded.sum().item()).isEqualTo(1000);
        assertThat(Torch.load(file).at(0).tensor().sum().item()).isEqualTo(2000);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void should_remember_what_requires_a_gradient() throws IOException {
        Tensor weight = Torch.ones(2).requiresGrad_();
        assertThat(roundTrip(weight).tensor().requiresGrad()).isTrue();
    }

    @Test
    void should_keep_what_storages_share_with_tensors() throws IOException {
        Tensor rows = Torch.arange(6, o -> o.dtype(DType.FLOAT32)).view(2, 3);
        Loaded back = roundTrip(Map.of("row", rows.get(1), "storage", rows.storage()));

        Storage storage = (Storage) back.at("storage").value();
        assertThat(storage.nbytes()).isEqualTo(24);
        assertThat(storage.isTyped()).isTrue();
        assertThat(storage).hasToString("torch.storage.TypedStorage(dtype=torch.float32, device=cpu) of size 6");
        assertThat(rows.untypedStorage()).hasToString("torch.storage.UntypedStorage(device=cpu) of size 24");
        storage.tensor().at(4).set(-1);
        assertThat(back.at("row").tensor()).hasToString("tensor([ 3., -1.,  5.])");
    }

    @Test
    void should_say_what_cannot_be_saved_and_leave_the_file_alone() throws IOException {
        Path file = folder.resolve("kept.pth");
        Torch.save(1L, file);
        assertThatThrownBy(() -> Torch.save(Map.of("thread", new Thread()), file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Cannot save a java.lang.Thread; allowed are Tensor, Storage, StateDict");
        assertThat(Torch.load(file).value()).isEqualTo(1L);
    }

    @Test
    void should_list_the_keys_when_the_state_dict_is_further_in() throws IOException {
        StateDict state = new StateDict();
        state.put("w", Torch.ones(1));
        Loaded loaded = roundTrip(Map.of("model", state));
        assertThatThrownBy(loaded::stateDict)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("value.pth is no state dict but a dictionary with the 1 keys [model]")
                .hasMessageContaining("at(key)");
        assertThatThrownBy(() -> loaded.at("optimizer")).hasMessageContaining("There is no value.pth['optimizer']");
        assertThat(loaded.at("model").stateDict()).containsKey("w");
    }
}
