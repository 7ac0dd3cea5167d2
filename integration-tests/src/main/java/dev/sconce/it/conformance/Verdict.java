package dev.sconce.it.conformance;

import dev.sconce.it.conformance.cases.Case;
import java.util.List;

/**
 * How a case went.
 *
 * @param suite the file that the case is from
 * @param id the case
 * @param outcome whether it passed
 * @param reasons why it failed, or where it was only close
 */
record Verdict(String suite, String id, Outcome outcome, List<String> reasons) {

    /** Whether Java did what Python did. */
    enum Outcome {
        /** To the last bit and letter. */
        EXACT,
        /** Within the tolerance, or in words that PyTorch's own tests would accept. */
        CLOSE,
        /** Not at all. */
        FAILED
    }

    static Verdict passed(Case source, List<String> close) {
        Outcome outcome = close.isEmpty() ? Outcome.EXACT : Outcome.CLOSE;
        return new Verdict(source.suite(), source.id(), outcome, List.copyOf(close));
    }

    static Verdict failed(Case source, List<? extends Throwable> failures) {
        List<String> reasons = failures.stream().map(Reasons::of).distinct().toList();
        return new Verdict(source.suite(), source.id(), Outcome.FAILED, reasons);
    }

    boolean hasPassed() {
        return outcome != Outcome.FAILED;
    }
}
