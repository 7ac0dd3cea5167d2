package dev.sconce.it.conformance.bind;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Python's lists and tuples as Java's arrays and lists. */
final class Sequences {
    private Sequences() {}

    /** An array of the items; a single value is an array of one, as Python takes a number for a size. */
    static @Nullable Fit array(Object value, Class<?> component, Conversions conversions) {
        List<?> items = value instanceof List<?> list ? list : List.of(value);
        Object array = Array.newInstance(component, items.size());
        int cost = value instanceof List ? 0 : 1;
        for (int i = 0; i < items.size(); i++) {
            Fit item = conversions.fit(items.get(i), component);
            if (item == null) {
                return null;
            }
            Array.set(array, i, item.value());
            cost += item.cost();
        }
        return new Fit(array, cost);
    }

    /** A list of the items. */
    static @Nullable Fit list(List<?> values, java.lang.reflect.Type item, Conversions conversions) {
        List<@Nullable Object> list = new ArrayList<>();
        int cost = 0;
        for (Object value : values) {
            Fit fit = conversions.fit(value, item);
            if (fit == null) {
                return null;
            }
            list.add(fit.value());
            cost += fit.cost();
        }
        return new Fit(list, cost);
    }
}
