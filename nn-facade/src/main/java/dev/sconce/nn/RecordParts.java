package dev.sconce.nn;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records as Java's named tuples: what modules return besides tensors and lists, taken apart and put together again. */
final class RecordParts {
    private RecordParts() {}

    /**
     * The components.
     *
     * @throws IllegalStateException if they cannot be read
     */
    static List<@Nullable Object> of(Record tuple) {
        List<@Nullable Object> parts = new ArrayList<>();
        for (RecordComponent component : tuple.getClass().getRecordComponents()) {
            var accessor = component.getAccessor();
            try {
                accessor.setAccessible(true);
                parts.add(accessor.invoke(tuple));
            } catch (ReflectiveOperationException | RuntimeException e) {
                throw unreadable(tuple, e);
            }
        }
        return parts;
    }

    /**
     * A record of the same class with other components.
     *
     * @throws IllegalStateException if it cannot be made
     */
    static Record rebuilt(Record like, List<? extends @Nullable Object> parts) {
        Class<?>[] types = Arrays.stream(like.getClass().getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<? extends Record> constructor = like.getClass().getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(parts.toArray());
        } catch (InvocationTargetException e) {
            throw unreadable(like, e.getCause());
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw unreadable(like, e);
        }
    }

    private static IllegalStateException unreadable(Record tuple, @Nullable Throwable cause) {
        return new IllegalStateException(
                "The components of record " + tuple.getClass().getName() + " cannot be read and replaced: open package "
                        + tuple.getClass().getPackageName() + " to module dev.sconce.nn",
                cause);
    }
}
