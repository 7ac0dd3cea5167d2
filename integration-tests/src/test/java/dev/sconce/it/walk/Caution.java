package dev.sconce.it.walk;

import dev.sconce.it.conformance.check.Warnings;
import dev.sconce.torch.internal.PyWarnings;
import java.util.List;

/** What is warned of, as if it had never been before. */
final class Caution {
    private Caution() {}

    static List<String> of(Runnable action) {
        PyWarnings.forget();
        try (var caught = new Warnings(false)) {
            action.run();
            return caught.messages();
        }
    }
}
