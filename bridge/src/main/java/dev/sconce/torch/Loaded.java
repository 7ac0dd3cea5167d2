package dev.sconce.torch;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint holds, or a part of it.
 *
 * <pre>{@code
 * Loaded checkpoint = Torch.load(Path.of("run.pth"));
 * net.loadStateDict(checkpoint.at("model").stateDict());
 * optimizer.loadStateDict(checkpoint.at("optimizer").map());
 * long epoch = (Long) checkpoint.at("epoch").value();
 * }</pre>
 *
 * @param value the Java form of the value, see {@link Torch#load(java.nio.file.Path)}
 * @param path how to get there, for messages
 */
public record Loaded(@Nullable Object value, String path) {
    /**
     * An item of a dictionary or list.
     *
     * @param key the key; for lists and tuples, the index
     * @return the part under it
     * @throws IllegalArgumentException if there is nothing of that key; the message lists the keys
     */
    public Loaded at(Object key) {
        String there = path + "[" + (key instanceof String ? "'" + key + "'" : key) + "]";
        if (value instanceof StateDict state && state.all().containsKey(key)) {
            return new Loaded(state.all().get(key), there);
        } else if (value instanceof Map<?, ?> map) {
            Object numbered = key instanceof Integer number ? (Object) number.longValue() : key;
            if (map.containsKey(key) || map.containsKey(numbered)) {
                return new Loaded(map.containsKey(key) ? map.get(key) : map.get(numbered), there);
            }
        } else if (value instanceof List<?> list && key instanceof Number number && Marshal.isIntegral(number)) {
            long index = number.longValue();
            if (index >= 0 && index < list.size()) {
                return new Loaded(list.get((int) index), there);
            }
        }
        throw new IllegalArgumentException("There is no " + there + ": " + path + " is " + describe());
    }

    /**
     * The value as a module's state: an OrderedDict or dict of tensors by name.
     *
     * @return the tensors
     * @throws IllegalArgumentException if it is something else; the message says what, and the keys that it has
     */
    public StateDict stateDict() {
        if (value instanceof StateDict state) {
            return state;
        }
        if (value instanceof Map<?, ?> map && map.entrySet().stream().allMatch(Loaded::isNamedTensor)) {
            StateDict state = new StateDict();
            map.forEach((key, tensor) -> state.put((String) key, (Tensor) tensor));
            return state;
        }
        throw new IllegalArgumentException(path + " is no state dict but " + describe()
                + "; if the state dict is one of its items, take it with at(key)");
    }

    private static boolean isNamedTensor(Map.Entry<?, ?> entry) {
        return entry.getKey() instanceof String && entry.getValue() instanceof Tensor;
    }

    /**
     * The value as a dictionary.
     *
     * @return the ordered map
     * @throws IllegalArgumentException if it is something else
     */
    public Map<?, ?> map() {
        if (value instanceof StateDict state) {
            return state.all();
        } else if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException(path + " is no dictionary but " + describe());
    }

    /**
     * The value as a tensor.
     *
     * @return the tensor
     * @throws IllegalArgumentException if it is something else
     */
    public Tensor tensor() {
        if (value instanceof Tensor tensor) {
            return tensor;
        }
        throw new IllegalArgumentException(path + " is no tensor but " + describe());
    }

    private String describe() {
        final int most = 20;
        if (value instanceof StateDict || value instanceof Map<?, ?>) {
            var keys = map().keySet().stream().limit(most).map(String::valueOf).toList();
            return "a dictionary with the " + map().size() + " keys " + keys + (map().size() > most ? " ..." : "");
        } else if (value instanceof List<?> list) {
            return "a list of " + list.size() + " items";
        }
        return value == null ? "None" : "a " + value.getClass().getSimpleName();
    }
}
