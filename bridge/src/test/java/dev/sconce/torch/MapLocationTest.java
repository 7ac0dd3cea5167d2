package dev.sconce.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints that are loaded to another device than they were on. */
class MapLocationTest {
    @TempDir
    private Path folder;

    @Test
    void takesViewsAndAllKindsOfTensorsToTheMetaDevice() throws IOException {
        try (TensorScope scope = new TensorScope()) {
            Tensor whole = Torch.arange(12.0).view(3, 4);
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            tensors.put("part", whole.get(Torch.slice(), Torch.slice(1, 3)));
            tensors.put("whole", whole);
            tensors.put("transposed", whole.t());
            tensors.put("empty", Torch.empty(0, 3));
            tensors.put("sparse", Torch.eye(2).toSparse());
            tensors.put("conjugate", Torch.ones(2).to(DType.COMPLEX64).conj());
            Path file = folder.resolve("tensors.pt");
            Torch.save(tensors, file);

            Map<?, ?> loaded = Torch.load(file, o -> o.mapLocation(Device.META)).map();

            tensors.forEach((name, saved) -> {
                Tensor back = (Tensor) loaded.get(name);
                assertThat(back.device()).as(name).isEqualTo(Device.META);
                assertThat(back.shape()).as(name).isEqualTo(saved.shape());
                assertThat(back.dtype()).as(name).isEqualTo(saved.dtype());
            });
        }
    }
}
