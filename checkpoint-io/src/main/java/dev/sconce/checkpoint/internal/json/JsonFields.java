package dev.sconce.checkpoint.internal.json;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fields of a JSON object, each taken as the one kind of value that it may be. */
public final class JsonFields {
    private final String what;
    private final Map<?, ?> fields;

    private JsonFields(String what, Map<?, ?> fields) {
        this.what = what;
        this.fields = fields;
    }

    /**
     * The fields of a value that must be an object.
     *
     * @param what what it describes, for messages
     * @throws CheckpointFormatException if it is something else
     */
    public static JsonFields of(String what, @Nullable Object value) throws CheckpointFormatException {
        if (value instanceof Map<?, ?> map) {
            return new JsonFields(what, map);
        }
        throw CheckpointFormatException.corrupt(what + " is no JSON object")
                .expected("an object", String.valueOf(value));
    }

    /** All fields. */
    public Map<?, ?> all() {
        return fields;
    }

    private CheckpointFormatException wrong(String name, String wanted) {
        return CheckpointFormatException.corrupt("the field '" + name + "' of " + CheckpointFormatException.quote(what)
                        + " is missing or of the wrong kind")
                .expected(wanted, String.valueOf(fields.get(name)));
    }

    /**
     * A string.
     *
     * @throws CheckpointFormatException if the field is missing or something else
     */
    public String text(String name) throws CheckpointFormatException {
        if (fields.get(name) instanceof String text) {
            return text;
        }
        throw wrong(name, "a string");
    }

    /**
     * An integer.
     *
     * @throws CheckpointFormatException if the field is missing or something else
     */
    public long integer(String name) throws CheckpointFormatException {
        if (fields.get(name) instanceof Long number) {
            return number;
        }
        throw wrong(name, "an integer");
    }

    /**
     * An object.
     *
     * @throws CheckpointFormatException if the field is missing or something else
     */
    public JsonFields object(String name) throws CheckpointFormatException {
        if (fields.get(name) instanceof Map<?, ?> map) {
            return new JsonFields(what + "." + name, map);
        }
        throw wrong(name, "an object");
    }

    /**
     * A list.
     *
     * @throws CheckpointFormatException if the field is missing or something else
     */
    public List<?> list(String name) throws CheckpointFormatException {
        if (fields.get(name) instanceof List<?> list) {
            return list;
        }
        throw wrong(name, "a list");
    }

    /**
     * A list of integers that are 0 or more.
     *
     * @throws CheckpointFormatException if the field is missing or something else
     */
    public long[] naturals(String name) throws CheckpointFormatException {
        List<?> list = list(name);
        long[] numbers = new long[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!(list.get(i) instanceof Long number) || number < 0) {
                throw wrong(name, "a list of integers, each 0 or more");
            }
            numbers[i] = number;
        }
        return numbers;
    }

    /** Whether a field is {@code true}. */
    public boolean isTrue(String name) {
        return Boolean.TRUE.equals(fields.get(name));
    }
}
