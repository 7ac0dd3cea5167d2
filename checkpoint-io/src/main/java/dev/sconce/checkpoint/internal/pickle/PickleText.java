package dev.sconce.checkpoint.internal.pickle;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Text as pickles hold it: UTF-8 in which lone surrogates have codes too (Python's error handler {@code surrogatepass}), and
 * the escapes of protocol 0.
 */
final class PickleText {
    private static final int HEX = 16;
    private static final int MIN_THREE_BYTES = 0x800;
    private static final int MIN_FOUR_BYTES = 0x10000;
    private static final int CONTINUATION_BITS = 6;
    private static final int CONTINUATION_MASK = 0x3f;

    private PickleText() {}

    static String decode(byte[] bytes) throws CheckpointFormatException {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] < 0) {
                return decodeFrom(bytes, i);
            }
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String decodeFrom(byte[] bytes, int asciiLength) throws CheckpointFormatException {
        var text = new StringBuilder(bytes.length);
        text.append(new String(bytes, 0, asciiLength, StandardCharsets.ISO_8859_1));
        for (int i = asciiLength; i < bytes.length; ) {
            int first = bytes[i] & 0xff;
            int length =
                    first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
            if (length == 0 || i + length > bytes.length) {
                throw notUtf8(i);
            }
            int code = length == 1 ? first : first & (0x7f >> length);
            for (int j = 1; j < length; j++) {
                int next = bytes[i + j] & 0xff;
                if (next >> CONTINUATION_BITS != 2) {
                    throw notUtf8(i);
                }
                code = (code << CONTINUATION_BITS) | (next & CONTINUATION_MASK);
            }
            if ((length == 3 && code < MIN_THREE_BYTES)
                    || (length == 4 && (code < MIN_FOUR_BYTES || code > Character.MAX_CODE_POINT))) {
                throw notUtf8(i);
            }
            text.appendCodePoint(code);
            i += length;
        }
        return text.toString();
    }

    private static CheckpointFormatException notUtf8(int index) {
        return CheckpointFormatException.corrupt("a string is not UTF-8, at its byte " + index);
    }

    static byte[] encode(String text) {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < text.length(); i++) {
            if (isLoneSurrogate(text, i)) {
                return encodeSurrogates(text);
            }
        }
        return plain;
    }

    private static boolean isLoneSurrogate(String text, int index) {
        char c = text.charAt(index);
        if (!Character.isSurrogate(c)) {
            return false;
        }
        boolean pairedAfter = Character.isHighSurrogate(c)
                && index + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(index + 1));
        boolean pairedBefore =
                Character.isLowSurrogate(c) && index > 0 && Character.isHighSurrogate(text.charAt(index - 1));
        return !pairedAfter && !pairedBefore;
    }

    private static byte[] encodeSurrogates(String text) {
        var bytes = new ByteArrayOutputStream(text.length() * 3);
        text.codePoints().forEach(code -> {
            if (code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE) {
                bytes.write(0xe0 | (code >> (2 * CONTINUATION_BITS)));
                bytes.write(0x80 | ((code >> CONTINUATION_BITS) & CONTINUATION_MASK));
                bytes.write(0x80 | (code & CONTINUATION_MASK));
            } else {
                bytes.writeBytes(Character.toString(code).getBytes(StandardCharsets.UTF_8));
            }
        });
        return bytes.toByteArray();
    }

    /** The bytes that a {@code STRING} operand stands for: a quoted Python 2 literal. */
    static byte[] unquote(String literal) throws CheckpointFormatException {
        String text = literal.strip();
        int last = text.length() - 1;
        if (last < 1 || text.charAt(0) != text.charAt(last) || "'\"".indexOf(text.charAt(0)) < 0) {
            throw CheckpointFormatException.corrupt("the operand of STRING is not quoted");
        }
        var bytes = new ByteArrayOutputStream(last);
        for (int i = 1; i < last; i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 >= last) {
                bytes.write(c);
                continue;
            }
            char escaped = text.charAt(++i);
            int simple = "abfnrtv\\'\"".indexOf(escaped);
            if (simple >= 0) {
                bytes.write("\u0007\b\f\n\r\t\u000b\\'\"".charAt(simple));
            } else if (escaped == 'x' && i + 2 < last) {
                bytes.write(hex(text, i + 1, 2));
                i += 2;
            } else {
                bytes.write('\\');
                bytes.write(escaped);
            }
        }
        return bytes.toByteArray();
    }

    /** The text that a {@code UNICODE} operand stands for: Latin-1 with {@code \}{@code uXXXX} and {@code \UXXXXXXXX}. */
    static String unescape(String line) throws CheckpointFormatException {
        var text = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            char kind = line.charAt(i) == '\\' && i + 1 < line.length() ? line.charAt(i + 1) : 0;
            int digits = kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
            if (digits == 0) {
                text.append(line.charAt(i));
                continue;
            }
            int code = i + 2 + digits <= line.length() ? hex(line, i + 2, digits) : -1;
            if (code < 0 || code > Character.MAX_CODE_POINT) {
                throw CheckpointFormatException.corrupt("a string has a wrong escape");
            }
            text.appendCodePoint(code);
            i += 1 + digits;
        }
        return text.toString();
    }

    private static int hex(String text, int start, int count) throws CheckpointFormatException {
        try {
            return Integer.parseUnsignedInt(text, start, start + count, HEX);
        } catch (NumberFormatException e) {
            throw CheckpointFormatException.corrupt("a string has a wrong escape")
                    .causedBy(e);
        }
    }
}
