package dev.sconce.data;

import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Records by their components, Python's named tuples. */
final class RecordBatch {
    private RecordBatch() {}

    /** A record of the same class whose components are batches. */
    static Object collate(List<?> samples) {
        Class<?> type = samples.get(0).getClass();
        RecordComponent[] components = type.getRecordComponents();
        Object[] batches = new Object[components.length];
        for (int i = 0; i < batches.length; i++) {
            List<Object> values = new ArrayList<>(samples.size());
            for (Object sample : samples) {
                values.add(component(components[i], sample));
            }
            batches[i] = DefaultCollate.collate(values);
        }
        return make(type, components, batches);
    }

    /** The components of a record. */
    static List<Object> components(Object made) {
        return Arrays.stream(made.getClass().getRecordComponents())
                .map(component -> component(component, made))
                .toList();
    }

    /** A record of the same class with other components. */
    static Object map(Object made, UnaryOperator<Object> change) {
        Object[] changed = components(made).stream().map(change).toArray();
        return make(made.getClass(), made.getClass().getRecordComponents(), changed);
    }

    private static Object component(RecordComponent component, Object owner) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(owner);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(component + " of " + owner.getClass() + " failed", e.getCause());
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            throw closed(owner.getClass(), e);
        }
    }

    private static Object make(Class<?> type, RecordComponent[] components, Object[] values) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        for (int i = 0; i < types.length; i++) {
            if (!types[i].isInstance(values[i])) {
                throw new IllegalArgumentException("The component '" + components[i] + "' of " + type
                        + " cannot hold a batch, which is a "
                        + values[i].getClass().getSimpleName()
                        + ": declare it so, or give the loader a Collate of its own");
            }
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("The constructor of " + type + " failed", e.getCause());
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            throw closed(type, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Every record has a canonical constructor, but not " + type, e);
        }
    }

    private static IllegalArgumentException closed(Class<?> type, Exception cause) {
        return new IllegalArgumentException(
                type
                        + " cannot be looked into: open its package to this module, or give the loader a Collate of its own",
                cause);
    }
}
