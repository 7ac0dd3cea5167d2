package dev.sconce.checkpoint.internal.safetensors;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.ReadOptions;
import dev.sconce.checkpoint.internal.io.SubSource;
import dev.sconce.checkpoint.internal.json.JsonFields;
import dev.sconce.checkpoint.internal.json.JsonReader;
import dev.sconce.checkpoint.model.ByteSource;
import dev.sconce.checkpoint.model.ElementType;
import dev.sconce.checkpoint.model.HostStorage;
import dev.sconce.checkpoint.model.HostTensor;
import dev.sconce.checkpoint.model.PySize;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a safetensors file: a 64-bit length, a JSON header of that length, and the tensors' bytes, tight and in order.
 *
 * <p>As strict as the format's own library: the tensors' byte ranges must cover the rest of the file exactly.
 */
public final class SafetensorsReader {
    private static final String METADATA = "__metadata__";

    private final ByteSource file;
    private final ReadOptions options;

    private SafetensorsReader(ByteSource file, ReadOptions options) {
        this.file = file;
        this.options = options;
    }

    /**
     * What the header describes.
     *
     * @param tensors by name, in the order of their bytes
     * @param metadata free texts
     */
    public record Content(Map<String, HostTensor> tensors, Map<String, String> metadata) {}

    /**
     * Reads the header.
     *
     * @throws CheckpointFormatException if it is damaged or lies
     * @throws IOException if the file cannot be read
     */
    public static Content read(ByteSource file, ReadOptions options) throws IOException {
        return new SafetensorsReader(file, options).read();
    }

    private record Range(String name, long begin, long end, ElementType dtype, PySize shape) {}

    private Content read() throws IOException {
        if (file.lengthBytes() < Long.BYTES) {
            throw CheckpointFormatException.corrupt("the file is too short for a safetensors header");
        }
        long headerBytes = file.bytes(0, Long.BYTES).getLong();
        if (headerBytes < 0 || headerBytes > file.lengthBytes() - Long.BYTES) {
            throw CheckpointFormatException.corrupt("the header is longer than the file")
                    .expected("at most " + (file.lengthBytes() - Long.BYTES), Long.toUnsignedString(headerBytes))
                    .at(0);
        }
        if (headerBytes > options.limits().maxMetadataBytes()) {
            throw CheckpointFormatException.limit(
                    "the length of the header", headerBytes, options.limits().maxMetadataBytes(), "maxMetadataBytes");
        }
        JsonFields header;
        try {
            header = JsonFields.of(
                    "the header", JsonReader.read(file.bytes(Long.BYTES, (int) headerBytes), options.limits()));
        } catch (CheckpointFormatException e) {
            throw e.shiftedBy(Long.BYTES);
        }
        List<Range> ranges = ranges(header);
        ranges.sort(
                (a, b) -> a.begin() != b.begin() ? Long.compare(a.begin(), b.begin()) : Long.compare(a.end(), b.end()));
        return new Content(tensors(ranges, Long.BYTES + headerBytes), metadata(header));
    }

    private static Map<String, String> metadata(JsonFields header) throws CheckpointFormatException {
        var texts = new LinkedHashMap<String, String>();
        if (header.all().containsKey(METADATA)) {
            JsonFields metadata = header.object(METADATA);
            for (Object name : metadata.all().keySet()) {
                texts.put((String) name, metadata.text((String) name));
            }
        }
        return texts;
    }

    private List<Range> ranges(JsonFields header) throws CheckpointFormatException {
        var ranges = new ArrayList<Range>();
        for (Object key : header.all().keySet()) {
            String name = (String) key;
            if (!name.equals(METADATA)) {
                ranges.add(range(
                        name,
                        JsonFields.of("tensor '" + name + "'", header.all().get(name))));
            }
        }
        return ranges;
    }

    private Range range(String name, JsonFields tensor) throws CheckpointFormatException {
        String type = tensor.text("dtype");
        ElementType dtype = ElementType.ofSafetensorsName(type)
                .orElseThrow(
                        () -> CheckpointFormatException.unsupported("tensor '" + CheckpointFormatException.quote(name)
                                + "' has the type '" + CheckpointFormatException.quote(type) + "', which torch lacks"));
        long[] shape = tensor.naturals("shape");
        if (shape.length > options.limits().maxDimensions()) {
            throw CheckpointFormatException.limit(
                    "the number of dimensions", shape.length, options.limits().maxDimensions(), "maxDimensions");
        }
        long[] offsets = tensor.naturals("data_offsets");
        if (offsets.length != 2 || offsets[0] > offsets[1]) {
            throw CheckpointFormatException.corrupt(
                    "the byte range of tensor '" + CheckpointFormatException.quote(name) + "' is wrong");
        }
        return new Range(name, offsets[0], offsets[1], dtype, PySize.of(torchShape(name, dtype, shape)));
    }

    /** The format counts 4-bit elements one by one, torch two at a time. */
    private static long[] torchShape(String name, ElementType dtype, long[] shape) throws CheckpointFormatException {
        if (dtype != ElementType.FLOAT4_E2M1FN_X2) {
            return shape;
        }
        int last = shape.length - 1;
        if (last < 0 || shape[last] % 2 != 0) {
            throw CheckpointFormatException.unsupported("tensor '" + CheckpointFormatException.quote(name)
                    + "' has an odd number of 4-bit elements in a row");
        }
        long[] packed = shape.clone();
        packed[last] /= 2;
        return packed;
    }

    private Map<String, HostTensor> tensors(List<Range> ranges, long dataStart) throws CheckpointFormatException {
        var tensors = new LinkedHashMap<String, HostTensor>();
        long position = 0;
        long dataBytes = file.lengthBytes() - dataStart;
        for (Range range : ranges) {
            if (range.begin() != position || range.end() > dataBytes) {
                throw CheckpointFormatException.corrupt(
                                "the bytes of tensor '" + CheckpointFormatException.quote(range.name())
                                        + "' leave a gap, overlap another's, or lie outside the file")
                        .expected("from " + position + ", up to " + dataBytes, range.begin() + " to " + range.end());
            }
            position = range.end();
            tensors.put(range.name(), tensor(range, dataStart));
        }
        if (position != dataBytes) {
            throw CheckpointFormatException.corrupt("bytes follow the last tensor")
                    .expected(position, dataBytes);
        }
        return tensors;
    }

    private HostTensor tensor(Range range, long dataStart) throws CheckpointFormatException {
        long length = range.end() - range.begin();
        var storage = HostStorage.of(new SubSource(file, dataStart + range.begin(), length));
        try {
            HostTensor tensor = HostTensor.of(range.dtype(), range.shape().toArray(), storage);
            if (tensor.lengthBytes() == length) {
                return tensor;
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw wrongLength(range, length).causedBy(e);
        }
        throw wrongLength(range, length);
    }

    private static CheckpointFormatException wrongLength(Range range, long length) {
        return CheckpointFormatException.corrupt("the bytes of tensor '" + CheckpointFormatException.quote(range.name())
                        + "' do not fit its shape")
                .expected(range.dtype() + " " + range.shape().dimensions(), length + " bytes");
    }
}
