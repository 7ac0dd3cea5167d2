package dev.sconce.torch;

import java.util.Locale;

/**
 * Where a tensor lives, as {@code torch.device}: a type and, for types of which there may be several, an index.
 *
 * @param type the name of the type in lower case, such as {@code cpu}, {@code cuda}, {@code mps} or {@code meta}
 * @param index the number of the device, or -1 for "the current one"
 */
public record Device(String type, int index) {
    /** The host. */
    public static final Device CPU = new Device("cpu", -1);

    /** Shapes without data. */
    public static final Device META = new Device("meta", -1);

    /**
     * Checks the form; whether such a device is there is seen when it is used.
     *
     * @throws IllegalArgumentException if the type is empty or the index below -1
     */
    public Device {
        if (type.isEmpty() || !type.equals(type.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "Expected a device type in lower case, such as \"cpu\" or \"cuda\", but got \"" + type + "\"");
        }
        if (index < -1) {
            throw new IllegalArgumentException("Device index must be -1 or non-negative, got " + index);
        }
    }

    /**
     * Reads {@code "cpu"}, {@code "cuda"}, {@code "cuda:1"} and so on.
     *
     * @param text the device as Python writes it
     * @return the device
     * @throws IllegalArgumentException if the text is not of that form
     */
    public static Device of(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return new Device(text, -1);
        }
        String index = text.substring(colon + 1);
        if (index.isEmpty() || index.length() > 3 || !index.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("Invalid device string: '" + text + "'");
        }
        return new Device(text.substring(0, colon), Integer.parseInt(index));
    }

    /**
     * A CUDA device.
     *
     * @param index its number, from 0
     * @return {@code cuda:index}
     */
    public static Device cuda(int index) {
        return new Device("cuda", index);
    }

    static Device of(org.bytedeco.pytorch.Device device) {
        boolean indexed = device.has_index();
        if (device.is_cpu() && !indexed) {
            return CPU;
        }
        String text = device.str().getString();
        return of(text);
    }

    /** A native twin; the caller closes it. */
    org.bytedeco.pytorch.Device toNative() {
        return new org.bytedeco.pytorch.Device(toString());
    }

    /** Returns the text that {@link #of(String)} reads. */
    @Override
    public String toString() {
        return index < 0 ? type : type + ":" + index;
    }
}
