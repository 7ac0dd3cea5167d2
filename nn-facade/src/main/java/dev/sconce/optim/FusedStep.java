package dev.sconce.optim;

import dev.sconce.nn.internal.PyText;
import java.util.List;
import java.util.Set;

/** What steps by one native function have in common. */
final class FusedStep {
    /** {@code _get_fused_kernels_supported_devices}, in Python's order. */
    private static final List<String> DEVICES = List.of("mps", "cuda", "xpu", "hpu", "cpu", "mtia", "privateuseone");

    private static final Set<String> SUPPORTED = Set.copyOf(DEVICES);

    private FusedStep() {}

    /** Refuses a step that is to be recorded. */
    static void checkNotRecorded(String optimizer, ParamGroup group) {
        if (group.flag("differentiable")) {
            throw new IllegalArgumentException(optimizer + " with fused=True does not support differentiable=True");
        }
    }

    /** {@code _device_dtype_check_for_fused}. */
    static void check(PerDeviceAndDtype.Kind kind) {
        String device = kind.device().type();
        if (!SUPPORTED.contains(device) || !kind.dtype().isFloatingPoint()) {
            throw new IllegalArgumentException(
                    "`fused=True` requires all the params to be floating point Tensors of supported devices: "
                            + PyText.repr(DEVICES) + " but torch." + kind.dtype() + " and " + device);
        }
    }
}
