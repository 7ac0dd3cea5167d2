package dev.sconce.torch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/** The autocast modes of a thread at one moment, to be set again for a second run of the same work. */
final class AutocastState {
    private static final List<String> DEVICE_TYPES = List.of("cpu", "cuda");

    private final List<Mode> modes = new ArrayList<>();
    private final boolean cacheEnabled = TorchSettings.isAutocastCacheEnabled();

    private record Mode(String deviceType, boolean enabled, DType dtype) {}

    private AutocastState() {}

    static AutocastState current() {
        AutocastState state = new AutocastState();
        for (String type : DEVICE_TYPES) {
            state.modes.add(new Mode(type, Autocast.isEnabled(type), Autocast.dtype(type)));
        }
        return state;
    }

    <T> T with(Supplier<T> work) {
        List<ThreadMode> set = new ArrayList<>();
        try {
            for (Mode mode : modes) {
                set.add(Autocast.enter(mode.deviceType, mode.enabled, mode.dtype, cacheEnabled));
            }
            return work.get();
        } finally {
            Collections.reverse(set);
            set.forEach(ThreadMode::close);
        }
    }
}
