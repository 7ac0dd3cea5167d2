package dev.sconce.checkpoint.internal.script;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.ReadLimits;
import dev.sconce.checkpoint.internal.json.JsonFields;
import dev.sconce.checkpoint.internal.json.JsonReader;
import dev.sconce.checkpoint.internal.zip.RecordReader;
import dev.sconce.checkpoint.internal.zip.ZipRecord;
import dev.sconce.checkpoint.model.ElementType;
import dev.sconce.checkpoint.model.HostStorage;
import dev.sconce.checkpoint.model.HostTensor;
import dev.sconce.checkpoint.model.PyDict;
import dev.sconce.checkpoint.model.PyStr;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the weights of a {@code torch.export} archive ({@code .pt2}, PyTorch 2.8 and later) by name. They lie as raw bytes
 * beside a JSON file that describes them (torch/export/pt2_archive/_package.py), so no pickle is needed.
 */
public final class ExportReader {
    private static final String FOLDER = "data/weights/";
    private static final String CONFIG_SUFFIX = "_weights_config.json";

    /** {@code ScalarType} in torch/_export/serde/schema.py, which counts otherwise than c10. */
    private static final Map<Long, ElementType> TYPES = Map.ofEntries(
            Map.entry(1L, ElementType.UINT8),
            Map.entry(2L, ElementType.INT8),
            Map.entry(3L, ElementType.INT16),
            Map.entry(4L, ElementType.INT32),
            Map.entry(5L, ElementType.INT64),
            Map.entry(6L, ElementType.FLOAT16),
            Map.entry(7L, ElementType.FLOAT32),
            Map.entry(8L, ElementType.FLOAT64),
            Map.entry(9L, ElementType.COMPLEX32),
            Map.entry(10L, ElementType.COMPLEX64),
            Map.entry(11L, ElementType.COMPLEX128),
            Map.entry(12L, ElementType.BOOL),
            Map.entry(13L, ElementType.BFLOAT16),
            Map.entry(28L, ElementType.UINT16),
            Map.entry(29L, ElementType.FLOAT8_E4M3FN),
            Map.entry(30L, ElementType.FLOAT8_E5M2),
            Map.entry(31L, ElementType.FLOAT8_E4M3FNUZ),
            Map.entry(32L, ElementType.FLOAT8_E5M2FNUZ),
            Map.entry(33L, ElementType.FLOAT8_E8M0FNU),
            Map.entry(34L, ElementType.UINT32),
            Map.entry(35L, ElementType.UINT64));

    private final RecordReader records;
    private final ReadLimits limits;
    private final Map<String, HostStorage> storages = new HashMap<>();

    private ExportReader(RecordReader records, ReadLimits limits) {
        this.records = records;
        this.limits = limits;
    }

    /**
     * Reads the description of the weights.
     *
     * @throws CheckpointFormatException if it is damaged or lies
     * @throws IOException if the file cannot be read
     */
    public static PyDict read(RecordReader records, ReadLimits limits) throws IOException {
        var reader = new ExportReader(records, limits);
        List<String> configs = records.records().stream()
                .map(ZipRecord::name)
                .filter(name -> name.startsWith(FOLDER) && name.endsWith(CONFIG_SUFFIX))
                .toList();
        if (configs.size() != 1) {
            throw CheckpointFormatException.unsupported("an archive of torch.export with one model's weights is wanted")
                    .expected("one record " + FOLDER + "*" + CONFIG_SUFFIX, configs.size());
        }
        String config = configs.get(0);
        try {
            return reader.readConfig(config);
        } catch (CheckpointFormatException e) {
            throw e.inEntry(config);
        }
    }

    private PyDict readConfig(String config) throws IOException {
        var json = JsonReader.read(records.metadata(config, limits.maxMetadataBytes(), "maxMetadataBytes"), limits);
        JsonFields weights = JsonFields.of("the weights' description", json).object("config");
        var state = PyDict.orderedDict();
        for (Object name : weights.all().keySet()) {
            state.put(new PyStr((String) name), tensor(weights.object((String) name)));
        }
        return state;
    }

    private HostTensor tensor(JsonFields weight) throws CheckpointFormatException {
        if (weight.isTrue("use_pickle")) {
            throw CheckpointFormatException.unsupported("a weight that is pickled inside a torch.export archive");
        }
        JsonFields meta = weight.object("tensor_meta");
        ElementType dtype = TYPES.get(meta.integer("dtype"));
        if (dtype == null) {
            throw CheckpointFormatException.unsupported("a weight of the unknown type " + meta.integer("dtype"));
        }
        try {
            return HostTensor.builder(dtype, integers(meta.list("sizes")))
                    .strides(integers(meta.list("strides")))
                    .offset(meta.object("storage_offset").integer("as_int"))
                    .storage(storage(weight.text("path_name")))
                    .requiresGrad(meta.isTrue("requires_grad"))
                    .parameter(weight.isTrue("is_param"))
                    .maxExpandedBytes(limits.maxExpandedBytes())
                    .build();
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw CheckpointFormatException.corrupt("a weight does not lie in its record: " + e.getMessage())
                    .causedBy(e);
        }
    }

    private HostStorage storage(String name) throws CheckpointFormatException {
        HostStorage storage = storages.get(name);
        if (storage == null) {
            storage = HostStorage.of(records.bytes(records.record(FOLDER + name)));
            storages.put(name, storage);
        }
        return storage;
    }

    private static long[] integers(List<?> items) throws CheckpointFormatException {
        long[] numbers = new long[items.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = JsonFields.of("a size or stride", items.get(i)).integer("as_int");
        }
        return numbers;
    }
}
