package dev.sconce.nn;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is registered with a container as a live map, in its order.
 *
 * @param <V> modules or parameters
 */
final class RegisteredMap<V extends @Nullable Object> extends AbstractMap<String, V> {
    private final Module container;
    private final Function<Registry.Entry, V> read;
    private final BiConsumer<String, V> write;

    RegisteredMap(Module container, Function<Registry.Entry, V> read, BiConsumer<String, V> write) {
        this.container = container;
        this.read = read;
        this.write = write;
    }

    @Override
    public @Nullable V put(String key, V value) {
        @Nullable V before = get(key);
        write.accept(key, value);
        return before;
    }

    @Override
    public Set<Map.Entry<String, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return container.registry().entries().size();
            }

            @Override
            public Iterator<Map.Entry<String, V>> iterator() {
                return new Entries();
            }
        };
    }

    /** Goes through the names that there were at its beginning. */
    private final class Entries implements Iterator<Map.Entry<String, V>> {
        private final Iterator<Registry.Entry> entries =
                List.copyOf(container.registry().entries()).iterator();
        private @Nullable String last;

        @Override
        public boolean hasNext() {
            return entries.hasNext();
        }

        @Override
        public Map.Entry<String, V> next() {
            Registry.Entry entry = entries.next();
            last = entry.name;
            return new SimpleEntry<>(entry.name, read.apply(entry)) {
                @Override
                public V setValue(V value) {
                    write.accept(entry.name, value);
                    return super.setValue(value);
                }
            };
        }

        @Override
        public void remove() {
            String name = last;
            if (name == null) {
                throw new IllegalStateException("nothing to remove");
            }
            container.unregister(name);
            last = null;
        }
    }
}
