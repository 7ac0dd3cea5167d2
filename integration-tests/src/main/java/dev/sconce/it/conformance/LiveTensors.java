package dev.sconce.it.conformance;

import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;

/** Counts the tensors that outlive the cases. Scopes free most at once; modules and their parameters, the collector. */
final class LiveTensors {
    private static final int ATTEMPTS = 20;
    private static final long PAUSE_MILLIS = 50;

    private LiveTensors() {}

    /**
     * Collects garbage until no more tensors are alive than there were, or it does not help.
     *
     * @param before how many there were
     * @return how many are left beyond those
     */
    static long leftBeyond(long before) throws InterruptedException {
        for (int i = 0; i < ATTEMPTS && Torch.liveTensors() > before; i++) {
            System.gc();
            releaseHooks();
            Thread.sleep(PAUSE_MILLIS);
        }
        return Math.max(0, Torch.liveTensors() - before);
    }

    /** Hooks on tensors that are gone are let go a few at the end of each backward pass. */
    private static void releaseHooks() {
        try (TensorScope scope = new TensorScope()) {
            Torch.ones(1).requiresGrad_(true).sum().backward();
        }
    }
}
