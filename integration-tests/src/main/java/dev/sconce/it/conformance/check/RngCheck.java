package dev.sconce.it.conformance.check;

import dev.sconce.it.conformance.bind.NoSuchJavaException;
import dev.sconce.it.conformance.cases.Case;
import dev.sconce.it.conformance.cases.Values;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.function.Supplier;

/** Random numbers from a seed. */
final class RngCheck implements Check {
    @Override
    public void run(Case source, Comparison comparison) {
        Supplier<Tensor> expression = RandomExpressions.BY_SOURCE.get(source.text("source_code"));
        if (expression == null) {
            throw new NoSuchJavaException(source.text("source_code"));
        }
        Values values = new Values(source);
        Torch.manualSeed(source.integer("seed"));
        comparison.check("numbers", expression.get(), values.decode(source.get("expected")));
        RandomStream.check(source, values, comparison);
    }
}
