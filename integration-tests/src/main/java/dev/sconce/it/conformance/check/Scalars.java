package dev.sconce.it.conformance.check;

import dev.sconce.it.conformance.cases.PyValue;
import dev.sconce.torch.DType;
import dev.sconce.torch.Device;
import java.math.BigInteger;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** When a Java value is the Python one. */
final class Scalars {
    private Scalars() {}

    /** Whether Java's value says what Python's does: numbers by value, enums by name, NaN is NaN. */
    static boolean isSame(@Nullable Object got, @Nullable Object expected) {
        if (got == null || expected == null) {
            return got == expected;
        }
        if (got instanceof Number mine && expected instanceof Number theirs) {
            return isSameNumber(mine, theirs);
        }
        if (expected instanceof String text) {
            return text.equals(text(got));
        }
        if (expected instanceof PyValue.ClassName name) {
            return got instanceof Class<?> type && name.path().endsWith("." + type.getSimpleName());
        }
        return got.equals(expected);
    }

    private static boolean isSameNumber(Number got, Number expected) {
        if (isWhole(got) && isWhole(expected)) {
            return new BigInteger(got.toString()).equals(new BigInteger(expected.toString()));
        }
        double theirs = expected.doubleValue();
        double rounded = got instanceof Float ? (float) theirs : theirs;
        return got.doubleValue() == rounded || (Double.isNaN(got.doubleValue()) && Double.isNaN(rounded));
    }

    /** Whether two real numbers differ, but not by more than elements of tensors may. */
    static boolean isClose(@Nullable Object got, @Nullable Object expected) {
        if (!(got instanceof Double mine) || !(expected instanceof Double theirs)) {
            return false;
        }
        double difference = Math.abs(mine - theirs);
        return difference > 0 && difference <= TensorComparison.tolerance(theirs);
    }

    /** Whether it is a number of a type without fractions. */
    static boolean isWhole(@Nullable Object value) {
        return value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte
                || value instanceof BigInteger;
    }

    private static @Nullable String text(Object got) {
        if (got instanceof Enum<?> constant) {
            return got instanceof DType ? got.toString() : constant.name().toLowerCase(Locale.ROOT);
        }
        return got instanceof String || got instanceof Device ? got.toString() : null;
    }
}
