package dev.sconce.it.conformance.bind;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Python's attributes of a module, which are public fields or accessors in Java: {@code in_features} is
 * {@code inFeatures}, {@code inFeatures()} or, for truth values, {@code isInFeatures()}.
 */
public final class Attribute {
    private Attribute() {}

    /**
     * Reads an attribute.
     *
     * @param object whose attribute
     * @param name its Python name
     * @param expected what Python has there: where it keeps a size as the number that the user gave, Java may have an
     *     array of one
     * @throws NoSuchJavaException if Java does not show it
     */
    public static @Nullable Object read(Object object, String name, @Nullable Object expected) {
        Object value = read(object, Exceptions.attribute(name, expected));
        boolean single = expected instanceof Number
                && value != null
                && value.getClass().isArray()
                && Array.getLength(value) == 1;
        return single ? Array.get(value, 0) : value;
    }

    /** Whether an object has an attribute that is true. */
    static boolean isTrue(Object object, String name) {
        Optional<Field> field = field(object.getClass(), Names.parameter(name));
        return field.isPresent() && Boolean.TRUE.equals(get(field.get(), object));
    }

    private static @Nullable Object read(Object object, String name) {
        Class<?> type = object.getClass();
        String camel = Names.parameter(name);
        Optional<Field> field = field(type, camel);
        if (field.isPresent()) {
            return get(field.get(), object);
        }
        Method accessor = accessor(type, camel)
                .or(() -> accessor(type, "is" + Character.toUpperCase(camel.charAt(0)) + camel.substring(1)))
                .orElseThrow(() -> new NoSuchJavaException("attribute " + type.getSimpleName() + "." + camel));
        accessor.setAccessible(true);
        return Reflection.run(() -> accessor.invoke(object));
    }

    private static @Nullable Object get(Field field, Object object) {
        field.setAccessible(true);
        return Reflection.run(() -> field.get(object));
    }

    private static Optional<Field> field(Class<?> type, String name) {
        try {
            return Optional.of(type.getField(name));
        } catch (NoSuchFieldException e) {
            return Optional.empty();
        }
    }

    private static Optional<Method> accessor(Class<?> type, String name) {
        try {
            return Optional.of(type.getMethod(name));
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        }
    }
}
