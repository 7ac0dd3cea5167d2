package dev.sconce.checkpoint.core;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * How to read a checkpoint. Immutable: each method gives changed options.
 *
 * @param mode what happens to the names of code in a pickle; {@link Mode#STRICT} by default
 * @param allowedGlobals names of classes ({@code argparse.Namespace}) that the strict mode accepts too, as inert objects
 * @param limits how much a file may ask for
 * @param verifyCrc whether the CRC of a record is checked when its bytes are read; off by default, as in PyTorch
 * @param progress told of the bytes of a long pickle, or of a distributed checkpoint's parts, as opening reads them; what
 *     reads tensors afterwards has a listener of its own, {@code TensorData.withProgress}
 */
public record ReadOptions(
        Mode mode, Set<String> allowedGlobals, ReadLimits limits, boolean verifyCrc, Progress progress) {
    /** What happens to the names of code in a pickle. Neither mode runs any. */
    public enum Mode {
        /** Accepts what Python's {@code torch.load(weights_only=True)} accepts, and refuses every other name. */
        STRICT,
        /** Makes inert, printable objects of classes that are not known. */
        INSPECTING
    }

    /** The strict mode, no further names, {@link ReadLimits#DEFAULT}, no CRC checks, telling nobody. */
    public static final ReadOptions DEFAULT =
            new ReadOptions(Mode.STRICT, Set.of(), ReadLimits.DEFAULT, false, Progress.NONE);

    /** Copies the set. */
    public ReadOptions {
        allowedGlobals = Set.copyOf(allowedGlobals);
    }

    /** These options in the inspecting mode. */
    public ReadOptions inspecting() {
        return new ReadOptions(Mode.INSPECTING, allowedGlobals, limits, verifyCrc, progress);
    }

    /** These options with more names that the strict mode accepts, each in full: {@code argparse.Namespace}. */
    public ReadOptions allowGlobals(String... names) {
        var all = new LinkedHashSet<>(allowedGlobals);
        all.addAll(Arrays.asList(names));
        return new ReadOptions(mode, all, limits, verifyCrc, progress);
    }

    /** These options with other limits. */
    public ReadOptions withLimits(ReadLimits other) {
        return new ReadOptions(mode, allowedGlobals, other, verifyCrc, progress);
    }

    /** These options with CRC checks on or off. */
    public ReadOptions withVerifyCrc(boolean verify) {
        return new ReadOptions(mode, allowedGlobals, limits, verify, progress);
    }

    /** These options with a listener. */
    public ReadOptions withProgress(Progress listener) {
        return new ReadOptions(mode, allowedGlobals, limits, verifyCrc, listener);
    }
}
