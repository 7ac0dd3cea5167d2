package dev.sconce.it.conformance.bind;

import dev.sconce.it.conformance.cases.PyValue;
import dev.sconce.nn.Module;
import dev.sconce.torch.Device;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which Java types a Python value suits, and its form there. */
final class Conversions {
    private final Facade facade;

    Conversions(Facade facade) {
        this.facade = facade;
    }

    /**
     * A value for a parameter.
     *
     * @param value the Python value, null for None
     * @param type the parameter's type
     * @return its Java form, or null if the type does not suit it
     */
    @Nullable
    Fit fit(@Nullable Object value, Type type) {
        Class<?> raw = JavaTypes.raw(type);
        if (value == null) {
            return raw.isPrimitive() ? null : Fit.exact(null);
        }
        if (raw.isArray()) {
            return Sequences.array(value, raw.getComponentType(), this);
        }
        if (value instanceof Number || value instanceof Boolean) {
            return Numbers.fit(value, raw);
        }
        if (value instanceof String text) {
            return text(text, raw);
        }
        if (value instanceof PyValue special) {
            return special(special, raw);
        }
        return object(value, type, raw);
    }

    private static @Nullable Fit text(String text, Class<?> raw) {
        if (raw.isInstance(text)) {
            return Fit.exact(text);
        }
        if (raw == Device.class) {
            return Fit.exact(Device.of(text));
        }
        if (raw.isEnum()) {
            for (Object constant : raw.getEnumConstants()) {
                if (((Enum<?>) constant).name().toLowerCase(Locale.ROOT).equals(text)) {
                    return Fit.exact(constant);
                }
            }
        }
        return null;
    }

    private @Nullable Fit special(PyValue value, Class<?> raw) {
        if (value instanceof PyValue.Module spec) {
            Module module = facade.module(spec.document());
            if (raw.isInstance(module)) {
                return Fit.exact(module);
            }
            return raw.isInterface() ? Fit.widened(facade.functions().over(module, raw)) : null;
        }
        if (value instanceof PyValue.Packed packed) {
            Object sequence = facade.packed(packed);
            return raw.isInstance(sequence) ? Fit.exact(sequence) : null;
        }
        if (value instanceof PyValue.Instance instance) {
            return facade.instance(instance, raw);
        }
        if (value instanceof PyValue.Function function) {
            return facade.functions().fit(function, raw);
        }
        if (value instanceof PyValue.Lambda lambda && raw.isInterface()) {
            Object function = Lambdas.find(lambda.source());
            return raw.isInstance(function) ? Fit.exact(function) : null;
        }
        return null;
    }

    private @Nullable Fit object(Object value, Type type, Class<?> raw) {
        if (value instanceof List<?> list && (raw == List.class || raw == Collection.class || raw == Iterable.class)) {
            return Sequences.list(list, JavaTypes.argument(type), this);
        }
        if (raw.isInstance(value)) {
            return raw == Object.class ? Fit.widened(value) : Fit.exact(value);
        }
        return value instanceof List<?> list ? Tuples.fit(list, raw, this) : null;
    }
}
