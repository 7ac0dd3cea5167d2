package dev.sconce.nn;

import dev.sconce.nn.ModuleFields.Slot;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.TorchException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Copies modules with all that is in them, as {@code copy.deepcopy}: what is shared inside stays shared in the copy.
 * Parameters and buffers may be copied otherwise, as replicas are; those share what stands in plain fields, as in Python.
 */
final class ModuleCopy {
    private final IdentityHashMap<Object, Object> copies = new IdentityHashMap<>();
    private final UnaryOperator<Parameter> parameters;
    private final UnaryOperator<Buffer> buffers;

    private final boolean plainFields;

    private ModuleCopy(UnaryOperator<Parameter> parameters, UnaryOperator<Buffer> buffers, boolean plainFields) {
        this.parameters = parameters;
        this.buffers = buffers;
        this.plainFields = plainFields;
    }

    @SuppressWarnings("unchecked") // a copy has the class of what it copies
    static <M extends Module> M of(M module) {
        return (M) new ModuleCopy(Parameter::copy, Buffer::copy, true).copy(module);
    }

    @SuppressWarnings("unchecked") // a copy has the class of what it copies
    static <M extends Module> M replicaOf(
            M module, UnaryOperator<Parameter> parameters, UnaryOperator<Buffer> buffers) {
        return (M) new ModuleCopy(parameters, buffers, false).copy(module);
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
        if (plainFields) {
            copyPlainFields(module, copy);
        }
        return copy;
    }

    private void copyPlainFields(Module module, Module copy) {
        for (Slot slot : ModuleFields.of(module.getClass()).plain) {
            Object value = slot.get(module);
            if (value != null && slot.get(copy) == value) {
                Object copied = copyPlain(value);
                if (copied != value && slot.field().getType().isInstance(copied)) {
                    slot.set(copy, copied);
                }
            }
        }
    }

    /** A tensor, a list, a map or an array, with what is in it; anything else is shared. */
    private @Nullable Object copyPlain(@Nullable Object value) {
        Object done = copies.get(value);
        if (done != null) {
            return done;
        }
        if (value instanceof Module || value instanceof Parameter || value instanceof Buffer) {
            return copyValue(value);
        }
        if (value instanceof Tensor tensor) {
            Tensor copied = copyOf(tensor);
            copies.put(tensor, copied);
            return copied;
        }
        if (value instanceof List<?> list && isOfJava(list)) {
            List<@Nullable Object> copied = new ArrayList<>();
            copies.put(list, copied);
            list.forEach(item -> copied.add(copyPlain(item)));
            return copied;
        }
        if (value instanceof Map<?, ?> map && isOfJava(map)) {
            Map<@Nullable Object, @Nullable Object> copied = new LinkedHashMap<>();
            copies.put(map, copied);
            map.forEach((key, item) -> copied.put(key, copyPlain(item)));
            return copied;
        }
        if (value instanceof Object[] array) {
            Object[] copied = array.clone();
            copies.put(array, copied);
            Arrays.setAll(copied, i -> copyPlain(array[i]));
            return copied;
        }
        return value;
    }

    /** A collection of another kind may be more than what is in it. */
    private static boolean isOfJava(Object collection) {
        return collection.getClass().getPackageName().equals("java.util") && !(collection instanceof IdentityHashMap);
    }

    /** As {@code Tensor.__deepcopy__}. */
    private static Tensor copyOf(Tensor tensor) {
        if (!tensor.isLeaf()) {
            throw new TorchException("Only Tensors created explicitly by the user (graph leaves) support the deepcopy"
                    + " protocol at the moment.  If you were attempting to deepcopy a module, this may be because of a"
                    + " torch.nn.utils.weight_norm usage, see https://github.com/pytorch/pytorch/pull/103001");
        }
        try (var scope = new TensorScope()) {
            Tensor copied = tensor.detach().clone();
            copied.requiresGrad_(tensor.requiresGrad());
            Tensor grad = tensor.grad();
            copied.setGrad(grad == null ? null : copyOf(grad.detach()));
            return scope.keep(copied);
        }
    }
}
