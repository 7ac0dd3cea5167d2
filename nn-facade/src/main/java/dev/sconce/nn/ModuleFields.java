package dev.sconce.nn;

import dev.sconce.torch.Tensor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of a module class may hold a module, a parameter or a buffer: superclass first, in the order of their
 * declaration. Found once for each class.
 *
 * <p>Synthetic fields (an inner class's reference to its outer object) and {@code transient} ones are left out.
 */
final class ModuleFields {
    private static final ClassValue<ModuleFields> OF_CLASS = new ClassValue<>() {
        @Override
        protected ModuleFields computeValue(Class<?> type) {
            return new ModuleFields(type);
        }
    };

    /** The fields that may hold something to register. */
    final List<Slot> slots;

    /** The fields that may hold something else that a copy of a module should not share: a tensor, a list, a map, an array. */
    final List<Slot> plain;

    /** All fields by the name of the attribute, to tell when a name is taken. */
    private final Map<String, Field> taken = new TreeMap<>();

    private ModuleFields(Class<?> type) {
        List<Slot> found = new ArrayList<>();
        List<Slot> others = new ArrayList<>();
        for (Class<?> owner : fromModuleDownTo(type)) {
            for (Field field : owner.getDeclaredFields()) {
                if (!field.isSynthetic() && !Modifier.isStatic(field.getModifiers())) {
                    add(field, found);
                    if (mayHoldPlain(field)) {
                        others.add(new Slot(nameOf(field), field, false, makeAccessible(field)));
                    }
                }
            }
        }
        slots = List.copyOf(found);
        plain = others.stream().filter(Slot::accessible).toList();
    }

    private static boolean mayHoldPlain(Field field) {
        Class<?> type = field.getType();
        boolean holds = type == Tensor.class
                || type == Object.class
                || (type.isArray() && !type.getComponentType().isPrimitive())
                || Iterable.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type);
        return holds && !isModuleOrTensor(type) && !Modifier.isTransient(field.getModifiers());
    }

    static ModuleFields of(Class<?> type) {
        return OF_CLASS.get(type);
    }

    private static List<Class<?>> fromModuleDownTo(Class<?> type) {
        List<Class<?>> classes = new ArrayList<>();
        for (Class<?> c = type; c != null && c != Module.class; c = c.getSuperclass()) {
            classes.add(c);
        }
        Collections.reverse(classes);
        return classes;
    }

    private void add(Field field, List<Slot> found) {
        String name = nameOf(field);
        boolean registrable = isModuleOrTensor(field.getType());
        if (!registrable && !mayHoldOne(field)) {
            taken.putIfAbsent(name, field);
            return;
        }
        Field hidden = taken.put(name, field);
        if (hidden != null && registrable) {
            throw new IllegalStateException(describe(field) + " hides " + describe(hidden)
                    + ": in Python they would be one attribute; assign the inherited field instead");
        }
        if (!Modifier.isTransient(field.getModifiers())) {
            found.add(new Slot(name, field, registrable, makeAccessible(field)));
        }
    }

    private static String nameOf(Field field) {
        RegisteredAs registeredAs = field.getAnnotation(RegisteredAs.class);
        return registeredAs == null ? field.getName() : registeredAs.value();
    }

    private static boolean isModuleOrTensor(Class<?> type) {
        return Module.class.isAssignableFrom(type)
                || Parameter.class.isAssignableFrom(type)
                || Buffer.class.isAssignableFrom(type);
    }

    /** As in Python, what counts is the value: a field of a wider type is looked at too. */
    private static boolean mayHoldOne(Field field) {
        Class<?> type = field.getType();
        return type == Tensor.class || type.isInterface() || type.isAssignableFrom(Module.class);
    }

    private static boolean makeAccessible(Field field) {
        try {
            field.setAccessible(true);
            return true;
        } catch (InaccessibleObjectException | SecurityException e) {
            return false;
        }
    }

    static String describe(Field field) {
        return field.getDeclaringClass().getSimpleName() + "." + field.getName();
    }

    /** The field that makes {@code name} an attribute that is nothing to register, or null. */
    @Nullable
    Field otherAttribute(String name) {
        Field field = taken.get(name);
        return field == null || isModuleOrTensor(field.getType()) || mayHoldOne(field) ? null : field;
    }

    /**
     * One field.
     *
     * @param name the name of the attribute
     * @param certain whether its type says that it holds a module, parameter or buffer, if anything
     * @param accessible whether reflection may read it
     */
    record Slot(String name, Field field, boolean certain, boolean accessible) {
        @Nullable
        Object get(Module owner) {
            try {
                return field.get(owner);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e); // setAccessible succeeded
            }
        }

        boolean isSettable() {
            return accessible && !Modifier.isFinal(field.getModifiers());
        }

        void set(Module owner, @Nullable Object value) {
            if (value != null && !field.getType().isInstance(value)) {
                throw new IllegalArgumentException(
                        "cannot assign '" + value.getClass().getSimpleName() + "' to " + describe(field) + " ("
                                + field.getType().getSimpleName() + " or null expected)");
            }
            try {
                field.set(owner, value);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e); // asked isSettable before
            }
        }
    }
}
