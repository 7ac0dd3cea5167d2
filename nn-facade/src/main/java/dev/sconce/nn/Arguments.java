package dev.sconce.nn;

import dev.sconce.nn.internal.PyText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a module is called with: Python's {@code *args} and {@code **kwargs}.
 *
 * @param args the arguments by position
 * @param kwargs the arguments by name
 */
public record Arguments(List<@Nullable Object> args, Map<String, @Nullable Object> kwargs) {
    /** Copies both; they cannot be changed afterwards. */
    public Arguments {
        args = Collections.unmodifiableList(new ArrayList<>(args));
        kwargs = kwargs.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(kwargs));
    }

    /**
     * Arguments by position only.
     *
     * @param args the arguments
     * @return the arguments
     */
    public static Arguments of(@Nullable Object... args) {
        return new Arguments(Collections.unmodifiableList(java.util.Arrays.asList(args)), Map.of());
    }

    /** What a hook gave back for the arguments: a list stands for all of them, anything else for a single one. */
    Arguments replacedBy(Object replacement) {
        List<@Nullable Object> replaced = new ArrayList<>();
        if (replacement instanceof List<?> list) {
            replaced.addAll(list);
        } else {
            replaced.add(replacement);
        }
        return new Arguments(replaced, kwargs);
    }

    /**
     * An argument that may be given by position or by name, as a parameter of a Python function.
     *
     * @param index its position
     * @param name its name
     * @param byDefault its value if it is not given
     * @param <T> its type, which the caller vouches for
     * @return its value
     */
    @SuppressWarnings("TypeParameterUnusedInFormals") // the Python signature is not in Java's types
    public <T extends @Nullable Object> T get(int index, String name, @Nullable Object byDefault) {
        if (index < args.size()) {
            return Untyped.cast(args.get(index));
        }
        return Untyped.cast(kwargs.containsKey(name) ? kwargs.get(name) : byDefault);
    }

    /**
     * Calls a module with these arguments, its hooks included, whatever its signature: for code that knows no more of a
     * module than that it can be called.
     *
     * @param module the module
     * @return its output
     * @throws IllegalArgumentException if it takes other arguments
     * @throws UnsupportedOperationException if it cannot be called, as a {@link ModuleList}
     */
    public @Nullable Object passTo(Module module) {
        return module.callAny(this);
    }

    /** Checks that there are exactly so many arguments by position and none by name. */
    void requirePositional(String module, int count) {
        if (args.size() != count || !kwargs.isEmpty()) {
            throw new IllegalArgumentException(module + ".forward() takes " + count + " positional argument"
                    + (count == 1 ? "" : "s") + " but " + args.size() + " were given"
                    + (kwargs.isEmpty() ? "" : ", and " + PyText.repr(kwargs.keySet())));
        }
    }
}
