package dev.sconce.torch;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Computes the tests of a class with one thread, as the scripts do: sums are then added in one order. */
public final class SingleThread implements BeforeAllCallback, AfterAllCallback {

    private int before;

    @Override
    public void beforeAll(ExtensionContext context) {
        before = Torch.getNumThreads();
        Torch.setNumThreads(1);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Torch.setNumThreads(before);
    }
}
