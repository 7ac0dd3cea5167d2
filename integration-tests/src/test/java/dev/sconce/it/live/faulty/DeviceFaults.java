package dev.sconce.it.live.faulty;

import static dev.sconce.torch.Torch.empty;
import static dev.sconce.torch.Torch.ones;

import dev.sconce.torch.Device;

/** Devices that are not there or hold nothing, and more memory than any machine has. */
final class DeviceFaults {
    private DeviceFaults() {}

    static Faults all() {
        return new Faults()
                .add("device_word", () -> ones(2).to(Device.of("gpu")))
                .add("device_index", () -> ones(2).to(Device.of("cuda:x")))
                .add("device_index_leading_zero", () -> Device.of("cpu:01"))
                .add("device_negative", () -> Device.of("cuda:-1"))
                .add("device_empty", () -> Device.of(""))
                .add("meta_to_cpu", () -> ones(o -> o.device(Device.META), 2).to(Device.CPU))
                .add("meta_item", () -> ones(o -> o.device(Device.META)).item())
                .add("huge", () -> empty(1L << 45))
                .add("size_overflow", () -> empty(1L << 40, 1L << 40))
                .add("huge_result", () -> ones(1).expand(1L << 45).clone());
    }
}
