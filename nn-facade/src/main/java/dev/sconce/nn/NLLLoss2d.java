package dev.sconce.nn;

import java.util.function.Consumer;

/**
 * The old name of {@link NLLLoss}.
 *
 * @deprecated as in Python; use {@link NLLLoss}
 */
@Deprecated
public class NLLLoss2d extends NLLLoss {
    /** Makes a loss with Python's defaults. */
    public NLLLoss2d() {}

    /**
     * Makes a loss.
     *
     * @param options weight, ignoreIndex, reduction
     */
    public NLLLoss2d(Consumer<Options> options) {
        super(options);
    }
}
