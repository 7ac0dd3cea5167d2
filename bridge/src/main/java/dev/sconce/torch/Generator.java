package dev.sconce.torch;

import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.global.torch;

/** A source of random numbers of the CPU with a state of its own, as {@code torch.Generator}. */
public final class Generator {
    static {
        NativeLibrary.load();
    }

    private final org.bytedeco.pytorch.Generator handle;
    private final GeneratorOptional optional;

    /**
     * Makes a generator.
     *
     * @param seed any number; the same one gives Python's numbers
     */
    public Generator(long seed) {
        handle = torch.createCPUGenerator(seed);
        optional = new GeneratorOptional(handle);
    }

    org.bytedeco.pytorch.Generator handle() {
        return handle;
    }

    GeneratorOptional optional() {
        return optional;
    }
}
