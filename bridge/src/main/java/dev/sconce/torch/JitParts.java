package dev.sconce.torch;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.NamedTensor;
import org.bytedeco.pytorch.Type;
import org.jspecify.annotations.Nullable;

/** What a TorchScript module holds: its parameters, buffers and attributes. */
abstract class JitParts {
    JitParts() {}

    /**
     * The native module.
     *
     * @throws TorchException if it is closed
     */
    abstract org.bytedeco.pytorch.JitModule handle();

    /**
     * The parameters of this module and those in it, by name ({@code named_parameters()}).
     *
     * @return the tensors themselves, each once, in order, in the current scope
     */
    public final Map<String, Tensor> namedParameters() {
        return namedParameters(true);
    }

    /**
     * The parameters, by name ({@code named_parameters(recurse=recurse)}).
     *
     * @param recurse whether those of the modules in this one are wanted, too, and each tensor once
     * @return the tensors themselves, in order, in the current scope
     */
    public final Map<String, Tensor> namedParameters(boolean recurse) {
        try (var list = handle().named_parameters(recurse);
                var it = list.begin()) {
            return named(list.size(), it::multiply, it::increment, recurse);
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /**
     * The buffers of this module and those in it, by name ({@code named_buffers()}).
     *
     * @return the tensors themselves, each once, in order, in the current scope
     */
    public final Map<String, Tensor> namedBuffers() {
        return namedBuffers(true);
    }

    /**
     * The buffers, by name ({@code named_buffers(recurse=recurse)}).
     *
     * @param recurse whether those of the modules in this one are wanted, too, and each tensor once
     * @return the tensors themselves, in order, in the current scope
     */
    public final Map<String, Tensor> namedBuffers(boolean recurse) {
        try (var list = handle().named_buffers(recurse);
                var it = list.begin()) {
            return named(list.size(), it::multiply, it::increment, recurse);
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /**
     * What a native list holds; lists of parameters and of buffers have no type in common.
     *
     * @param current the entry where its iterator is
     * @param next moves the iterator
     * @param once as in Python, a tensor that goes by several names is there by its first
     */
    private static Map<String, Tensor> named(long size, Supplier<NamedTensor> current, Runnable next, boolean once) {
        Map<String, Tensor> named = new LinkedHashMap<>();
        Set<Long> seen = new HashSet<>();
        for (long i = 0; i < size; i++, next.run()) {
            try (NamedTensor entry = current.get()) {
                var value = entry.value();
                if (!once || seen.add(value.unsafeGetTensorImpl().address())) {
                    named.put(entry.name().getString(), Tensor.wrap(value));
                }
            }
        }
        return named;
    }

    /**
     * Whether there is an attribute: a parameter, buffer, module or any value.
     *
     * @param name its name
     * @return whether there is
     */
    public final boolean hasAttribute(String name) {
        return TorchException.translating(() -> handle().hasattr(name));
    }

    /**
     * An attribute's value.
     *
     * @param name its name
     * @return the value, as a call's result
     * @throws TorchException if there is none of that name, or its value has no Java form
     */
    public final @Nullable Object attribute(String name) {
        if (!hasAttribute(name)) {
            throw noAttribute(name);
        }
        try (IValue value = handle().attr(name)) {
            return OpValues.toJava(value);
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    /**
     * Sets an attribute.
     *
     * @param name its name
     * @param value the new value, of the type that the attribute has
     * @throws TorchException if there is none of that name, or it has another type
     */
    public final void setAttribute(String name, @Nullable Object value) {
        try (Temporaries temporaries = new Temporaries()) {
            Type.TypePtr declared = hasAttribute(name) ? handle().type().findAttribute(name) : null;
            if (declared == null) {
                throw noAttribute(name);
            }
            Type type = temporaries.add(declared).get();
            if (!ScriptTypes.fits(type, value)) {
                throw new TorchException("Could not cast attribute '" + name + "' to type "
                        + type.annotation_str().getString() + ": " + ScriptTypes.repr(value) + " is of type "
                        + ScriptTypes.nameOf(value));
            }
            handle().setattr(name, ScriptValues.toNative(type, value, temporaries));
        } catch (RuntimeException e) {
            throw TorchException.from(e);
        }
    }

    static TorchException noAttribute(String name) {
        return new TorchException("'RecursiveScriptModule' object has no attribute '" + name + "'");
    }
}
