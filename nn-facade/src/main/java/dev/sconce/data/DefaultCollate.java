package dev.sconce.data;

import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code default_collate} of torch/utils/data/_utils/collate.py. */
final class DefaultCollate {
    private DefaultCollate() {}

    /** A batch of the class of its samples. */
    @SuppressWarnings("unchecked") // lists, maps, records and tensors become their like
    static <T> T sameForm(List<T> samples) {
        Object first = samples.get(0);
        if (!(first instanceof Tensor || first instanceof List || first instanceof Map || first instanceof Record)) {
            throw new IllegalArgumentException("A batch of " + first.getClass().getName()
                    + " is of another class than its samples: say which, as in"
                    + " new DataLoader<>(dataset, Collate.to(Tensor.class), o -> ...)");
        }
        return (T) collate(samples);
    }

    static Object collate(List<?> samples) {
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("list index out of range: a batch needs at least one sample");
        }
        Object first = samples.get(0);
        if (first instanceof Tensor tensor) {
            return stack(tensor, samples);
        }
        if (first instanceof Number || first instanceof Boolean) {
            return Torch.tensor(samples, dtype(first));
        }
        if (first instanceof CharSequence || first instanceof byte[]) {
            return List.copyOf(samples);
        }
        if (first.getClass().isArray()) {
            return stackArrays(samples);
        }
        if (first instanceof Map<?, ?> map) {
            return maps(map, samples);
        }
        if (first instanceof Record) {
            return RecordBatch.collate(samples);
        }
        if (first instanceof List<?> list) {
            return lists(list.size(), samples);
        }
        throw new IllegalArgumentException(
                "default_collate: batch must contain tensors, numpy arrays, numbers, dicts or" + " lists; found "
                        + first.getClass());
    }

    /** {@code collate_tensor_fn}. */
    private static Tensor stack(Tensor first, List<?> samples) {
        if (first.isSparse()) {
            throw new IllegalArgumentException("Batches of sparse tensors are not currently supported by the default"
                    + " collate_fn; please provide a custom collate_fn to handle them appropriately.");
        }
        List<Tensor> tensors = new ArrayList<>(samples.size());
        samples.forEach(sample -> tensors.add((Tensor) sample));
        return Torch.stack(tensors);
    }

    private static DType dtype(Object number) {
        if (number instanceof Boolean) {
            return DType.BOOL;
        }
        if (number instanceof Float) {
            return DType.FLOAT32;
        }
        return number instanceof Double ? DType.FLOAT64 : DType.INT64;
    }

    private static Tensor stackArrays(List<?> samples) {
        List<Tensor> tensors = new ArrayList<>(samples.size());
        samples.forEach(sample -> tensors.add(Torch.fromArray(sample)));
        Tensor batch = Torch.stack(tensors);
        tensors.forEach(Tensor::close);
        return batch;
    }

    private static Map<Object, @Nullable Object> maps(Map<?, ?> first, List<?> samples) {
        Map<Object, @Nullable Object> batch = new LinkedHashMap<>();
        for (Object key : first.keySet()) {
            List<Object> values = new ArrayList<>(samples.size());
            for (Object sample : samples) {
                Object value = ((Map<?, ?>) sample).get(key);
                if (value == null) {
                    throw new IllegalArgumentException("A sample has no '" + key + "', which the first one has");
                }
                values.add(value);
            }
            batch.put(key, collate(values));
        }
        return batch;
    }

    private static List<Object> lists(int size, List<?> samples) {
        for (Object sample : samples) {
            if (((List<?>) sample).size() != size) {
                throw new IllegalArgumentException("each element in list of batch should be of equal size");
            }
        }
        List<Object> batch = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            List<Object> values = new ArrayList<>(samples.size());
            for (Object sample : samples) {
                values.add(((List<?>) sample).get(i));
            }
            batch.add(collate(values));
        }
        return batch;
    }
}
