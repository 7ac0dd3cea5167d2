package dev.sconce.nn;

import dev.sconce.torch.Device;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Values in parts for several devices ({@code scatter} of torch/nn/parallel/scatter_gather.py). */
final class Scattering {
    private final List<Device> devices;
    private final long dim;

    Scattering(List<Device> devices, long dim) {
        this.devices = devices;
        this.dim = dim;
    }

    /** Arguments for each device; there may be fewer than devices, if a tensor is too short. */
    List<Arguments> scatter(Arguments arguments) {
        List<? extends @Nullable Object> args = arguments.args().isEmpty() ? List.of() : scatter(arguments.args());
        List<? extends @Nullable Object> kwargs =
                arguments.kwargs().isEmpty() ? List.of() : scatter(arguments.kwargs());
        List<Arguments> parts = new ArrayList<>();
        for (int i = 0; i < Math.max(args.size(), kwargs.size()); i++) {
            parts.add(new Arguments(
                    i < args.size() ? Untyped.<List<@Nullable Object>>cast(args.get(i)) : List.of(),
                    i < kwargs.size() ? Untyped.<Map<String, @Nullable Object>>cast(kwargs.get(i)) : Map.of()));
        }
        return parts;
    }

    /** A part for each device: chunks of tensors, wherever they are inside; other values go to all. */
    List<? extends @Nullable Object> scatter(@Nullable Object value) {
        if (value instanceof Tensor tensor) {
            return chunks(tensor);
        }
        if (value instanceof List<?> list && !list.isEmpty()) {
            return together(list, parts -> list instanceof Tuple ? Tuple.copyOf(parts) : parts);
        }
        if (value instanceof Record tuple) {
            return together(RecordParts.of(tuple), parts -> RecordParts.rebuilt(tuple, parts));
        }
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            return together(map.values(), parts -> sameKeys(map, parts));
        }
        return Collections.nCopies(devices.size(), value);
    }

    private List<Tensor> chunks(Tensor tensor) {
        List<Tensor> chunks = new ArrayList<>(tensor.chunk(devices.size(), dim));
        for (int i = 0; i < chunks.size(); i++) {
            Device device = devices.get(i);
            chunks.set(i, chunks.get(i).to(options -> options.device(device)));
        }
        return chunks;
    }

    /** Scatters several values and puts the parts for each device together, as many as the shortest has. */
    private List<@Nullable Object> together(
            Collection<? extends @Nullable Object> values, Function<List<@Nullable Object>, Object> join) {
        List<List<? extends @Nullable Object>> scattered = new ArrayList<>();
        int count = devices.size();
        for (Object value : values) {
            List<? extends @Nullable Object> parts = scatter(value);
            scattered.add(parts);
            count = Math.min(count, parts.size());
        }
        List<@Nullable Object> joined = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<@Nullable Object> ofDevice = new ArrayList<>();
            for (List<? extends @Nullable Object> parts : scattered) {
                ofDevice.add(parts.get(i));
            }
            joined.add(join.apply(ofDevice));
        }
        return joined;
    }

    private static Map<Object, @Nullable Object> sameKeys(Map<?, ?> map, List<@Nullable Object> values) {
        Map<Object, @Nullable Object> part = new LinkedHashMap<>();
        int i = 0;
        for (Object key : map.keySet()) {
            part.put(key, values.get(i++));
        }
        return part;
    }
}
