package dev.sconce.optim;

import dev.sconce.torch.DType;
import dev.sconce.torch.Device;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Applies a rule to the parameters of each device and dtype: {@code _group_tensors_by_device_and_dtype}. */
record PerDeviceAndDtype(StepRule rule) implements StepRule {
    private record Kind(Device device, DType dtype) {}

    @Override
    public void apply(List<ParamUpdate> updates) {
        Map<Kind, List<ParamUpdate>> kinds = new LinkedHashMap<>();
        for (ParamUpdate update : updates) {
            Kind kind = new Kind(update.param().device(), update.param().dtype());
            kinds.computeIfAbsent(kind, first -> new ArrayList<>()).add(update);
        }
        kinds.values().forEach(rule::apply);
    }
}
