package dev.sconce.checkpoint.model;

import java.nio.ByteBuffer;

/** Reads one element after the other as a Java number. */
final class ElementDecoder {
    private static final long BYTE_MASK = 0xff;
    private static final long SHORT_MASK = 0xffff;
    private static final long INT_MASK = 0xffff_ffffL;
    private static final double TWO_TO_64 = 0x1p64;

    private final ElementType type;

    private ElementDecoder(ElementType type) {
        this.type = type;
    }

    static ElementDecoder of(ElementType type) {
        if (type.kind() == ElementType.Kind.COMPLEX || type.kind() == ElementType.Kind.OPAQUE) {
            throw new IllegalArgumentException("elements of " + type + " are not single numbers; read their bytes");
        }
        return new ElementDecoder(type);
    }

    double nextDouble(ByteBuffer chunk) {
        if (type.kind() != ElementType.Kind.FLOAT) {
            long value = nextLong(chunk);
            return type == ElementType.UINT64 && value < 0 ? value + TWO_TO_64 : value;
        }
        return switch (type) {
            case FLOAT64 -> chunk.getDouble();
            case FLOAT32 -> chunk.getFloat();
            case BFLOAT16 -> Float.intBitsToFloat(chunk.getShort() << Short.SIZE);
            case FLOAT16 -> SmallFloat.FLOAT16.toDouble(chunk.getShort() & 0xffff);
            case FLOAT8_E5M2 -> SmallFloat.E5M2.toDouble(chunk.get() & 0xff);
            case FLOAT8_E4M3FN -> SmallFloat.E4M3FN.toDouble(chunk.get() & 0xff);
            case FLOAT8_E4M3FNUZ -> SmallFloat.E4M3FNUZ.toDouble(chunk.get() & 0xff);
            case FLOAT8_E5M2FNUZ -> SmallFloat.E5M2FNUZ.toDouble(chunk.get() & 0xff);
            case FLOAT8_E8M0FNU -> SmallFloat.E8M0FNU.toDouble(chunk.get() & 0xff);
            default -> throw new AssertionError(type);
        };
    }

    long nextLong(ByteBuffer chunk) {
        if (type.kind() == ElementType.Kind.FLOAT) {
            throw new IllegalArgumentException("elements of " + type + " are no integers; read them as doubles");
        }
        boolean signed = type.kind() == ElementType.Kind.INTEGER;
        return switch (type.sizeBytes()) {
            case 1 -> signed ? chunk.get() : chunk.get() & BYTE_MASK;
            case 2 -> signed ? chunk.getShort() : chunk.getShort() & SHORT_MASK;
            case 4 -> signed ? chunk.getInt() : chunk.getInt() & INT_MASK;
            default -> chunk.getLong();
        };
    }
}
