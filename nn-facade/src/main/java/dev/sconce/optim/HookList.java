package dev.sconce.optim;

import dev.sconce.torch.RemovableHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Hooks of one kind, in the order in which they run. A run goes through the hooks that were there when it began, so that a
 * hook may remove itself.
 *
 * @param <H> their type
 */
final class HookList<H> {
    private volatile List<Registered<H>> hooks = List.of();

    /** One registration: compared by identity, since the same hook may be registered twice. */
    private static final class Registered<H> {
        private final H hook;

        Registered(H hook) {
            this.hook = hook;
        }
    }

    synchronized RemovableHandle add(H hook, boolean first) {
        Registered<H> registered = new Registered<>(hook);
        List<Registered<H>> changed = new ArrayList<>(hooks);
        changed.add(first ? 0 : changed.size(), registered);
        hooks = List.copyOf(changed);
        return new RemovableHandle(() -> remove(registered));
    }

    private synchronized void remove(Registered<H> registered) {
        List<Registered<H>> changed = new ArrayList<>(hooks);
        changed.remove(registered);
        hooks = List.copyOf(changed);
    }

    void forEach(Consumer<? super H> action) {
        for (Registered<H> registered : hooks) {
            action.accept(registered.hook);
        }
    }
}
