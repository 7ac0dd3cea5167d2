package dev.sconce.it.conformance;

import dev.sconce.it.conformance.cases.Case;
import dev.sconce.it.conformance.check.Comparison;
import java.util.List;

/**
 * How a case went.
 *
 * @param suite the file that the case is from
 * @param id the case
 * @param outcome whether it passed
 * @param reasons why it failed, or where it was only close
 * @param refusals the mistakes that Java's compiler refuses, where Python raises an error when it runs
 */
record Verdict(String suite, String id, Outcome outcome, List<String> reasons, List<String> refusals) {

    /** Whether Java did what Python did. */
    enum Outcome {
        /** To the last bit and letter; a mistake that does not compile has no letters, and its refusal is proved. */
        EXACT,
        /** Within the tolerance, or in words that PyTorch's own tests would accept. */
        CLOSE,
        /** Not at all. */
        FAILED
    }

    static Verdict passed(Case source, Comparison comparison) {
        List<String> close = List.copyOf(comparison.close());
        Outcome outcome = close.isEmpty() ? Outcome.EXACT : Outcome.CLOSE;
        return new Verdict(source.suite(), source.id(), outcome, close, List.copyOf(comparison.refusals()));
    }

    static Verdict failed(Case source, List<? extends Throwable> failures) {
        List<String> reasons = failures.stream().map(Reasons::of).distinct().toList();
        return new Verdict(source.suite(), source.id(), Outcome.FAILED, reasons, List.of());
    }

    boolean hasPassed() {
        return outcome != Outcome.FAILED;
    }
}
