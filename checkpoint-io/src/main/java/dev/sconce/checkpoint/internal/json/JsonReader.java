package dev.sconce.checkpoint.internal.json;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import dev.sconce.checkpoint.core.ReadLimits;
import dev.sconce.checkpoint.internal.heap.HeapBudget;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259) strictly: UTF-8, no comments, no key twice in an object, nothing after the value but blanks.
 *
 * <p>Objects become maps in their order, arrays lists, integers Long, other numbers Double, null null.
 */
public final class JsonReader {
    private static final int HEX = 16;

    /** A map, and what is made of an object of the text. */
    private static final int OBJECT_BYTES = 300;

    private static final int ENTRY_BYTES = 100;
    private static final int ITEM_BYTES = 32;

    private final CharBuffer text;
    private final HeapBudget budget;
    private final int maxDepth;
    private int depth;

    private JsonReader(CharBuffer text, HeapBudget budget, int maxDepth) {
        this.text = text;
        this.maxDepth = maxDepth;
        this.budget = budget;
    }

    /**
     * Reads one value.
     *
     * @param limits how much heap it may take
     * @throws CheckpointFormatException if it is no JSON; with the offset of the character
     */
    public static @Nullable Object read(ByteBuffer utf8, ReadLimits limits) throws CheckpointFormatException {
        var budget = new HeapBudget(limits);
        budget.take((long) Character.BYTES * utf8.remaining());
        CharBuffer text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(utf8.duplicate());
        } catch (CharacterCodingException e) {
            throw CheckpointFormatException.corrupt("the JSON text is not UTF-8")
                    .causedBy(e);
        }
        var reader = new JsonReader(text, budget, limits.maxJsonDepth());
        try {
            Object value = reader.value();
            reader.skipBlanks();
            if (reader.text.hasRemaining()) {
                throw CheckpointFormatException.corrupt("something follows the JSON value");
            }
            return value;
        } catch (CheckpointFormatException e) {
            throw e.at(reader.text.position());
        }
    }

    private void skipBlanks() {
        while (text.hasRemaining() && " \t\r\n".indexOf(peek()) >= 0) {
            text.get();
        }
    }

    private char peek() {
        return text.get(text.position());
    }

    private char next() throws CheckpointFormatException {
        if (!text.hasRemaining()) {
            throw CheckpointFormatException.corrupt("the JSON text ends too early");
        }
        return text.get();
    }

    private void expect(char wanted) throws CheckpointFormatException {
        skipBlanks();
        char got = next();
        if (got != wanted) {
            throw CheckpointFormatException.corrupt("the JSON text is wrong")
                    .expected("'" + wanted + "'", "'" + got + "'");
        }
    }

    private boolean skipIf(char wanted) {
        skipBlanks();
        if (text.hasRemaining() && peek() == wanted) {
            text.get();
            return true;
        }
        return false;
    }

    private @Nullable Object value() throws CheckpointFormatException {
        skipBlanks();
        if (!text.hasRemaining()) {
            throw CheckpointFormatException.corrupt("the JSON text ends too early");
        }
        return switch (peek()) {
            case '{' -> nested(true);
            case '[' -> nested(false);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Object nested(boolean isObject) throws CheckpointFormatException {
        if (++depth > maxDepth) {
            throw CheckpointFormatException.limit("the depth of the JSON text", depth, maxDepth, "maxJsonDepth");
        }
        Object value = isObject ? object() : array();
        depth--;
        return value;
    }

    private Map<String, @Nullable Object> object() throws CheckpointFormatException {
        budget.take(OBJECT_BYTES);
        var map = new LinkedHashMap<String, @Nullable Object>();
        expect('{');
        if (skipIf('}')) {
            return map;
        }
        do {
            skipBlanks();
            String key = string();
            if (map.containsKey(key)) {
                throw CheckpointFormatException.corrupt(
                        "the key '" + CheckpointFormatException.quote(key) + "' stands twice in one JSON object");
            }
            expect(':');
            budget.take(ENTRY_BYTES);
            map.put(key, value());
        } while (skipIf(','));
        expect('}');
        return map;
    }

    private List<@Nullable Object> array() throws CheckpointFormatException {
        var list = new ArrayList<@Nullable Object>();
        expect('[');
        if (skipIf(']')) {
            return list;
        }
        do {
            budget.take(ITEM_BYTES);
            list.add(value());
        } while (skipIf(','));
        expect(']');
        return list;
    }

    private String string() throws CheckpointFormatException {
        expect('"');
        var string = new StringBuilder();
        for (char c = next(); c != '"'; c = next()) {
            if (c < ' ') {
                throw CheckpointFormatException.corrupt("a JSON string holds a control character");
            }
            string.append(c == '\\' ? escaped() : c);
        }
        return string.toString();
    }

    private char escaped() throws CheckpointFormatException {
        char c = next();
        if (c == 'u') {
            int code = 0;
            for (int i = 0; i < 4; i++) {
                int digit = Character.digit(next(), HEX);
                if (digit < 0) {
                    throw CheckpointFormatException.corrupt("a JSON string has a wrong escape");
                }
                code = code * HEX + digit;
            }
            return (char) code;
        }
        int known = "\"\\/bfnrt".indexOf(c);
        if (known < 0) {
            throw CheckpointFormatException.corrupt("a JSON string has a wrong escape");
        }
        return "\"\\/\b\f\n\r\t".charAt(known);
    }

    private @Nullable Object word(String word, @Nullable Object value) throws CheckpointFormatException {
        for (int i = 0; i < word.length(); i++) {
            if (next() != word.charAt(i)) {
                throw CheckpointFormatException.corrupt("the JSON text is wrong")
                        .expected(word, "another word");
            }
        }
        return value;
    }

    private Object number() throws CheckpointFormatException {
        var digits = new StringBuilder();
        while (text.hasRemaining() && "+-.eE0123456789".indexOf(peek()) >= 0) {
            digits.append(text.get());
        }
        try {
            if (digits.toString().matches("-?(0|[1-9][0-9]*)")) {
                return Long.valueOf(digits.toString());
            } else if (digits.toString().matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
                return Double.valueOf(digits.toString());
            }
        } catch (NumberFormatException e) {
            throw CheckpointFormatException.corrupt("a JSON number is beyond 64 bits")
                    .causedBy(e);
        }
        throw CheckpointFormatException.corrupt("a JSON value is wrong").expected("a value", "'" + digits + "'");
    }
}
