package dev.sconce.optim;

import dev.sconce.torch.DType;
import dev.sconce.torch.Device;
import dev.sconce.torch.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Applies a rule to the parameters of each device and dtype: {@code _group_tensors_by_device_and_dtype}.
 *
 * @param check looks at each kind before the first of them is changed
 * @param rule changes the parameters of one kind
 */
record PerDeviceAndDtype(Consumer<Kind> check, StepRule rule) implements StepRule {
    /** Where parameters are, and their dtype. */
    record Kind(Device device, DType dtype) {
        static Kind of(Tensor param) {
            return new Kind(param.device(), param.dtype());
        }

        boolean isOf(Tensor param) {
            return dtype == param.dtype() && device.equals(param.device());
        }
    }

    PerDeviceAndDtype(StepRule rule) {
        this(kind -> {}, rule);
    }

    @Override
    public void apply(List<ParamUpdate> updates) {
        Kind first = Kind.of(updates.get(0).param());
        if (updates.stream().allMatch(update -> first.isOf(update.param()))) { // nearly always
            check.accept(first);
            rule.apply(updates);
            return;
        }
        Map<Kind, List<ParamUpdate>> kinds = new LinkedHashMap<>();
        for (ParamUpdate update : updates) {
            kinds.computeIfAbsent(Kind.of(update.param()), kind -> new ArrayList<>())
                    .add(update);
        }
        kinds.keySet().forEach(check);
        kinds.values().forEach(rule::apply);
    }
}
