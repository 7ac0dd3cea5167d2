package dev.sconce.checkpoint.model;

import java.util.OptionalInt;

/**
 * A {@code torch.device} as a value.
 *
 * @param type {@code cpu}, {@code cuda}, {@code mps}, ...
 * @param index the number of the device, where one is given
 */
public record PyDevice(String type, OptionalInt index) implements PyValue {
    @Override
    public String toString() {
        return type + (index.isPresent() ? ":" + index.getAsInt() : "");
    }
}
