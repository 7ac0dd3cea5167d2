package dev.sconce.optim;

import dev.sconce.torch.Device;
import dev.sconce.torch.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an optimizer remembers of one parameter: {@code optimizer.state[p]}, by Python's names and in Python's order. */
final class ParamState {
    private static final String STEP = "step";

    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    boolean isEmpty() {
        return values.isEmpty();
    }

    @Nullable Object get(String name) {
        return values.get(name);
    }

    void put(String name, @Nullable Object value) {
        values.put(name, value);
    }

    /** A tensor that must be there. */
    Tensor tensor(String name) {
        Tensor tensor = tensorOrNull(name);
        if (tensor == null) {
            throw new IllegalStateException("The state of a parameter has no '" + name + "': it has " + values.keySet());
        }
        return tensor;
    }

    @Nullable Tensor tensorOrNull(String name) {
        return values.get(name) instanceof Tensor tensor ? tensor : null;
    }

    /** Begins to count steps. */
    void startSteps(Device device) {
        values.put(STEP, new StepCount(device));
    }

    StepCount steps() {
        if (values.get(STEP) instanceof StepCount steps) {
            return steps;
        }
        throw new IllegalStateException("The state of a parameter has no 'step': it has " + values.keySet());
    }

    /** The values as Python has them. */
    Map<String, @Nullable Object> export() {
        Map<String, @Nullable Object> exported = new LinkedHashMap<>();
        values.forEach((name, value) -> exported.put(name, value instanceof StepCount steps ? steps.tensor() : value));
        return exported;
    }
}
