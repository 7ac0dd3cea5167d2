package dev.sconce.it.conformance.cases;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.sconce.torch.DType;
import dev.sconce.torch.Device;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Tuple;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns a case's tagged JSON into Java values: {@link Long} for int, {@link Double} for float, {@link Tuple} for tuple and
 * size, {@link List}, {@link Map}, {@link Set}, {@link Tensor}, {@link DType}, {@link Device}, and {@link PyValue} for the
 * rest. The same index of the tensor table gives the same tensor, as in Python.
 */
public final class Values {
    private final TensorSource tensors;

    /** The values of a case, with tensors of its own. */
    public Values(Case source) {
        this(new TensorTable(source));
    }

    /** Values whose tensors come from somewhere else. */
    public Values(TensorSource tensors) {
        this.tensors = tensors;
    }

    /** The tensors that {@code {"tensor": i}} and {@code {"parameter": i}} stand for. */
    public TensorSource tensors() {
        return tensors;
    }

    /** Decodes a value. */
    public @Nullable Object decode(JsonElement json) {
        if (json.isJsonNull()) {
            return null;
        }
        if (json instanceof JsonPrimitive primitive) {
            return primitive(primitive);
        }
        if (json instanceof JsonArray array) {
            return list(array);
        }
        JsonObject object = json.getAsJsonObject();
        String tag = object.keySet().iterator().next();
        return tagged(tag, object.get(tag), object);
    }

    /** Decodes a list. */
    public List<@Nullable Object> list(JsonElement json) {
        List<@Nullable Object> list = new ArrayList<>();
        json.getAsJsonArray().forEach(item -> list.add(decode(item)));
        return list;
    }

    /** Decodes {@code [[key, value], ...]} whose keys are names. */
    public Map<String, @Nullable Object> named(JsonElement pairs) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (JsonElement pair : pairs.getAsJsonArray()) {
            JsonArray entry = pair.getAsJsonArray();
            map.put(entry.get(0).getAsString(), decode(entry.get(1)));
        }
        return map;
    }

    private static Object primitive(JsonPrimitive json) {
        if (json.isBoolean()) {
            return json.getAsBoolean();
        }
        if (json.isString()) {
            return json.getAsString();
        }
        String number = json.getAsString();
        boolean real = number.chars().anyMatch(c -> c == '.' || c == 'e' || c == 'E');
        return real ? (Object) Double.valueOf(number) : (Object) Long.valueOf(number);
    }

    private @Nullable Object tagged(String tag, JsonElement value, JsonObject whole) {
        return switch (tag) {
            case "tensor" -> tensors.tensor(value.getAsInt());
            case "parameter" -> tensors.parameter(value.getAsInt());
            case "tuple", "size" -> Tuple.copyOf(list(value));
            case "dict", "ordered_dict", "counter" -> dict(value);
            case "set" -> new LinkedHashSet<>(list(value));
            case "float" -> special(value.getAsString());
            case "int" -> new BigInteger(value.getAsString());
            case "dtype" -> DType.of(value.getAsString());
            case "device" -> Device.of(value.getAsString());
            default -> pyValue(tag, value, whole);
        };
    }

    private PyValue pyValue(String tag, JsonElement value, JsonObject whole) {
        return switch (tag) {
            case "complex" -> complex(value.getAsJsonArray());
            case "range" -> range(value.getAsJsonArray());
            case "namedtuple" -> new PyValue.NamedTuple(value.getAsString(), named(whole.get("fields")));
            case "function" -> new PyValue.Function(value.getAsString());
            case "class" -> new PyValue.ClassName(value.getAsString());
            case "lambda" -> new PyValue.Lambda(value.getAsString());
            case "opaque" -> new PyValue.Opaque(value.getAsString());
            case "module" -> new PyValue.Module(value.getAsJsonObject());
            case "scheduler" -> new PyValue.Scheduler(value.getAsJsonObject());
            case "packed_sequence" -> packed(value.getAsJsonObject());
            case "object" -> instance(value.getAsJsonObject());
            default -> throw new IllegalArgumentException("a value has the unknown tag \"" + tag + "\"");
        };
    }

    private Map<@Nullable Object, @Nullable Object> dict(JsonElement pairs) {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (JsonElement pair : pairs.getAsJsonArray()) {
            JsonArray entry = pair.getAsJsonArray();
            map.put(decode(entry.get(0)), decode(entry.get(1)));
        }
        return map;
    }

    private static double special(String name) {
        return switch (name) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> throw new IllegalArgumentException("no float is named \"" + name + "\"");
        };
    }

    private PyValue.Complex complex(JsonArray parts) {
        return new PyValue.Complex(real(parts.get(0)), real(parts.get(1)));
    }

    private double real(JsonElement json) {
        return decode(json) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    private static PyValue.Range range(JsonArray parts) {
        return new PyValue.Range(
                parts.get(0).getAsLong(), parts.get(1).getAsLong(), parts.get(2).getAsLong());
    }

    private PyValue.Packed packed(JsonObject parts) {
        return new PyValue.Packed(
                present(parts, "data"),
                present(parts, "batch_sizes"),
                optional(parts, "sorted_indices"),
                optional(parts, "unsorted_indices"));
    }

    private Tensor present(JsonObject parts, String name) {
        Tensor tensor = optional(parts, name);
        if (tensor == null) {
            throw new IllegalArgumentException("a packed sequence has no " + name);
        }
        return tensor;
    }

    private @Nullable Tensor optional(JsonObject parts, String name) {
        return decode(parts.get(name)) instanceof Tensor tensor ? tensor : null;
    }

    private PyValue.Instance instance(JsonObject object) {
        return new PyValue.Instance(object.get("class").getAsString(), named(object.get("fields")));
    }
}
