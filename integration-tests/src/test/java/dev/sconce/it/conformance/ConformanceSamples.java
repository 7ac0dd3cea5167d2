package dev.sconce.it.conformance;

import dev.sconce.it.conformance.cases.Case;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** The sample's snippets, for tests of other packages. */
public final class ConformanceSamples {
    private ConformanceSamples() {}

    /** The snippets by name; a call runs the Java counterpart and returns why it failed, or nothing if it passed. */
    public static Map<String, Callable<List<String>>> semantics() throws Exception {
        Map<String, Callable<List<String>>> snippets = new LinkedHashMap<>();
        for (Case source : ConformanceSampleTest.cases("semantics")) {
            snippets.put(source.id(), () -> {
                Verdict verdict = CaseRunner.run(source);
                return verdict.hasPassed() ? List.of() : verdict.reasons();
            });
        }
        return snippets;
    }
}
