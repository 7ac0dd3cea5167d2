package dev.sconce.it.conformance.check;

import com.google.gson.JsonElement;
import dev.sconce.it.conformance.cases.Values;
import dev.sconce.nn.Module;
import dev.sconce.torch.StateDict;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares a module's state dict with the recorded one: names, order, values. */
final class StateCheck {
    private StateCheck() {}

    /** The tensors that a recorded state names as {@code {"tensor": i}}, and null for those that are still lazy. */
    static void run(Comparison comparison, Values values, String where, Module module, JsonElement expected) {
        StateDict state = module.stateDict(new StateDict(), "", true);
        Map<String, @Nullable Object> recorded = values.named(expected);
        comparison.check(where + " keys", List.copyOf(state.all().keySet()), List.copyOf(recorded.keySet()));
        recorded.forEach((name, value) -> {
            Object got = state.all().get(name);
            if (value != null) {
                comparison.check(where + "." + name, got, value);
            } else if (got == null || !got.getClass().getSimpleName().startsWith("Uninitialized")) {
                throw new Mismatch(where + "." + name, "should have no values yet");
            }
        });
    }
}
