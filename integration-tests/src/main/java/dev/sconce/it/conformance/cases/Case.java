package dev.sconce.it.conformance.cases;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * One case: a document and the bytes of its tensors.
 *
 * @param suite the file that it is from, such as {@code modules/Conv2d}
 * @param document the JSON object
 * @param blob the bytes that the document's tensor table points into, little-endian
 */
public record Case(String suite, JsonObject document, ByteBuffer blob) {

    /** The case's name, such as {@code Conv2d/eval/003}; unique within its suite. */
    public String id() {
        return text("id");
    }

    /** What is to be done with it, such as {@code module} or {@code optimizer_error}. */
    public String kind() {
        return text("kind");
    }

    /** A field that holds a text. */
    public String text(String field) {
        return get(field).getAsString();
    }

    /** A field that holds an integer. */
    public long integer(String field) {
        return get(field).getAsLong();
    }

    /** A field that holds a truth value. */
    public boolean flag(String field) {
        return get(field).getAsBoolean();
    }

    /** A field that holds an object. */
    public JsonObject object(String field) {
        return get(field).getAsJsonObject();
    }

    /**
     * A field.
     *
     * @throws IllegalArgumentException if the document has none of that name
     */
    public JsonElement get(String field) {
        JsonElement value = document.get(field);
        if (value == null) {
            throw new IllegalArgumentException("the case has no field \"" + field + "\", only "
                    + document.entrySet().stream().map(Map.Entry::getKey).toList());
        }
        return value;
    }

    /** Whether the document has a field, be it null. */
    public boolean has(String field) {
        return document.has(field);
    }
}
