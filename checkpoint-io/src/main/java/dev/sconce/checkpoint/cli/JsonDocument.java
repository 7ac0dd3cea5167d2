package dev.sconce.checkpoint.cli;

import dev.sconce.checkpoint.Checkpoint;
import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.ReadLimits;
import dev.sconce.checkpoint.model.HostStorage;
import dev.sconce.checkpoint.model.HostTensor;
import dev.sconce.checkpoint.model.NestedTensor;
import dev.sconce.checkpoint.model.PyDict;
import dev.sconce.checkpoint.model.PyList;
import dev.sconce.checkpoint.model.PyObject;
import dev.sconce.checkpoint.model.PyStorage;
import dev.sconce.checkpoint.model.PyTree;
import dev.sconce.checkpoint.model.PyTuple;
import dev.sconce.checkpoint.model.PyValue;
import dev.sconce.checkpoint.model.Quantization;
import dev.sconce.checkpoint.model.SparseTensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint as one JSON document: its tensors ({@code entries}), its other values by path ({@code scalars}), and its
 * containers by path ({@code containers}).
 */
final class JsonDocument {
    private static final long HEAP_PER_VALUE = 500;

    private final boolean withSha256;
    private final List<Object> entries = new ArrayList<>();
    private final Map<String, @Nullable Object> scalars = new LinkedHashMap<>();
    private final Map<String, Object> containers = new LinkedHashMap<>();
    private final IdentityHashMap<HostStorage, String> aliases = new IdentityHashMap<>();

    private JsonDocument(boolean withSha256) {
        this.withSha256 = withSha256;
    }

    static Map<String, @Nullable Object> of(Checkpoint checkpoint, boolean withSha256) throws IOException {
        var document = new JsonDocument(withSha256);
        var values = new ArrayList<Map.Entry<String, PyValue>>();
        String truncated = null;
        try {
            PyTree.walk(checkpoint.root(), limits(), (path, value) -> values.add(Map.entry(path, value)));
        } catch (CheckpointFormatException e) {
            truncated = e.problem();
        }
        if (checkpoint.format().isFlat()) {
            values.remove(0);
        }
        for (Map.Entry<String, PyValue> value : values) {
            document.add(value.getKey(), value.getValue());
        }
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("format", checkpoint.format().title());
        json.put("version", checkpoint.formatVersion());
        json.put("unknown_globals", checkpoint.unknownGlobals());
        if (truncated != null) {
            json.put("truncated", truncated);
        }
        json.put("entries", document.entries);
        json.put("scalars", document.scalars);
        json.put("containers", document.containers);
        return json;
    }

    /** A document is made as a whole before it is printed. */
    private static ReadLimits limits() {
        ReadLimits limits = ReadLimits.DEFAULT;
        return limits.toBuilder()
                .maxTreeNodes(Math.min(limits.maxTreeNodes(), limits.maxHeapBytes() / HEAP_PER_VALUE))
                .build();
    }

    private void add(String path, PyValue value) throws IOException {
        if (value instanceof HostTensor tensor) {
            entries.add(entry(path, tensor));
        } else if (value instanceof PyStorage storage) {
            entries.add(entry(path, storage));
        } else if (value instanceof SparseTensor sparse) {
            containers.put(path, container(sparse));
        } else if (value instanceof NestedTensor) {
            containers.put(path, container("nested", null));
        } else if (value instanceof PyDict dict) {
            containers.put(path, container(dict.kind().className(), dict.size()));
        } else if (value instanceof PyList list) {
            containers.put(path, container("list", list.size()));
        } else if (value instanceof PyTuple tuple) {
            containers.put(path, container("tuple", tuple.size()));
        } else if (value instanceof PyObject object) {
            var container = container("object", null);
            container.put("class", object.type().qualifiedName());
            containers.put(path, container);
        } else {
            scalars.put(path, JsonScalars.of(value));
        }
    }

    private static Map<String, @Nullable Object> container(String type, @Nullable Integer length) {
        var container = new LinkedHashMap<String, @Nullable Object>();
        container.put("type", type);
        if (length != null) {
            container.put("len", length);
        }
        return container;
    }

    private static Map<String, @Nullable Object> container(SparseTensor sparse) {
        var container = container(sparse.layout().torchName(), null);
        container.put("shape", longs(sparse.shape()));
        container.put("dtype", sparse.dtype().torchName());
        if (sparse.layout() == SparseTensor.Layout.COO) {
            container.put("coalesced", Boolean.TRUE.equals(sparse.coalesced()));
        }
        return container;
    }

    private Map<String, @Nullable Object> entry(String path, HostTensor tensor) throws IOException {
        var entry = new LinkedHashMap<String, @Nullable Object>();
        entry.put("key", path);
        entry.put("dtype", tensor.dtype().torchName());
        entry.put("shape", longs(tensor.shape()));
        entry.put("sha256", withSha256 && !tensor.isMeta() ? tensor.data().sha256() : null);
        entry.put("kind", tensor.isParameter() ? "parameter" : "tensor");
        entry.put("requires_grad", tensor.requiresGrad());
        entry.put("stride", longs(tensor.stridesElements()));
        if (tensor.isMeta()) {
            entry.put("meta", true);
            return entry;
        }
        entry.put("offset", tensor.offsetElements());
        entry.put("storage", alias(tensor.storage()));
        if (tensor.isConjugated()) {
            entry.put("conj", true);
        }
        if (tensor.isNegated()) {
            entry.put("neg", true);
        }
        if (tensor.quantization().isPresent()) {
            entry.put("quant", quantization(tensor.quantization().get()));
        }
        tensor.pythonClass().ifPresent(type -> entry.put("class", type.qualifiedName()));
        return entry;
    }

    private Map<String, @Nullable Object> entry(String path, PyStorage storage) throws IOException {
        var entry = new LinkedHashMap<String, @Nullable Object>();
        entry.put("key", path);
        entry.put("dtype", storage.dtype().torchName());
        entry.put("shape", List.of(storage.lengthElements()));
        entry.put("sha256", withSha256 ? wholeStorage(storage).data().sha256() : null);
        entry.put("kind", "storage");
        entry.put("storage", alias(storage.storage()));
        return entry;
    }

    private static HostTensor wholeStorage(PyStorage storage) {
        return HostTensor.of(storage.dtype(), new long[] {storage.lengthElements()}, storage.storage());
    }

    /** Equal for tensors that share memory; null where there is none to share. */
    private @Nullable String alias(HostStorage storage) {
        return storage.lengthBytes() == 0 ? null : aliases.computeIfAbsent(storage, s -> "s" + aliases.size());
    }

    private static Map<String, Object> quantization(Quantization quantization) throws IOException {
        var json = new LinkedHashMap<String, Object>();
        json.put("scheme", quantization.scheme());
        if (quantization instanceof Quantization.PerTensor perTensor) {
            json.put("scale", JsonScalars.number(perTensor.scale()));
            json.put("zero_point", perTensor.zeroPoint());
        } else if (quantization instanceof Quantization.PerChannel perChannel) {
            json.put("axis", perChannel.axis());
            json.put("scales", numbers(perChannel.scales()));
            json.put("zero_points", numbers(perChannel.zeroPoints()));
        }
        return json;
    }

    private static List<String> numbers(HostTensor tensor) throws IOException {
        return Arrays.stream(tensor.data().toDoubleArray())
                .mapToObj(JsonScalars::number)
                .toList();
    }

    private static List<Long> longs(long[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
