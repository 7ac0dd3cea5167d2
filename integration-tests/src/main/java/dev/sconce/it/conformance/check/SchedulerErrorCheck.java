package dev.sconce.it.conformance.check;

import dev.sconce.it.conformance.bind.NoSuchJavaException;
import dev.sconce.it.conformance.cases.Case;

/** A scheduler that refuses its arguments or a step; or does not, as Python does not. */
final class SchedulerErrorCheck implements Check {
    @Override
    public void run(Case source, Comparison comparison) {
        Runnable mistake = SchedulerMistakes.BY_SOURCE.get(source.text("source_code"));
        if (mistake == null) {
            throw new NoSuchJavaException(source.text("source_code"));
        }
        boolean expected = source.get("error").isJsonObject();
        try {
            mistake.run();
        } catch (RuntimeException e) {
            if (!expected) {
                throw e;
            }
            ErrorText.check(comparison, e, source.object("error"), null);
            return;
        }
        comparison.check("an error", false, expected);
    }
}
