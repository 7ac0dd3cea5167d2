package dev.sconce.nn;

import dev.sconce.torch.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at the gradients that pass through a module. */
@FunctionalInterface
public interface BackwardHook {
    /**
     * Runs when the gradients with respect to the module's inputs are there.
     *
     * @param module the module
     * @param gradInput one gradient for each argument by position; null where there is none
     * @param gradOutput one gradient for each output; null where there is none
     */
    void run(Module module, List<@Nullable Tensor> gradInput, List<@Nullable Tensor> gradOutput);

    /** May replace the gradients with respect to the inputs. */
    @FunctionalInterface
    interface Replacing {
        /**
         * Runs when the gradients with respect to the module's inputs are there.
         *
         * @param module the module
         * @param gradInput one gradient for each argument by position; null where there is none
         * @param gradOutput one gradient for each output; null where there is none
         * @return null to leave them, or as many in their place
         */
        @Nullable
        List<? extends @Nullable Tensor> replace(
                Module module, List<@Nullable Tensor> gradInput, List<@Nullable Tensor> gradOutput);
    }

    /** Looks at the gradients before they pass through a module. */
    @FunctionalInterface
    interface Pre {
        /**
         * Runs when the gradients with respect to the module's outputs are there.
         *
         * @param module the module
         * @param gradOutput one gradient for each output; null where there is none
         */
        void run(Module module, List<@Nullable Tensor> gradOutput);
    }

    /** May replace the gradients before they pass through a module. */
    @FunctionalInterface
    interface ReplacingPre {
        /**
         * Runs when the gradients with respect to the module's outputs are there.
         *
         * @param module the module
         * @param gradOutput one gradient for each output; null where there is none
         * @return null to leave them, or as many in their place
         */
        @Nullable
        List<? extends @Nullable Tensor> replace(Module module, List<@Nullable Tensor> gradOutput);
    }
}
