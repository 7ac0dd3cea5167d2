package dev.sconce.optim;

import dev.sconce.nn.internal.PyText;
import java.util.ArrayList;
import java.util.List;

/**
 * The checks of {@code capturable}. Python has it on a few devices only, and says which; there it is for CUDA graphs, which
 * there are none of here.
 *
 * @param what all that must be on such a device
 * @param onXla whether XLA is one
 */
record Capturing(String what, boolean onXla) {
    /** {@code _get_capturable_supported_devices}. */
    private List<String> devices() {
        List<String> devices = new ArrayList<>(List.of("cuda", "xpu", "hpu", "privateuseone"));
        if (onXla) {
            devices.add("xla");
        }
        return devices;
    }

    /** Refuses a step that is to be captured. */
    void check(ParamGroup group, List<ParamUpdate> updates) {
        if (!group.has("capturable") || !group.flag("capturable")) {
            return;
        }
        List<String> devices = devices();
        if (!updates.stream()
                .allMatch(update -> devices.contains(update.param().device().type()))) {
            throw new IllegalArgumentException(
                    "If capturable=True, " + what + " must be on supported devices: " + PyText.repr(devices) + ".");
        }
        throw new UnsupportedOperationException("capturable=True is not supported: There are no CUDA graphs here that"
                + " could capture a step. Set it to false in the parameter group");
    }
}
