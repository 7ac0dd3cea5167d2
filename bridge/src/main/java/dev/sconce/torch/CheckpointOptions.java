package dev.sconce.torch;

import java.util.List;
import java.util.function.Supplier;

/**
 * The keyword arguments of {@code torch.utils.checkpoint.checkpoint}.
 *
 * <p>Python's {@code early_stop} and {@code debug} are not here: they speak of the single tensors that a part saves, which
 * are not seen from Java; a part is always run again to its end.
 */
public final class CheckpointOptions {
    private static final List<String> CHECKS = List.of("default", "none");

    boolean useReentrant;
    boolean preserveRngState = true;
    boolean checksMetadata = true;
    Supplier<? extends AutoCloseable> forwardContext = () -> () -> {};
    Supplier<? extends AutoCloseable> recomputeContext = () -> () -> {};
    private boolean hasContext;

    CheckpointOptions() {}

    /**
     * Chooses the older of Python's two ways: the gradients of what the part uses besides its inputs are added to its
     * own in the middle of the pass, so that {@link Autograd#grad} and passes for certain inputs are refused, as are
     * higher derivatives, and nothing is recorded if no input requires a gradient.
     *
     * @param reentrant false without this call
     * @return this
     */
    public CheckpointOptions useReentrant(boolean reentrant) {
        useReentrant = reentrant;
        return this;
    }

    /**
     * Chooses whether the second run draws the same random numbers as the first.
     *
     * @param preserve true without this call
     * @return this
     */
    public CheckpointOptions preserveRngState(boolean preserve) {
        preserveRngState = preserve;
        return this;
    }

    /**
     * Chooses how it is seen that the second run computes what the first did.
     *
     * @param check {@code default}: shapes, dtypes and devices of the results are compared; {@code none}: nothing is
     * @return this
     * @throws IllegalArgumentException for another word
     */
    public CheckpointOptions determinismCheck(String check) {
        if (!CHECKS.contains(check)) {
            throw new IllegalArgumentException(
                    "determinism_check should be one of ['default', 'none'], but got " + check);
        }
        checksMetadata = check.equals("default");
        return this;
    }

    /**
     * Runs the part in scopes of the caller's: {@code context_fn}.
     *
     * @param forward opens what the first run is in
     * @param recompute opens what the second run is in
     * @return this
     */
    public CheckpointOptions contextFn(
            Supplier<? extends AutoCloseable> forward, Supplier<? extends AutoCloseable> recompute) {
        forwardContext = forward;
        recomputeContext = recompute;
        hasContext = true;
        return this;
    }

    CheckpointOptions checked() {
        if (useReentrant && hasContext) {
            throw new IllegalArgumentException(
                    "Passing `context_fn` or `debug` is only supported when use_reentrant=False.");
        }
        return this;
    }

    /** Runs something in a scope; what cannot be closed is an exception of this library. */
    static <T> T within(Supplier<? extends AutoCloseable> context, Supplier<T> body) {
        AutoCloseable open = context.get();
        T result;
        try {
            result = body.get();
        } catch (RuntimeException | Error failure) {
            try {
                open.close();
            } catch (Exception further) {
                failure.addSuppressed(further);
            }
            throw failure;
        }
        try {
            open.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new TorchException("The context of a checkpoint could not be closed: " + e, e);
        }
        return result;
    }
}
