package dev.sconce.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Asserts that a test leaves no native tensor behind: after it, the number of live ones returns to what it was before.
 * Modules are freed by the collector, so that this waits for it.
 */
public final class NoLeaks implements BeforeEachCallback, AfterEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(NoLeaks.class);
    private static final int ATTEMPTS = 200;

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(NAMESPACE).put("before", Torch.liveTensors());
    }

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        long before = context.getStore(NAMESPACE).get("before", Long.class);
        for (int i = 0; i < ATTEMPTS && Torch.liveTensors() > before; i++) {
            System.gc();
            releaseHooks();
            Thread.sleep(5);
        }
        assertThat(Torch.liveTensors()).as("native tensors alive").isLessThanOrEqualTo(before);
    }

    /** Hooks on tensors that are gone are let go a few at the end of each backward pass. */
    private static void releaseHooks() {
        try (var scope = new TensorScope()) {
            Torch.ones(1).requiresGrad_(true).sum().backward();
        }
    }
}
