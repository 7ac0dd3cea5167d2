package dev.sconce.it.conformance.check;

import dev.sconce.it.conformance.cases.Case;
import dev.sconce.it.conformance.cases.Values;
import dev.sconce.torch.Torch;

/** Checks that as many random numbers were drawn as in Python: the next four must be Python's. */
final class RandomStream {
    private static final int NEXT = 4;

    private RandomStream() {}

    static void check(Case source, Values values, Comparison comparison) {
        comparison.check("random stream afterwards", Torch.rand(NEXT), values.decode(source.get("rng_after")));
    }
}
