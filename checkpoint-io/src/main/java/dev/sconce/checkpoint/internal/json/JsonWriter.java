package dev.sconce.checkpoint.internal.json;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes maps, collections, strings, numbers, booleans and null as JSON in ASCII, whatever their nesting. Doubles must be
 * finite.
 */
public final class JsonWriter {
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_ASCII = 0x7e;

    private final StringBuilder text = new StringBuilder();
    private final Deque<Frame> open = new ArrayDeque<>();

    private JsonWriter() {}

    /** A map or a collection whose items are being written. */
    private static final class Frame {
        private final Iterator<?> items;
        private final char close;
        private boolean first = true;

        Frame(Iterator<?> items, char close) {
            this.items = items;
            this.close = close;
        }
    }

    /**
     * The JSON text of a value.
     *
     * @throws IllegalArgumentException if JSON has no such value
     */
    public static String write(@Nullable Object value) {
        var writer = new JsonWriter();
        writer.append(value);
        while (!writer.open.isEmpty()) {
            writer.step(writer.open.peek());
        }
        return writer.text.toString();
    }

    private void step(Frame frame) {
        if (!frame.items.hasNext()) {
            text.append(frame.close);
            open.pop();
            return;
        }
        if (!frame.first) {
            text.append(',');
        }
        frame.first = false;
        Object item = frame.items.next();
        if (frame.close == '}') {
            var entry = (Map.Entry<?, ?>) item;
            appendString((String) entry.getKey());
            text.append(':');
            append(entry.getValue());
        } else {
            append(item);
        }
    }

    private void append(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            text.append('{');
            open.push(new Frame(map.entrySet().iterator(), '}'));
        } else if (value instanceof Collection<?> items) {
            text.append('[');
            open.push(new Frame(items.iterator(), ']'));
        } else if (value instanceof String string) {
            appendString(string);
        } else if (value == null || value instanceof Boolean || value instanceof Long || value instanceof Integer) {
            text.append(value);
        } else if (value instanceof Double number && Double.isFinite(number)) {
            text.append(number);
        } else {
            throw new IllegalArgumentException("JSON has no " + value);
        }
    }

    private void appendString(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < FIRST_PRINTABLE || c > LAST_ASCII) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
