package dev.sconce.nn;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks at a module's arguments and its output after its forward pass. */
@FunctionalInterface
public interface ForwardHook {
    /**
     * Runs after {@code forward}.
     *
     * @param module the module that was called
     * @param args its arguments by position
     * @param output what it returned; null if it failed and the hook is always called
     */
    void run(Module module, List<@Nullable Object> args, @Nullable Object output);

    /** Looks at the arguments by name too ({@code with_kwargs=True}). */
    @FunctionalInterface
    interface WithKwargs {
        /**
         * Runs after {@code forward}.
         *
         * @param module the module that was called
         * @param args its arguments by position
         * @param kwargs its arguments by name
         * @param output what it returned; null if it failed and the hook is always called
         */
        void run(
                Module module,
                List<@Nullable Object> args,
                Map<String, @Nullable Object> kwargs,
                @Nullable Object output);
    }

    /** May replace the output. */
    @FunctionalInterface
    interface Replacing {
        /**
         * Runs after {@code forward}.
         *
         * @param module the module that was called
         * @param args its arguments by position
         * @param output what it returned
         * @return null to leave it, or what replaces it, of the type that the module returns
         */
        @Nullable
        Object replace(Module module, List<@Nullable Object> args, @Nullable Object output);
    }

    /** May replace the output, knowing the arguments by name too. */
    @FunctionalInterface
    interface ReplacingWithKwargs {
        /**
         * Runs after {@code forward}.
         *
         * @param module the module that was called
         * @param args its arguments by position
         * @param kwargs its arguments by name
         * @param output what it returned
         * @return null to leave it, or what replaces it, of the type that the module returns
         */
        @Nullable
        Object replace(
                Module module,
                List<@Nullable Object> args,
                Map<String, @Nullable Object> kwargs,
                @Nullable Object output);
    }
}
