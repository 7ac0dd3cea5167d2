package dev.sconce.it.conformance;

import dev.sconce.it.conformance.cases.Case;
import dev.sconce.it.conformance.check.Checks;
import dev.sconce.it.conformance.check.Comparison;
import dev.sconce.torch.TensorScope;
import java.util.ArrayList;
import java.util.List;

/** Runs cases, each in a scope of its own. */
final class CaseRunner {
    private CaseRunner() {}

    static Verdict run(Case source) {
        Comparison comparison = new Comparison();
        List<Throwable> failures = new ArrayList<>();
        try (var scope = new TensorScope()) {
            Checks.of(source.kind()).run(source, comparison);
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            failures.add(e);
        }
        failures.addAll(comparison.failures());
        return failures.isEmpty() ? Verdict.passed(source, comparison) : Verdict.failed(source, failures);
    }
}
