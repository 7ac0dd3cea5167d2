package dev.sconce.torch;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Python's {@code collections.OrderedDict} in a checkpoint: a map that is written back as one, with its attributes. */
public final class OrderedDict extends LinkedHashMap<@Nullable Object, @Nullable Object> {
    private static final long serialVersionUID = 1;

    private final transient Map<String, @Nullable Object> attributes = new LinkedHashMap<>();

    /**
     * The instance attributes.
     *
     * @return the live, ordered map
     */
    public Map<String, @Nullable Object> attributes() {
        return attributes;
    }
}
