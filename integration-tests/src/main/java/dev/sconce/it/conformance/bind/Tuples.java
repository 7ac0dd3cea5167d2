package dev.sconce.it.conformance.bind;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Python tuple where Java has a record: {@code (h, c)} of an LSTM. */
final class Tuples {
    private Tuples() {}

    /** The record of the items in order, or null if the class is no record of so many. */
    static @Nullable Fit fit(List<?> items, Class<?> raw, Conversions conversions) {
        if (!raw.isRecord() || raw.getRecordComponents().length != items.size()) {
            return null;
        }
        RecordComponent[] components = raw.getRecordComponents();
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            Fit item = conversions.fit(items.get(i), components[i].getGenericType());
            if (item == null) {
                return null;
            }
            values[i] = item.value();
        }
        return Fit.exact(create(raw, components, values));
    }

    private static Object create(Class<?> raw, RecordComponent[] components, @Nullable Object[] values) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = raw.getDeclaredConstructor(types);
            return Reflection.run(() -> constructor.newInstance(values));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record without its own constructor: " + raw, e);
        }
    }
}
