package dev.sconce.it.conformance.bind;

import com.google.gson.JsonElement;
import dev.sconce.it.conformance.cases.Values;
import dev.sconce.nn.Module;
import dev.sconce.torch.StateDict;
import dev.sconce.torch.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A module's state as a case records it. */
public final class States {
    private States() {}

    /**
     * Loads a recorded state, unless a parameter in it is lazy and has no values.
     *
     * @param module where to load it
     * @param pairs names and values in order
     * @param values what decodes them
     */
    public static void load(Module module, JsonElement pairs, Values values) {
        StateDict state = new StateDict();
        for (Map.Entry<String, @Nullable Object> entry : values.named(pairs).entrySet()) {
            if (entry.getValue() == null) {
                return;
            }
            if (entry.getValue() instanceof Tensor tensor) {
                state.put(entry.getKey(), tensor);
            } else {
                state.putExtra(entry.getKey(), entry.getValue());
            }
        }
        module.loadStateDict(state.all());
    }
}
