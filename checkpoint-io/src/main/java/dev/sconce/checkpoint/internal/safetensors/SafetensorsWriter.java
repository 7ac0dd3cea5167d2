package dev.sconce.checkpoint.internal.safetensors;

import dev.sconce.checkpoint.core.Progress;
import dev.sconce.checkpoint.internal.json.JsonWriter;
import dev.sconce.checkpoint.model.ElementType;
import dev.sconce.checkpoint.model.HostTensor;
import dev.sconce.checkpoint.model.PySize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes tensors as the safetensors library does: those of wide elements first, so that each lies aligned, then by name.
 * Views are written out; what shares memory is written as often as it is named.
 */
public final class SafetensorsWriter {
    private static final int HEADER_ALIGNMENT = 8;

    private final List<Map.Entry<String, HostTensor>> tensors;
    private final byte[] header;
    private long totalBytes;

    /**
     * Makes the header; writes nothing yet.
     *
     * @param metadata free texts, beside or instead of {@code format: pt}
     * @throws IllegalArgumentException if the format lacks a tensor's type, or the tensor has no bytes
     */
    public SafetensorsWriter(Map<String, HostTensor> named, Map<String, String> metadata) {
        tensors = named.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, HostTensor> entry) ->
                                -entry.getValue().dtype().sizeBytes())
                        .thenComparing(Map.Entry::getKey))
                .toList();
        header = header(metadata);
    }

    private byte[] header(Map<String, String> metadata) {
        var fields = new LinkedHashMap<String, Object>();
        var texts = new LinkedHashMap<String, Object>(Map.of("format", "pt"));
        texts.putAll(metadata);
        fields.put("__metadata__", texts);
        for (Map.Entry<String, HostTensor> entry : tensors) {
            HostTensor tensor = entry.getValue();
            if (tensor.isMeta() || tensor.quantization().isPresent()) {
                throw new IllegalArgumentException(
                        "safetensors holds no meta or quantized tensors, but '" + entry.getKey() + "' is one");
            }
            long end = Math.addExact(totalBytes, tensor.lengthBytes());
            var field = new LinkedHashMap<String, Object>();
            field.put("dtype", dtypeName(entry.getKey(), tensor));
            field.put("shape", PySize.of(fileShape(tensor)).dimensions());
            field.put("data_offsets", List.of(totalBytes, end));
            fields.put(entry.getKey(), field);
            totalBytes = end;
        }
        String json = JsonWriter.write(fields);
        int padding = -json.length() & (HEADER_ALIGNMENT - 1);
        return (json + " ".repeat(padding)).getBytes(StandardCharsets.US_ASCII);
    }

    private static String dtypeName(String name, HostTensor tensor) {
        return tensor.dtype()
                .safetensorsName()
                .orElseThrow(() -> new IllegalArgumentException(
                        "safetensors has no type for '" + name + "', which is of " + tensor.dtype()));
    }

    /** The format counts 4-bit elements one by one, torch two at a time. */
    private static long[] fileShape(HostTensor tensor) {
        long[] shape = tensor.shape();
        if (tensor.dtype() == ElementType.FLOAT4_E2M1FN_X2 && shape.length > 0) {
            shape[shape.length - 1] *= 2;
        }
        return shape;
    }

    /** How many bytes that is. */
    public long lengthBytes() {
        return Long.BYTES + header.length + totalBytes;
    }

    /**
     * Writes the header and all bytes.
     *
     * @throws IOException if the bytes cannot be had or written
     */
    public void writeTo(WritableByteChannel channel, Progress progress) throws IOException {
        var start = ByteBuffer.allocate(Long.BYTES + header.length).order(ByteOrder.LITTLE_ENDIAN);
        start.putLong(header.length).put(header).flip();
        while (start.hasRemaining()) {
            channel.write(start);
        }
        long done = 0;
        for (Map.Entry<String, HostTensor> entry : tensors) {
            entry.getValue().data().writeTo(channel);
            done += entry.getValue().lengthBytes();
            progress.update(done, totalBytes);
        }
    }
}
