package dev.sconce.checkpoint.internal.torch;

import dev.sconce.checkpoint.core.CheckpointFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What can only be checked when the bytes of the storages are at hand, which in the legacy stream come last. */
final class DeferredChecks {
    private final List<Check> checks = new ArrayList<>();

    /** Looks at bytes of a storage. */
    @FunctionalInterface
    interface Check {
        /** Does nothing, or throws. */
        void run() throws IOException;
    }

    void add(Check check) {
        checks.add(check);
    }

    void run() throws IOException {
        for (Check check : checks) {
            try {
                check.run();
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw CheckpointFormatException.corrupt("the indices of a tensor make no sense: " + e.getMessage())
                        .causedBy(e);
            }
        }
        checks.clear();
    }
}
