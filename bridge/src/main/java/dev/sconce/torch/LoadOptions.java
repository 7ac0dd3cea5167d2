package dev.sconce.torch;

import dev.sconce.checkpoint.core.ReadOptions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How {@link Torch#load(java.nio.file.Path, java.util.function.Consumer)} reads a checkpoint. */
public final class LoadOptions {
    private @Nullable Device mapLocation;
    private ReadOptions read = ReadOptions.DEFAULT;

    LoadOptions() {}

    /**
     * Puts all tensors on one device ({@code map_location}). By default each goes to where it was when it was saved.
     *
     * @param device the device
     * @return this
     */
    public LoadOptions mapLocation(Device device) {
        mapLocation = Objects.requireNonNull(device);
        return this;
    }

    /**
     * How the file is read: limits, classes that are allowed, checks.
     *
     * @param options the options of the reader; {@link ReadOptions#DEFAULT} if this is not called
     * @return this
     */
    public LoadOptions read(ReadOptions options) {
        read = Objects.requireNonNull(options);
        return this;
    }

    @Nullable
    Device mapLocation() {
        return mapLocation;
    }

    ReadOptions read() {
        return read;
    }
}
