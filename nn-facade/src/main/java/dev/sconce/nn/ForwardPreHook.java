package dev.sconce.nn;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks at a module's arguments before its forward pass. */
@FunctionalInterface
public interface ForwardPreHook {
    /**
     * Runs before {@code forward}.
     *
     * @param module the module that is called
     * @param args its arguments by position
     */
    void run(Module module, List<@Nullable Object> args);

    /** Looks at the arguments by name too ({@code with_kwargs=True}). */
    @FunctionalInterface
    interface WithKwargs {
        /**
         * Runs before {@code forward}.
         *
         * @param module the module that is called
         * @param args its arguments by position
         * @param kwargs its arguments by name
         */
        void run(Module module, List<@Nullable Object> args, Map<String, @Nullable Object> kwargs);
    }

    /** May replace the arguments. */
    @FunctionalInterface
    interface Replacing {
        /**
         * Runs before {@code forward}.
         *
         * @param module the module that is called
         * @param args its arguments by position
         * @return null to leave them, a list to replace them all, anything else to replace them by one
         */
        @Nullable
        Object replace(Module module, List<@Nullable Object> args);
    }

    /** May replace the arguments, those by name too. */
    @FunctionalInterface
    interface ReplacingWithKwargs {
        /**
         * Runs before {@code forward}.
         *
         * @param module the module that is called
         * @param args its arguments by position
         * @param kwargs its arguments by name
         * @return null to leave them, or what replaces them
         */
        @Nullable
        Arguments replace(Module module, List<@Nullable Object> args, Map<String, @Nullable Object> kwargs);
    }
}
