package dev.sconce.nn;

import dev.sconce.torch.DType;
import dev.sconce.torch.Device;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How lists and dicts print the parameters that they hold. */
final class ParameterText {
    private ParameterText() {}

    /** One line; lists name the dtype, dicts the type, as Python does. */
    static String line(String key, @Nullable Parameter parameter, boolean byType) {
        if (parameter == null) {
            return "  (" + key + "): Object of type: NoneType";
        }
        String size = Arrays.stream(parameter.shape()).mapToObj(Long::toString).collect(Collectors.joining("x"));
        Device device = parameter.device();
        return "  (" + key + "): Parameter containing: ["
                + (byType ? typeName(parameter.dtype(), device) : "torch." + parameter.dtype()) + " of size " + size
                + (device.type().equals("cuda") ? " (" + device + ")" : "") + "]";
    }

    /** The old name of a tensor's type, such as {@code torch.FloatTensor}. */
    private static String typeName(DType dtype, Device device) {
        String name =
                switch (dtype) {
                    case FLOAT32 -> "Float";
                    case FLOAT64 -> "Double";
                    case FLOAT16 -> "Half";
                    case BFLOAT16 -> "BFloat16";
                    case INT8 -> "Char";
                    case UINT8 -> "Byte";
                    case INT16 -> "Short";
                    case INT32 -> "Int";
                    case INT64 -> "Long";
                    case BOOL -> "Bool";
                    case COMPLEX64 -> "ComplexFloat";
                    case COMPLEX128 -> "ComplexDouble";
                    default -> dtype.name();
                };
        return "torch." + (device.type().equals("cpu") ? "" : device.type() + ".") + name + "Tensor";
    }
}
