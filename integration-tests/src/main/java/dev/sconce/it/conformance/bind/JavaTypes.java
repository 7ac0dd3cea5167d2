package dev.sconce.it.conformance.bind;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashMap;
import java.util.Map;

/** What generic types stand for. */
final class JavaTypes {
    private JavaTypes() {}

    /** The class that a type is at run time. */
    static Class<?> raw(Type type) {
        if (type instanceof Class<?> raw) {
            return raw;
        }
        if (type instanceof ParameterizedType parameterized) {
            return raw(parameterized.getRawType());
        }
        if (type instanceof WildcardType wildcard) {
            return raw(bound(wildcard));
        }
        if (type instanceof GenericArrayType array) {
            return Array.newInstance(raw(array.getGenericComponentType()), 0).getClass();
        }
        return type instanceof TypeVariable<?> variable ? raw(variable.getBounds()[0]) : Object.class;
    }

    /** The first type argument: {@code Tensor} of {@code List<Tensor>}. */
    static Type argument(Type type) {
        return type instanceof ParameterizedType parameterized
                ? parameterized.getActualTypeArguments()[0]
                : Object.class;
    }

    private static Type bound(WildcardType wildcard) {
        Type[] lower = wildcard.getLowerBounds();
        return lower.length > 0 ? lower[0] : wildcard.getUpperBounds()[0];
    }

    /** What the type variables of a class's superclasses stand for: {@code A} of {@code Module1<A, R>} for a subclass. */
    static Map<TypeVariable<?>, Type> variables(Class<?> from) {
        Map<TypeVariable<?>, Type> variables = new HashMap<>();
        for (Class<?> at = from; at != null; at = at.getSuperclass()) {
            if (at.getGenericSuperclass() instanceof ParameterizedType parent) {
                TypeVariable<?>[] names = raw(parent).getTypeParameters();
                for (int i = 0; i < names.length; i++) {
                    Type argument = parent.getActualTypeArguments()[i];
                    variables.put(names[i], variables.getOrDefault(argument, argument));
                }
            }
        }
        return variables;
    }
}
