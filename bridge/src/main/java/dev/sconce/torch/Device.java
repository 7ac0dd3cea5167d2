package dev.sconce.torch;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a tensor lives, as {@code torch.device}: a type and, for types of which there may be several, an index.
 *
 * @param type the name of the type in lower case, such as {@code cpu}, {@code cuda}, {@code mps} or {@code meta}
 * @param index the number of the device, or -1 for "the current one"
 */
public record Device(String type, int index) {
    /** The types that libtorch knows, in the order in which its message names them: {@code c10/core/Device.cpp}. */
    private static final List<String> TYPES = List.of(
            "cpu",
            "cuda",
            "ipu",
            "xpu",
            "mkldnn",
            "opengl",
            "opencl",
            "ideep",
            "hip",
            "ve",
            "fpga",
            "maia",
            "xla",
            "lazy",
            "vulkan",
            "mps",
            "meta",
            "hpu",
            "mtia",
            "privateuseone");

    private static final Pattern FORM = Pattern.compile("([a-zA-Z_]+)(?::(0|[1-9][0-9]*))?");

    private static final int MAX_INDEX = Byte.MAX_VALUE;

    /** The host. */
    public static final Device CPU = new Device("cpu", -1);

    /** Shapes without data. */
    public static final Device META = new Device("meta", -1);

    /**
     * Checks the type and the index; whether such a device is there is seen when it is used.
     *
     * @throws IllegalArgumentException if libtorch knows no such type, in Python's words, or the index is not from -1 to 127
     */
    public Device {
        if (type.isEmpty()) {
            throw new IllegalArgumentException("Device string must not be empty");
        }
        if (!TYPES.contains(type)) {
            throw new IllegalArgumentException(
                    "Expected one of " + String.join(", ", TYPES) + " device type at start of device string: " + type);
        }
        if (index < -1 || index > MAX_INDEX) {
            throw new IllegalArgumentException("Device index must be from -1 to " + MAX_INDEX + ", got " + index);
        }
    }

    /**
     * Reads {@code "cpu"}, {@code "cuda"}, {@code "cuda:1"} and so on.
     *
     * @param text the device as Python writes it
     * @return the device
     * @throws IllegalArgumentException if the text is not of that form, in Python's words
     */
    public static Device of(String text) {
        Matcher form = FORM.matcher(text);
        if (!text.isEmpty() && !form.matches()) {
            throw new IllegalArgumentException("Invalid device string: '" + text + "'");
        }
        String index = text.isEmpty() ? null : form.group(2);
        if (index == null) {
            return new Device(text, -1);
        }
        if (index.length() > 3) {
            throw new IllegalArgumentException(
                    "Could not parse device index '" + index + "' in device string '" + text + "'");
        }
        return new Device(form.group(1), Integer.parseInt(index));
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
