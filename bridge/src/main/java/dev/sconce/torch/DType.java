package dev.sconce.torch;

import java.util.Locale;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The type of a tensor's elements, as {@code torch.dtype}; {@link #toString()} is Python's name without {@code torch.}. */
public enum DType {
    /** Unsigned bytes. */
    UINT8(ScalarType.Byte, 1),
    /** Signed bytes. */
    INT8(ScalarType.Char, 1),
    /** Java's {@code short}. */
    INT16(ScalarType.Short, 2),
    /** Java's {@code int}. */
    INT32(ScalarType.Int, 4),
    /** Java's {@code long}. */
    INT64(ScalarType.Long, 8),
    /** IEEE half precision. */
    FLOAT16(ScalarType.Half, 2),
    /** Java's {@code float}. */
    FLOAT32(ScalarType.Float, 4),
    /** Java's {@code double}. */
    FLOAT64(ScalarType.Double, 8),
    /** Two halves. */
    COMPLEX32(ScalarType.ComplexHalf, 4),
    /** Two floats. */
    COMPLEX64(ScalarType.ComplexFloat, 8),
    /** Two doubles. */
    COMPLEX128(ScalarType.ComplexDouble, 16),
    /** One byte, 0 or 1. */
    BOOL(ScalarType.Bool, 1),
    /** Quantized signed bytes. */
    QINT8(ScalarType.QInt8, 1),
    /** Quantized unsigned bytes. */
    QUINT8(ScalarType.QUInt8, 1),
    /** Quantized ints. */
    QINT32(ScalarType.QInt32, 4),
    /** The upper half of a float. */
    BFLOAT16(ScalarType.BFloat16, 2),
    /** Two quantized 4-bit numbers in a byte. */
    QUINT4X2(ScalarType.QUInt4x2, 1),
    /** Four quantized 2-bit numbers in a byte. */
    QUINT2X4(ScalarType.QUInt2x4, 1),
    /** Eight bits in a byte. */
    BITS1X8(ScalarType.Bits1x8, 1),
    /** Four 2-bit fields in a byte. */
    BITS2X4(ScalarType.Bits2x4, 1),
    /** Two 4-bit fields in a byte. */
    BITS4X2(ScalarType.Bits4x2, 1),
    /** Eight uninterpreted bits. */
    BITS8(ScalarType.Bits8, 1),
    /** Sixteen uninterpreted bits. */
    BITS16(ScalarType.Bits16, 2),
    /** 5 bits of exponent, 2 of mantissa. */
    FLOAT8_E5M2(ScalarType.Float8_e5m2, 1),
    /** 4 bits of exponent, 3 of mantissa, no infinities. */
    FLOAT8_E4M3FN(ScalarType.Float8_e4m3fn, 1),
    /** 5 bits of exponent, 2 of mantissa, no infinities, one zero. */
    FLOAT8_E5M2FNUZ(ScalarType.Float8_e5m2fnuz, 1),
    /** 4 bits of exponent, 3 of mantissa, no infinities, one zero. */
    FLOAT8_E4M3FNUZ(ScalarType.Float8_e4m3fnuz, 1),
    /** Java's {@code char}, as a number. */
    UINT16(ScalarType.UInt16, 2),
    /** Unsigned ints. */
    UINT32(ScalarType.UInt32, 4),
    /** Unsigned longs. */
    UINT64(ScalarType.UInt64, 8),
    /** 1-bit unsigned numbers. */
    UINT1(ScalarType.UInt1, 1),
    /** 2-bit unsigned numbers. */
    UINT2(ScalarType.UInt2, 1),
    /** 3-bit unsigned numbers. */
    UINT3(ScalarType.UInt3, 1),
    /** 4-bit unsigned numbers. */
    UINT4(ScalarType.UInt4, 1),
    /** 5-bit unsigned numbers. */
    UINT5(ScalarType.UInt5, 1),
    /** 6-bit unsigned numbers. */
    UINT6(ScalarType.UInt6, 1),
    /** 7-bit unsigned numbers. */
    UINT7(ScalarType.UInt7, 1),
    /** 1-bit signed numbers. */
    INT1(ScalarType.Int1, 1),
    /** 2-bit signed numbers. */
    INT2(ScalarType.Int2, 1),
    /** 3-bit signed numbers. */
    INT3(ScalarType.Int3, 1),
    /** 4-bit signed numbers. */
    INT4(ScalarType.Int4, 1),
    /** 5-bit signed numbers. */
    INT5(ScalarType.Int5, 1),
    /** 6-bit signed numbers. */
    INT6(ScalarType.Int6, 1),
    /** 7-bit signed numbers. */
    INT7(ScalarType.Int7, 1),
    /** 8 bits of exponent and nothing else. */
    FLOAT8_E8M0FNU(ScalarType.Float8_e8m0fnu, 1),
    /** Two 4-bit floats in a byte. */
    FLOAT4_E2M1FN_X2(ScalarType.Float4_e2m1fn_x2, 1);

    private static final DType[] BY_SCALAR_TYPE = new DType[ScalarType.values().length];

    static {
        for (DType dtype : values()) {
            BY_SCALAR_TYPE[dtype.scalarType.value] = dtype;
        }
    }

    private final ScalarType scalarType;
    private final int itemSize;

    DType(ScalarType scalarType, int itemSize) {
        this.scalarType = scalarType;
        this.itemSize = itemSize;
    }

    /**
     * Finds a type by Python's name, with or without {@code torch.}; aliases such as {@code float} and {@code long} too.
     *
     * @param name the name, such as {@code float32} or {@code torch.bfloat16}
     * @return the type
     * @throws IllegalArgumentException if there is no type of that name
     */
    public static DType of(String name) {
        String plain = name.startsWith("torch.") ? name.substring("torch.".length()) : name;
        return switch (plain) {
            case "half" -> FLOAT16;
            case "float" -> FLOAT32;
            case "double" -> FLOAT64;
            case "short" -> INT16;
            case "int" -> INT32;
            case "long" -> INT64;
            case "chalf" -> COMPLEX32;
            case "cfloat" -> COMPLEX64;
            case "cdouble" -> COMPLEX128;
            default -> byName(plain);
        };
    }

    private static DType byName(String plain) {
        for (DType dtype : values()) {
            if (dtype.toString().equals(plain)) {
                return dtype;
            }
        }
        throw new IllegalArgumentException("There is no dtype \"" + plain + "\"");
    }

    static DType of(ScalarType scalarType) {
        DType dtype = BY_SCALAR_TYPE[scalarType.value];
        if (dtype == null) {
            throw new TorchException("This libtorch has a dtype that Sconce does not know: " + scalarType);
        }
        return dtype;
    }

    /** The type that schemas name by a number. */
    static DType ofCode(long code) {
        DType dtype = code < 0 || code >= BY_SCALAR_TYPE.length ? null : BY_SCALAR_TYPE[(int) code];
        if (dtype == null) {
            throw new TorchException("This libtorch has a dtype that Sconce does not know, number " + code);
        }
        return dtype;
    }

    ScalarType scalarType() {
        return scalarType;
    }

    /** The number by which schemas name this type. */
    int code() {
        return scalarType.value;
    }

    /** Whether elements stand for numbers by a scale and a zero point, which the tensor has. */
    boolean isQuantized() {
        return switch (this) {
            case QINT8, QUINT8, QINT32, QUINT4X2, QUINT2X4 -> true;
            default -> false;
        };
    }

    /**
     * The size of an element in bytes ({@code dtype.itemsize}).
     *
     * @return 1 to 16
     */
    public int itemSize() {
        return itemSize;
    }

    /**
     * As {@code dtype.is_floating_point}.
     *
     * @return whether the elements are real floating-point numbers
     */
    public boolean isFloatingPoint() {
        return switch (this) {
            case FLOAT16,
                    FLOAT32,
                    FLOAT64,
                    BFLOAT16,
                    FLOAT8_E5M2,
                    FLOAT8_E4M3FN,
                    FLOAT8_E5M2FNUZ,
                    FLOAT8_E4M3FNUZ,
                    FLOAT8_E8M0FNU,
                    FLOAT4_E2M1FN_X2 -> true;
            default -> false;
        };
    }

    /**
     * As {@code dtype.is_complex}.
     *
     * @return whether the elements are complex numbers
     */
    public boolean isComplex() {
        return this == COMPLEX32 || this == COMPLEX64 || this == COMPLEX128;
    }

    /** Python's name without {@code torch.}, such as {@code float32}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
