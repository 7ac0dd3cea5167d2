package dev.sconce.it.conformance.cases;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.sconce.nn.Parameter;
import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A case's tensor table: its entries as tensors, each made once. */
public final class TensorTable implements TensorSource {
    private final Case source;
    private final Map<Integer, Tensor> tensors = new HashMap<>();
    private final Map<Integer, Parameter> parameters = new HashMap<>();

    /** The table of a case. */
    public TensorTable(Case source) {
        this.source = source;
    }

    @Override
    public @Nullable Tensor tensor(int index) {
        Tensor known = tensors.get(index);
        if (known == null) {
            known = make(index);
            if (known != null) {
                tensors.put(index, known);
            }
        }
        return known;
    }

    @Override
    public Parameter parameter(int index) {
        return parameters.computeIfAbsent(index, i -> {
            JsonObject entry = entry(i);
            return new Parameter(Objects.requireNonNull(tensor(i), "a lazy parameter"), requiresGrad(entry));
        });
    }

    private JsonObject entry(int index) {
        return source.get("tensors").getAsJsonArray().get(index).getAsJsonObject();
    }

    private @Nullable Tensor make(int index) {
        JsonObject entry = entry(index);
        if (entry.has("uninitialized")) {
            return null;
        }
        Tensor tensor = entry.has("layout") ? sparse(entry) : entry.has("stride") ? strided(entry) : dense(entry);
        return requiresGrad(entry) ? tensor.requiresGrad_() : tensor;
    }

    private static boolean requiresGrad(JsonObject entry) {
        return entry.has("requires_grad") && entry.get("requires_grad").getAsBoolean();
    }

    private Tensor dense(JsonObject entry) {
        return TensorBytes.tensor(
                source.blob()
                        .slice(
                                entry.get("offset").getAsInt(),
                                entry.get("nbytes").getAsInt()),
                dtype(entry),
                longs(entry.get("shape")));
    }

    /** The same values in the order in memory that the Python tensor had, unless several elements lie at one place. */
    private Tensor strided(JsonObject entry) {
        Tensor dense = dense(entry);
        long[] strides = longs(entry.get("stride"));
        long[] shape = dense.shape();
        for (int i = 0; i < shape.length; i++) {
            if (strides[i] == 0 && shape[i] > 1) {
                return dense;
            }
        }
        return Torch.emptyStrided(shape, strides, o -> o.dtype(dtype(entry))).copy_(dense);
    }

    private Tensor sparse(JsonObject entry) {
        String layout = entry.get("layout").getAsString();
        if (!layout.equals("sparse_coo")) {
            throw new IllegalArgumentException("a tensor has the unknown layout \"" + layout + "\"");
        }
        return Torch.sparseCooTensor(
                dense(entry.getAsJsonObject("indices")),
                dense(entry.getAsJsonObject("values")),
                longs(entry.get("shape")),
                true);
    }

    private static DType dtype(JsonObject entry) {
        return DType.of(entry.get("dtype").getAsString());
    }

    private static long[] longs(JsonElement array) {
        return array.getAsJsonArray().asList().stream()
                .mapToLong(JsonElement::getAsLong)
                .toArray();
    }
}
