package dev.sconce.nn;

import dev.sconce.torch.StateDict;
import java.util.Map;

/** The hooks around saving and loading the state of one module. */
public final class StateDictHooks {
    final HookList<BeforeSave> beforeSave = new HookList<>();
    final HookList<AfterSave> afterSave = new HookList<>();
    final HookList<BeforeLoad> beforeLoad = new HookList<>();
    final HookList<AfterLoad> afterLoad = new HookList<>();

    StateDictHooks() {}

    void copyFrom(StateDictHooks other) {
        beforeSave.copyFrom(other.beforeSave);
        afterSave.copyFrom(other.afterSave);
        beforeLoad.copyFrom(other.beforeLoad);
        afterLoad.copyFrom(other.afterLoad);
    }

    /** Runs before a module's part of a state dict is made. */
    @FunctionalInterface
    public interface BeforeSave {
        /**
         * Runs.
         *
         * @param module the module
         * @param prefix what stands before its names, with its dot
         * @param keepVars whether the dict gets the parameters themselves
         */
        void run(Module module, String prefix, boolean keepVars);
    }

    /** Runs after a module's part of a state dict was made. */
    @FunctionalInterface
    public interface AfterSave {
        /**
         * Runs.
         *
         * @param module the module
         * @param stateDict the dict, which may be changed
         * @param prefix what stands before the module's names, with its dot
         * @param localMetadata what the dict says about the module, which may be changed
         */
        void run(Module module, StateDict stateDict, String prefix, Map<String, Object> localMetadata);
    }

    /** Runs before a module's part of a state dict is loaded. */
    @FunctionalInterface
    public interface BeforeLoad {
        /**
         * Runs.
         *
         * @param module the module
         * @param load the dict and what was found wrong so far; both may be changed
         * @param prefix what stands before the module's names, with its dot
         */
        void run(Module module, StateDictLoad load, String prefix);
    }

    /** Runs after a module's part of a state dict was loaded. */
    @FunctionalInterface
    public interface AfterLoad {
        /**
         * Runs.
         *
         * @param module the module
         * @param keys the names that are missing or too much, which may be changed
         */
        void run(Module module, IncompatibleKeys keys);
    }
}
