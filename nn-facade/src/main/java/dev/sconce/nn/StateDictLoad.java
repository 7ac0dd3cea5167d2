package dev.sconce.nn;

import dev.sconce.nn.Registry.Entry;
import dev.sconce.nn.internal.PyText;
import dev.sconce.nn.internal.PyWarnings;
import dev.sconce.torch.Device;
import dev.sconce.torch.StateDict;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import dev.sconce.torch.TorchException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A state dict on its way into a module, with what was found wrong so far, as {@code Module.load_state_dict}. */
public final class StateDictLoad {

    /** Those of the module that is loaded now and of the modules in it. */
    private Map<String, @Nullable Object> values;

    private final Map<String, Map<String, Object>> metadata;
    private final boolean assign;
    private final List<String> missingKeys = new ArrayList<>();
    private final List<String> unexpectedKeys = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    private StateDictLoad(Map<String, ?> stateDict, boolean assign) {
        this.assign = assign;
        if (stateDict instanceof StateDict ours) {
            values = new LinkedHashMap<>(ours.all());
            metadata = ours.metadata();
        } else {
            values = new LinkedHashMap<>(stateDict);
            metadata = Map.of();
        }
    }

    static IncompatibleKeys load(Module module, Map<String, ?> stateDict, boolean strict, boolean assign) {
        StateDictLoad load = new StateDictLoad(stateDict, assign);
        load.loadTree(module, "");
        if (strict) {
            load.reportKeys();
        }
        if (!load.errors.isEmpty()) {
            throw new TorchException("Error(s) in loading state_dict for " + module.getName() + ":\n\t"
                    + String.join("\n\t", load.errors));
        }
        return new IncompatibleKeys(load.missingKeys, load.unexpectedKeys);
    }

    /**
     * The values by name, to be changed by a module that understands older names: those whose names begin with the module's
     * prefix. What a module changes is seen by the modules in it.
     *
     * @return a copy of this part of the user's dict
     */
    public Map<String, @Nullable Object> values() {
        return values;
    }

    /**
     * What the dict says about a module.
     *
     * @param prefix what stands before the module's names, with its dot
     * @return such as {@code {"version": 2}}; empty if the dict says nothing
     */
    public Map<String, Object> localMetadata(String prefix) {
        return metadata.getOrDefault(StateDictSave.withoutDot(prefix), Map.of());
    }

    /**
     * The version of a module's state.
     *
     * @param prefix what stands before the module's names, with its dot
     * @return 0 if the dict does not say
     */
    public int version(String prefix) {
        return localMetadata(prefix).get("version") instanceof Number version ? version.intValue() : 0;
    }

    /**
     * The names that were missing so far.
     *
     * @return a list to add to
     */
    public List<String> missingKeys() {
        return missingKeys;
    }

    /**
     * The names that were too much so far.
     *
     * @return a list to add to
     */
    public List<String> unexpectedKeys() {
        return unexpectedKeys;
    }

    /**
     * What else was wrong so far.
     *
     * @return a list to add to
     */
    public List<String> errors() {
        return errors;
    }

    private void loadTree(Module module, String prefix) {
        module.loadFromStateDict(this, prefix);
        Map<String, @Nullable Object> own = values;
        for (Entry entry : module.registry().entries()) {
            Module child = entry.module();
            if (child != null) {
                String childPrefix = prefix + entry.name + ".";
                values = withPrefix(own, childPrefix);
                loadTree(child, childPrefix);
            }
        }
        values = own;
        StateDictHooks hooks = module.stateDictHooks();
        if (hooks != null) {
            IncompatibleKeys keys = new IncompatibleKeys(missingKeys, unexpectedKeys);
            hooks.afterLoad.all().forEach(hook -> hook.run(module, keys));
        }
    }

    private static Map<String, @Nullable Object> withPrefix(Map<String, @Nullable Object> values, String prefix) {
        Map<String, @Nullable Object> part = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                part.put(key, value);
            }
        });
        return part;
    }

    void loadOwn(Module module, String prefix) {
        StateDictHooks hooks = module.stateDictHooks();
        if (hooks != null) {
            hooks.beforeLoad.all().forEach(hook -> hook.run(module, this, prefix));
        }
        Map<String, Tensor> local = localState(module);
        local.forEach((name, tensor) -> {
            String key = prefix + name;
            if (values.containsKey(key)) {
                loadTensor(tensor, key, values.get(key));
            } else {
                missingKeys.add(key);
            }
        });
        String extraKey = prefix + StateDictSave.EXTRA_STATE;
        if (module instanceof ExtraState extra) {
            if (values.containsKey(extraKey)) {
                extra.setExtraState(values.get(extraKey));
            } else {
                missingKeys.add(extraKey);
            }
        } else if (values.containsKey(extraKey)) {
            unexpectedKeys.add(extraKey);
        }
        findUnexpected(module, prefix, extraKey, local);
    }

    /** Parameters first, then persistent buffers. */
    private static Map<String, Tensor> localState(Module module) {
        Map<String, Tensor> local = new LinkedHashMap<>();
        for (Entry entry : module.registry().entries()) {
            Parameter parameter = entry.parameter();
            if (parameter != null) {
                local.put(entry.name, parameter);
            }
        }
        for (Entry entry : module.registry().entries()) {
            Buffer buffer = entry.buffer();
            if (buffer != null && buffer.isPersistent()) {
                local.put(entry.name, buffer);
            }
        }
        return local;
    }

    private void findUnexpected(Module module, String prefix, String extraKey, Map<String, Tensor> local) {
        for (String key : values.keySet()) {
            if (!key.startsWith(prefix) || key.equals(extraKey)) {
                continue;
            }
            String rest = key.substring(prefix.length());
            int dot = rest.indexOf('.');
            if (dot < 0) {
                if (!local.containsKey(rest)) {
                    unexpectedKeys.add(key);
                }
            } else {
                Entry child = module.registry().find(rest.substring(0, dot));
                if (child == null || child.kind != Registry.Kind.MODULE) {
                    unexpectedKeys.add(key);
                }
            }
        }
    }

    private void loadTensor(Tensor target, String key, @Nullable Object value) {
        if (!(value instanceof Tensor given)) {
            errors.add("While copying the parameter named \"" + key
                    + "\", expected torch.Tensor or Tensor-like object from checkpoint but received "
                    + "<class '" + PyText.className(value) + "'>");
            return;
        }
        try (var scope = new TensorScope();
                var noGrad = Torch.noGrad()) {
            if (UninitializedTensor.is(given) && !UninitializedTensor.is(target)) {
                throw new TorchException(UninitializedTensor.NO_SHAPE);
            }
            if (UninitializedTensor.is(target) && !UninitializedTensor.is(given)) {
                UninitializedTensor.materialize(target, given.shape());
            }
            long[] shape = target.shape();
            // Checkpoints of version 0.3 and before have scalars as one-element vectors.
            Tensor source = shape.length == 0 && given.dim() == 1 && given.size(0) == 1 ? given.select(0, 0) : given;
            if (!Arrays.equals(source.shape(), shape)) {
                errors.add("size mismatch for " + key + ": copying a param with shape " + PyText.size(source.shape())
                        + " from checkpoint, the shape in current model is " + PyText.size(shape) + ".");
                return;
            }
            take(target, key, source);
        }
    }

    private void take(Tensor target, String key, Tensor source) {
        if (!assign && target.device().equals(Device.META) && !source.device().equals(Device.META)) {
            PyWarnings.warn("for " + key
                    + ": copying from a non-meta parameter in the checkpoint to a meta parameter in the current"
                    + " model, which is a no-op. (Did you mean to pass `assign=True` to assign items in the state"
                    + " dictionary to their corresponding key in the module instead of copying them in place?)");
        }
        try {
            if (assign) {
                Conversion.assign(target, source);
            } else {
                target.copy_(source);
            }
        } catch (RuntimeException e) {
            errors.add("While copying the parameter named \"" + key + "\", whose dimensions in the model are "
                    + PyText.size(target.shape()) + " and whose dimensions in the checkpoint are "
                    + PyText.size(source.shape()) + ", an exception occurred : ("
                    + PyText.repr(e.getMessage()) + ",).");
        }
    }

    private void reportKeys() {
        if (!unexpectedKeys.isEmpty()) {
            errors.add(0, "Unexpected key(s) in state_dict: " + quoted(unexpectedKeys) + ". ");
        }
        if (!missingKeys.isEmpty()) {
            errors.add(0, "Missing key(s) in state_dict: " + quoted(missingKeys) + ". ");
        }
    }

    private static String quoted(List<String> keys) {
        return "\"" + String.join("\", \"", keys) + "\"";
    }
}
