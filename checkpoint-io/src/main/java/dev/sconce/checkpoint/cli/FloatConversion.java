package dev.sconce.checkpoint.cli;

import dev.sconce.checkpoint.model.ElementType;
import dev.sconce.checkpoint.model.HostStorage;
import dev.sconce.checkpoint.model.HostTensor;
import dev.sconce.checkpoint.model.StateDict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Floating-point tensors in another type, converted as they are written. */
final class FloatConversion {
    private static final Set<ElementType> TARGETS =
            Set.of(ElementType.FLOAT64, ElementType.FLOAT32, ElementType.FLOAT16, ElementType.BFLOAT16);

    private FloatConversion() {}

    static StateDict convert(StateDict state, String dtypeName) {
        ElementType target = ElementType.ofTorchName(dtypeName)
                .filter(TARGETS::contains)
                .orElseThrow(() -> new IllegalArgumentException(
                        "dtype must be float64, float32, float16 or bfloat16, but got '" + dtypeName + "'"));
        var converted = new LinkedHashMap<String, HostTensor>();
        var known = new IdentityHashMap<HostTensor, HostTensor>();
        for (Map.Entry<String, HostTensor> entry : state.tensors().entrySet()) {
            converted.put(entry.getKey(), known.computeIfAbsent(entry.getValue(), tensor -> convert(tensor, target)));
        }
        return new StateDict(converted, state.metadata().orElse(null));
    }

    private static HostTensor convert(HostTensor tensor, ElementType target) {
        boolean real = tensor.dtype().kind() == ElementType.Kind.FLOAT;
        if (!real || tensor.dtype() == target || tensor.isMeta()) {
            return tensor;
        }
        long bytes = Math.multiplyExact(tensor.elementCount(), (long) target.sizeBytes());
        var storage = HostStorage.of(bytes, channel -> write(tensor, target, channel));
        return HostTensor.builder(target, tensor.shape())
                .storage(storage)
                .parameter(tensor.isParameter())
                .requiresGrad(tensor.requiresGrad())
                .build();
    }

    private static void write(HostTensor tensor, ElementType target, WritableByteChannel channel) throws IOException {
        tensor.data().forEachDoubles(values -> {
            var bytes =
                    ByteBuffer.allocate(values.remaining() * target.sizeBytes()).order(ByteOrder.LITTLE_ENDIAN);
            while (values.hasRemaining()) {
                put(bytes, values.get(), target);
            }
            bytes.flip();
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        });
    }

    private static void put(ByteBuffer bytes, double value, ElementType target) {
        switch (target) {
            case FLOAT64 -> bytes.putDouble(value);
            case FLOAT32 -> bytes.putFloat((float) value);
            case FLOAT16 -> bytes.putShort(HalfFloats.toFloat16(value));
            default -> bytes.putShort(HalfFloats.toBfloat16((float) value));
        }
    }
}
