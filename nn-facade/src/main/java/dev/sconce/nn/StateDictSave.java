package dev.sconce.nn;

import dev.sconce.nn.Registry.Entry;
import dev.sconce.torch.StateDict;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes state dicts, as {@code Module.state_dict}. */
final class StateDictSave {
    static final String EXTRA_STATE = "_extra_state";

    private StateDictSave() {}

    static StateDict save(Module module, StateDict destination, String prefix, boolean keepVars) {
        Map<String, Object> localMetadata = new LinkedHashMap<>();
        localMetadata.put("version", module.version());
        destination.metadata().put(withoutDot(prefix), localMetadata);
        StateDictHooks hooks = module.stateDictHooks();
        if (hooks != null) {
            hooks.beforeSave.all().forEach(hook -> hook.run(module, prefix, keepVars));
        }
        module.saveToStateDict(destination, prefix, keepVars);
        for (Entry entry : module.registry().entries()) {
            Module child = entry.module();
            if (child != null) {
                child.stateDict(destination, prefix + entry.name + ".", keepVars);
            }
        }
        if (hooks != null) {
            hooks.afterSave.all().forEach(hook -> hook.run(module, destination, prefix, localMetadata));
        }
        return destination;
    }

    static String withoutDot(String prefix) {
        return prefix.isEmpty() ? prefix : prefix.substring(0, prefix.length() - 1);
    }

    static void saveOwn(Module module, StateDict destination, String prefix, boolean keepVars) {
        for (Entry entry : module.registry().entries()) {
            Parameter parameter = entry.parameter();
            if (parameter != null) {
                destination.put(
                        prefix + entry.name,
                        keepVars || UninitializedTensor.is(parameter) ? parameter : parameter.detach());
            }
        }
        for (Entry entry : module.registry().entries()) {
            Buffer buffer = entry.buffer();
            if (buffer != null && buffer.isPersistent()) {
                destination.put(
                        prefix + entry.name, keepVars || UninitializedTensor.is(buffer) ? buffer : buffer.detach());
            }
        }
        if (module instanceof ExtraState extra) {
            destination.putExtra(prefix + EXTRA_STATE, extra.getExtraState());
        }
    }
}
