package dev.sconce.nn;

import java.util.IdentityHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Copies modules with all that is in them, as {@code copy.deepcopy}: what is shared inside stays shared in the copy.
 * Parameters and buffers may be copied otherwise, as replicas are.
 */
final class ModuleCopy {
    private final IdentityHashMap<Object, Object> copies = new IdentityHashMap<>();
    private final UnaryOperator<Parameter> parameters;
    private final UnaryOperator<Buffer> buffers;

    private ModuleCopy(UnaryOperator<Parameter> parameters, UnaryOperator<Buffer> buffers) {
        this.parameters = parameters;
        this.buffers = buffers;
    }

    static <M extends Module> M of(M module) {
        return of(module, Parameter::copy, Buffer::copy);
    }

    @SuppressWarnings("unchecked") // a copy has the class of what it copies
    static <M extends Module> M of(M module, UnaryOperator<Parameter> parameters, UnaryOperator<Buffer> buffers) {
        return (M) new ModuleCopy(parameters, buffers).copy(module);
    }

    /** The copy of a module, parameter or buffer, or null of null. */
    @Nullable
    Object copyValue(@Nullable Object value) {
        if (value instanceof Module module) {
            return copy(module);
        }
        if (value instanceof DerivedTensor derived) {
            return copies.computeIfAbsent(derived, key -> derived.copyOfValues());
        }
        if (value instanceof Parameter parameter) {
            return copies.computeIfAbsent(parameter, key -> parameters.apply(parameter));
        }
        return value instanceof Buffer buffer ? copies.computeIfAbsent(buffer, key -> buffers.apply(buffer)) : value;
    }

    private Module copy(Module module) {
        Object done = copies.get(module);
        if (done != null) {
            return (Module) done;
        }
        Module copy = module.shallowCopy();
        copies.put(module, copy);
        copy.registry().fillFrom(module.registry(), this);
        return copy;
    }
}
