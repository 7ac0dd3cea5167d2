package dev.sconce.optim;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The hooks around saving and loading an optimizer's state. */
final class StateDictHooks {
    final HookList<Consumer<Optimizer>> preSave = new HookList<>();
    final HookList<BiFunction<Optimizer, Map<String, @Nullable Object>, @Nullable Map<String, @Nullable Object>>>
            postSave = new HookList<>();
    final HookList<BiFunction<Optimizer, Map<String, @Nullable Object>, @Nullable Map<String, @Nullable Object>>>
            preLoad = new HookList<>();
    final HookList<Consumer<Optimizer>> postLoad = new HookList<>();

    void beforeSave(Optimizer optimizer) {
        preSave.forEach(hook -> hook.accept(optimizer));
    }

    Map<String, @Nullable Object> afterSave(Optimizer optimizer, Map<String, @Nullable Object> saved) {
        return through(postSave, optimizer, saved);
    }

    /** The hooks get a shallow copy, as in Python. */
    Map<String, @Nullable Object> beforeLoad(Optimizer optimizer, Map<String, ? extends @Nullable Object> given) {
        return through(preLoad, optimizer, new LinkedHashMap<>(given));
    }

    void afterLoad(Optimizer optimizer) {
        postLoad.forEach(hook -> hook.accept(optimizer));
    }

    private static Map<String, @Nullable Object> through(
            HookList<BiFunction<Optimizer, Map<String, @Nullable Object>, @Nullable Map<String, @Nullable Object>>>
                    hooks,
            Optimizer optimizer,
            Map<String, @Nullable Object> stateDict) {
        var current = new Object() {
            Map<String, @Nullable Object> value = stateDict;
        };
        hooks.forEach(hook -> {
            Map<String, @Nullable Object> replaced = hook.apply(optimizer, current.value);
            if (replaced != null) {
                current.value = replaced;
            }
        });
        return current.value;
    }
}
