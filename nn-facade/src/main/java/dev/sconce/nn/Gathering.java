package dev.sconce.nn;

import dev.sconce.torch.Device;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import dev.sconce.torch.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The results of several devices as one ({@code gather} of torch/nn/parallel/scatter_gather.py). */
final class Gathering {
    private static final System.Logger LOG = System.getLogger(Parallel.class.getName());

    private final Device device;
    private final long dim;

    Gathering(Device device, long dim) {
        this.device = device;
        this.dim = dim;
    }

    @Nullable
    Object gather(List<? extends @Nullable Object> outputs) {
        Object first = outputs.get(0);
        if (first == null) {
            return null;
        }
        if (first instanceof Tensor) {
            return cat(Untyped.cast(outputs));
        }
        if (first instanceof Map<?, ?> map) {
            return gatherMaps(map, Untyped.cast(outputs));
        }
        if (first instanceof Record tuple) {
            return RecordParts.rebuilt(
                    tuple,
                    gatherParts(outputs.stream()
                            .map(output -> RecordParts.of(Untyped.cast(output)))
                            .toList()));
        }
        if (first instanceof List<?> list) {
            List<@Nullable Object> gathered = gatherParts(Untyped.cast(outputs));
            return list instanceof Tuple ? Tuple.copyOf(gathered) : gathered;
        }
        throw new IllegalArgumentException("gather takes tensors, and lists, maps and records of them, but got a "
                + first.getClass().getName());
    }

    private Tensor cat(List<Tensor> tensors) {
        boolean scalars = dim == 0 && tensors.stream().allMatch(tensor -> tensor.dim() == 0);
        if (scalars) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Was asked to gather along dimension 0, but all input tensors were scalars; will instead unsqueeze"
                            + " and return a vector.");
        }
        List<Tensor> moved = new ArrayList<>();
        for (Tensor tensor : tensors) {
            moved.add((scalars ? tensor.view(1) : tensor).to(options -> options.device(device)));
        }
        return Torch.cat(moved, dim);
    }

    private Map<Object, @Nullable Object> gatherMaps(Map<?, ?> first, List<Map<?, ?>> maps) {
        if (maps.stream().anyMatch(map -> map.size() != first.size())) {
            throw new IllegalArgumentException("All dicts must have the same number of keys");
        }
        Map<Object, @Nullable Object> gathered = new LinkedHashMap<>();
        for (Object key : first.keySet()) {
            List<@Nullable Object> values = new ArrayList<>();
            maps.forEach(map -> values.add(map.get(key)));
            gathered.put(key, gather(values));
        }
        return gathered;
    }

    private List<@Nullable Object> gatherParts(List<? extends List<? extends @Nullable Object>> outputs) {
        List<@Nullable Object> gathered = new ArrayList<>();
        for (int i = 0; i < outputs.get(0).size(); i++) {
            int place = i;
            List<@Nullable Object> parts = new ArrayList<>();
            outputs.forEach(output -> parts.add(output.get(place)));
            gathered.add(gather(parts));
        }
        return gathered;
    }
}
