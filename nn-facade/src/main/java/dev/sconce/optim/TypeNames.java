package dev.sconce.optim;

import dev.sconce.torch.Tensor;

/** Tensor types as {@code torch.typename} writes them: {@code torch.FloatTensor}, {@code torch.cuda.LongTensor}. */
final class TypeNames {
    private TypeNames() {}

    static String of(Tensor tensor) {
        String device = tensor.device().type();
        String element =
                switch (tensor.dtype()) {
                    case FLOAT32 -> "Float";
                    case FLOAT64 -> "Double";
                    case FLOAT16 -> "Half";
                    case BFLOAT16 -> "BFloat16";
                    case INT64 -> "Long";
                    case INT32 -> "Int";
                    case INT16 -> "Short";
                    case INT8 -> "Char";
                    case UINT8 -> "Byte";
                    case BOOL -> "Bool";
                    case COMPLEX64 -> "ComplexFloat";
                    case COMPLEX128 -> "ComplexDouble";
                    default -> tensor.dtype().toString();
                };
        return "torch." + (device.equals("cpu") ? "" : device + ".") + element + "Tensor";
    }
}
