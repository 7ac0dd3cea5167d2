package dev.sconce.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sconce.checkpoint.core.WriteOptions;
import dev.sconce.checkpoint.model.HostStorage;
import dev.sconce.checkpoint.model.HostTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What was read is written as PyTorch writes it, and read again as it was. */
class RoundTripTest {
    /** Families of the corpus that torch.save itself wrote with its default protocol; the others are made by hand. */
    private static final Set<String> WRITTEN_BY_TORCH = Set.of(
            "dtype",
            "shape",
            "view",
            "alias",
            "tensor",
            "sparse",
            "quantized",
            "nested",
            "meta",
            "storage",
            "device",
            "scalars",
            "containers",
            "toplevel",
            "state_dict",
            "model",
            "optimizer",
            "scheduler",
            "lightning",
            "checkpoint");

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> pickles_are_written_byte_for_byte_as_torch_writes_them() throws IOException {
        return Golden.items().stream()
                .filter(item -> item.outcome().equals("ok")
                        && WRITTEN_BY_TORCH.contains(item.expectation().get("kind")))
                .map(item -> DynamicTest.dynamicTest(item.name(), () -> {
                    Path copy = folder.resolve(item.name() + ".pth");
                    try (var checkpoint = Checkpoint.open(item.file())) {
                        Checkpoint.write(copy, checkpoint.root(), WriteOptions.DEFAULT.withSync(false));
                        assertSameTensors(checkpoint, copy);
                    }
                    assertThat(pickleOf(copy)).isEqualTo(pickleOf(item.file()));
                }));
    }

    @TestFactory
    Stream<DynamicTest> legacy_streams_keep_everything() throws IOException {
        return Stream.of("shared_storage", "noncontiguous", "opt_adam", "quantized_per_channel", "sparse_coo", "sd_net")
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    Path copy = folder.resolve(name + ".legacy.pth");
                    try (var checkpoint = Checkpoint.open(Golden.item(name).file())) {
                        Checkpoint.write(
                                copy,
                                checkpoint.root(),
                                CheckpointFormat.TORCH_LEGACY,
                                WriteOptions.DEFAULT.withSync(false));
                        assertSameTensors(checkpoint, copy);
                    }
                }));
    }

    @Test
    void safetensors_and_shards_keep_values() throws IOException {
        try (var checkpoint = Checkpoint.open(Golden.item("sd_net").file())) {
            Path single = folder.resolve("model.safetensors");
            Checkpoint.write(single, checkpoint.root(), CheckpointFormat.SAFETENSORS, WriteOptions.DEFAULT);
            Path shards = folder.resolve("shards");
            Checkpoint.writeSharded(
                    shards, checkpoint.stateDict(), 100, CheckpointFormat.SAFETENSORS, WriteOptions.DEFAULT);
            for (Path copy : List.of(single, shards)) {
                try (var reread = Checkpoint.open(copy)) {
                    assertThat(reread.stateDict().names())
                            .hasSameElementsAs(checkpoint.stateDict().names());
                    for (String name : reread.stateDict().names()) {
                        assertThat(sha256(reread, name)).isEqualTo(sha256(checkpoint, name));
                    }
                }
            }
            assertThat(shards.toFile().list()).hasSizeGreaterThan(2);
        }
    }

    private static String sha256(Checkpoint checkpoint, String name) throws IOException {
        return checkpoint.stateDict().get(name).orElseThrow().data().sha256();
    }

    private static void assertSameTensors(Checkpoint original, Path copy) throws IOException {
        try (var reread = Checkpoint.open(copy)) {
            assertThat(describe(reread)).isEqualTo(describe(original));
        }
    }

    /** Every tensor with its elements, and which share memory. */
    private static List<String> describe(Checkpoint checkpoint) throws IOException {
        var lines = new ArrayList<String>();
        var storages = Collections.synchronizedMap(new IdentityHashMap<HostStorage, Integer>());
        for (Map.Entry<String, HostTensor> entry : checkpoint.tensors().entrySet()) {
            HostTensor tensor = entry.getValue();
            String bytes = tensor.isMeta()
                    ? "meta"
                    : storages.computeIfAbsent(tensor.storage(), storage -> storages.size()) + " "
                            + tensor.data().sha256();
            lines.add(
                    entry.getKey() + " " + tensor + " " + tensor.layout() + " " + tensor.requiresGrad() + " " + bytes);
        }
        return lines;
    }

    private static byte[] pickleOf(Path file) throws IOException {
        try (var zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.stream()
                    .filter(candidate -> candidate.getName().endsWith("/data.pkl"))
                    .findFirst()
                    .orElseThrow();
            return zip.getInputStream(entry).readAllBytes();
        }
    }
}
