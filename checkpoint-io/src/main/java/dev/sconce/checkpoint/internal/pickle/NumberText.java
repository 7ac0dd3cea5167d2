package dev.sconce.checkpoint.internal.pickle;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.ReadLimits;
import dev.sconce.checkpoint.model.PyBool;
import dev.sconce.checkpoint.model.PyFloat;
import dev.sconce.checkpoint.model.PyInt;
import dev.sconce.checkpoint.model.PyValue;
import java.math.BigInteger;
import java.util.regex.Pattern;

/** Numbers: as text in protocol 0, as two's complement of any length in the binary ones. */
final class NumberText {
    /** A byte of a binary number is worth 2.4 decimal digits. */
    private static final double DIGITS_PER_BYTE = 2.41;

    private static final int MAX_FLOAT_CHARS = 1000;
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern FLOAT =
            Pattern.compile("[+-]?(inf|nan|infinity|([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?)");

    private NumberText() {}

    /** The operand of {@code INT}: a number, or {@code 00} and {@code 01} for the booleans. */
    static PyValue integer(PickleInput input, ReadLimits limits) throws CheckpointFormatException {
        String text = input.nextLine(Integer.MAX_VALUE);
        if (text.equals("00") || text.equals("01")) {
            return PyBool.of(text.equals("01"));
        }
        return parse(text, limits);
    }

    /** The operand of {@code LONG}: a number with an L. */
    static PyValue longInteger(PickleInput input, ReadLimits limits) throws CheckpointFormatException {
        String text = input.nextLine(Integer.MAX_VALUE);
        return parse(text.endsWith("L") ? text.substring(0, text.length() - 1) : text, limits);
    }

    private static PyValue parse(String text, ReadLimits limits) throws CheckpointFormatException {
        long maxDigits = (long) (limits.maxIntegerBytes() * DIGITS_PER_BYTE);
        if (text.length() > maxDigits) {
            throw CheckpointFormatException.limit(
                    "the digits of an integer", text.length(), maxDigits, "maxIntegerBytes");
        }
        String digits = text.strip();
        if (!INTEGER.matcher(digits).matches()) {
            throw CheckpointFormatException.corrupt("an integer is wanted")
                    .expected("decimal digits", "'" + text + "'");
        }
        return PyInt.of(new BigInteger(digits));
    }

    /** The operand of {@code FLOAT}. */
    static PyValue decimal(PickleInput input) throws CheckpointFormatException {
        String text = input.nextLine(MAX_FLOAT_CHARS).strip();
        if (!FLOAT.matcher(text).matches()) {
            throw CheckpointFormatException.corrupt("a float is wanted").expected("a decimal number", "'" + text + "'");
        }
        String unsigned = text.replaceFirst("^[+-]", "");
        double sign = text.startsWith("-") ? -1 : 1;
        return new PyFloat(
                switch (unsigned.charAt(0)) {
                    case 'i' -> sign * Double.POSITIVE_INFINITY;
                    case 'n' -> Double.NaN;
                    default -> Double.parseDouble(text);
                });
    }

    /** Two's complement, little-endian; no bytes are 0. */
    static PyValue binary(PickleInput input, long length, ReadLimits limits) throws CheckpointFormatException {
        if (length > limits.maxIntegerBytes()) {
            throw CheckpointFormatException.limit(
                    "the bytes of an integer", length, limits.maxIntegerBytes(), "maxIntegerBytes");
        }
        byte[] bytes = input.nextBytes(length);
        for (int i = 0, j = bytes.length - 1; i < j; i++, j--) {
            byte swapped = bytes[i];
            bytes[i] = bytes[j];
            bytes[j] = swapped;
        }
        return bytes.length == 0 ? PyInt.of(0) : PyInt.of(new BigInteger(bytes));
    }

    /** A memo number as text. */
    static int memoIndex(PickleInput input) throws CheckpointFormatException {
        String text = input.nextLine(MAX_FLOAT_CHARS);
        try {
            int index = Integer.parseInt(text.strip());
            if (index >= 0) {
                return index;
            }
        } catch (NumberFormatException e) {
            throw wrongIndex(text).causedBy(e);
        }
        throw wrongIndex(text);
    }

    private static CheckpointFormatException wrongIndex(String text) {
        return CheckpointFormatException.corrupt("a memo number is wanted")
                .expected("0 to 2147483647", "'" + text + "'");
    }
}
