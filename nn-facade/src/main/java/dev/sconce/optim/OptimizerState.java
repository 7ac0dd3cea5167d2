package dev.sconce.optim;

import dev.sconce.torch.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an optimizer remembers: {@code optimizer.state}, in the order in which parameters made their first steps. */
final class OptimizerState {
    // Tensors are compared by identity, as dict keys are in Python.
    private final Map<Tensor, ParamState> byParam = new LinkedHashMap<>();

    /** Entries of a loaded state dict that belong to no parameter; Python hands them on, too. */
    private final Map<Object, @Nullable Object> unassigned = new LinkedHashMap<>();

    /** What is remembered of a parameter; something empty if it is nothing yet. */
    ParamState of(Tensor param) {
        return byParam.computeIfAbsent(param, ParamState::new);
    }

    @Nullable
    ParamState find(Tensor param) {
        return byParam.get(param);
    }

    Map<Tensor, ParamState> byParam() {
        return byParam;
    }

    Map<Object, @Nullable Object> unassigned() {
        return unassigned;
    }

    void clear() {
        byParam.clear();
        unassigned.clear();
    }
}
