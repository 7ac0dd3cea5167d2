package dev.sconce.checkpoint.model;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one element of a tensor is: {@code torch.dtype}.
 *
 * <p>Types that are older than PyTorch 2.1 have a storage class of their own ({@code torch.FloatStorage}); the newer
 * ones lie in an {@code UntypedStorage} ({@code torch/storage.py}, {@code _new_dtypes}).
 */
public enum ElementType {
    /** {@code torch.float64}. */
    FLOAT64("float64", 8, Kind.FLOAT, "Double", "F64"),
    /** {@code torch.float32}. */
    FLOAT32("float32", 4, Kind.FLOAT, "Float", "F32"),
    /** {@code torch.float16}, IEEE half precision. */
    FLOAT16("float16", 2, Kind.FLOAT, "Half", "F16"),
    /** {@code torch.bfloat16}, the upper half of a float32. */
    BFLOAT16("bfloat16", 2, Kind.FLOAT, "BFloat16", "BF16"),
    /** {@code torch.int64}. */
    INT64("int64", 8, Kind.INTEGER, "Long", "I64"),
    /** {@code torch.int32}. */
    INT32("int32", 4, Kind.INTEGER, "Int", "I32"),
    /** {@code torch.int16}. */
    INT16("int16", 2, Kind.INTEGER, "Short", "I16"),
    /** {@code torch.int8}. */
    INT8("int8", 1, Kind.INTEGER, "Char", "I8"),
    /** {@code torch.uint8}. */
    UINT8("uint8", 1, Kind.UNSIGNED, "Byte", "U8"),
    /** {@code torch.bool}, one byte, 0 or 1. */
    BOOL("bool", 1, Kind.BOOLEAN, "Bool", "BOOL"),
    /** {@code torch.complex128}, two float64. */
    COMPLEX128("complex128", 16, Kind.COMPLEX, "ComplexDouble", null),
    /** {@code torch.complex64}, two float32. */
    COMPLEX64("complex64", 8, Kind.COMPLEX, "ComplexFloat", "C64"),
    /** {@code torch.complex32}, two float16. */
    COMPLEX32("complex32", 4, Kind.COMPLEX, null, null),
    /** {@code torch.uint16}. */
    UINT16("uint16", 2, Kind.UNSIGNED, null, "U16"),
    /** {@code torch.uint32}. */
    UINT32("uint32", 4, Kind.UNSIGNED, null, "U32"),
    /** {@code torch.uint64}. */
    UINT64("uint64", 8, Kind.UNSIGNED, null, "U64"),
    /** {@code torch.float8_e4m3fn}: finite values and NaN. */
    FLOAT8_E4M3FN("float8_e4m3fn", 1, Kind.FLOAT, null, "F8_E4M3"),
    /** {@code torch.float8_e5m2}: as IEEE, with infinities. */
    FLOAT8_E5M2("float8_e5m2", 1, Kind.FLOAT, null, "F8_E5M2"),
    /** {@code torch.float8_e4m3fnuz}: no negative zero, one NaN. */
    FLOAT8_E4M3FNUZ("float8_e4m3fnuz", 1, Kind.FLOAT, null, "F8_E4M3FNUZ"),
    /** {@code torch.float8_e5m2fnuz}: no negative zero, one NaN. */
    FLOAT8_E5M2FNUZ("float8_e5m2fnuz", 1, Kind.FLOAT, null, "F8_E5M2FNUZ"),
    /** {@code torch.float8_e8m0fnu}: powers of two, used as scales. */
    FLOAT8_E8M0FNU("float8_e8m0fnu", 1, Kind.FLOAT, null, "F8_E8M0"),
    /** {@code torch.float4_e2m1fn_x2}: two 4-bit floats in a byte, the low half first. */
    FLOAT4_E2M1FN_X2("float4_e2m1fn_x2", 1, Kind.OPAQUE, null, "F4"),
    /** {@code torch.bits8}: bytes without a meaning. */
    BITS8("bits8", 1, Kind.OPAQUE, null, null),
    /** {@code torch.bits16}: 16-bit units without a meaning. */
    BITS16("bits16", 2, Kind.OPAQUE, null, null),
    /** {@code torch.bits1x8}: eight bits in a byte. */
    BITS1X8("bits1x8", 1, Kind.OPAQUE, null, null),
    /** {@code torch.bits2x4}: four 2-bit units in a byte. */
    BITS2X4("bits2x4", 1, Kind.OPAQUE, null, null),
    /** {@code torch.bits4x2}: two 4-bit units in a byte. */
    BITS4X2("bits4x2", 1, Kind.OPAQUE, null, null),
    /** {@code torch.qint8}, quantized. */
    QINT8("qint8", 1, Kind.INTEGER, "QInt8", null),
    /** {@code torch.qint32}, quantized. */
    QINT32("qint32", 4, Kind.INTEGER, "QInt32", null),
    /** {@code torch.quint8}, quantized. */
    QUINT8("quint8", 1, Kind.UNSIGNED, "QUInt8", null),
    /** {@code torch.quint4x2}, quantized, two elements in a byte. */
    QUINT4X2("quint4x2", 1, Kind.OPAQUE, "QUInt4x2", null),
    /** {@code torch.quint2x4}, quantized, four elements in a byte. */
    QUINT2X4("quint2x4", 1, Kind.OPAQUE, "QUInt2x4", null);

    /** How an element's bits are to be read. */
    public enum Kind {
        /** A binary floating-point number. */
        FLOAT,
        /** A signed integer, two's complement. */
        INTEGER,
        /** An unsigned integer. */
        UNSIGNED,
        /** One byte, 0 or 1. */
        BOOLEAN,
        /** A real and an imaginary part, each of half the size. */
        COMPLEX,
        /** Bits that have no number of their own. */
        OPAQUE
    }

    private static final Map<String, ElementType> BY_TORCH_NAME = new HashMap<>();
    private static final Map<String, ElementType> BY_STORAGE_CLASS = new HashMap<>();
    private static final Map<String, ElementType> BY_SAFETENSORS_NAME = new HashMap<>();

    static {
        for (ElementType type : values()) {
            BY_TORCH_NAME.put(type.torchName, type);
            if (type.legacyName != null) {
                BY_STORAGE_CLASS.put(type.legacyName + "Storage", type);
            }
            if (type.safetensorsName != null) {
                BY_SAFETENSORS_NAME.put(type.safetensorsName, type);
            }
        }
    }

    private final String torchName;
    private final int sizeBytes;
    private final Kind kind;
    private final @Nullable String legacyName;
    private final @Nullable String safetensorsName;

    ElementType(
            String torchName, int sizeBytes, Kind kind, @Nullable String legacyName, @Nullable String safetensorsName) {
        this.torchName = torchName;
        this.sizeBytes = sizeBytes;
        this.kind = kind;
        this.legacyName = legacyName;
        this.safetensorsName = safetensorsName;
    }

    /** The type that {@code torch} calls so: {@code float32}. */
    public static Optional<ElementType> ofTorchName(String name) {
        return Optional.ofNullable(BY_TORCH_NAME.get(name));
    }

    /** The type whose storage class is called so: {@code FloatStorage}. */
    public static Optional<ElementType> ofStorageClass(String name) {
        return Optional.ofNullable(BY_STORAGE_CLASS.get(name));
    }

    /** The type that a safetensors header calls so: {@code F32}. */
    public static Optional<ElementType> ofSafetensorsName(String name) {
        return Optional.ofNullable(BY_SAFETENSORS_NAME.get(name));
    }

    /** The name in {@code torch}, without the module: {@code float32}. */
    public String torchName() {
        return torchName;
    }

    /** Bytes an element. */
    public int sizeBytes() {
        return sizeBytes;
    }

    /** How its bits are to be read. */
    public Kind kind() {
        return kind;
    }

    /** The class of its storages in {@code torch}: {@code FloatStorage}; empty for types that lie in an untyped one. */
    public Optional<String> storageClass() {
        return legacyName == null ? Optional.empty() : Optional.of(legacyName + "Storage");
    }

    /** The name in a safetensors header: {@code F32}; empty where that format lacks it. */
    public Optional<String> safetensorsName() {
        return Optional.ofNullable(safetensorsName);
    }

    /** Whether tensors of it are quantized. */
    public boolean isQuantized() {
        return legacyName != null && legacyName.startsWith("Q");
    }

    /** Elements a unit of {@link #sizeBytes()}: 1, but 2 or 4 for the packed quantized types. */
    public int elementsPerUnit() {
        return this == QUINT4X2 ? 2 : this == QUINT2X4 ? 4 : 1;
    }

    /** How many bytes are swapped together where a file is big-endian: the size, but half of it for complex types. */
    public int swapUnitBytes() {
        return kind == Kind.COMPLEX ? sizeBytes / 2 : sizeBytes;
    }

    /** As Python prints it: {@code torch.float32}. */
    @Override
    public String toString() {
        return "torch." + torchName;
    }
}
