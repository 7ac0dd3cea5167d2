package dev.sconce.it.semantics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sconce.it.conformance.ConformanceSamples;
import dev.sconce.it.conformance.semantics.Snippets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every snippet of Python that has a counterpart in Java: both observe the same. */
class SemanticsTest {

    @TestFactory
    Stream<DynamicTest> javaObservesWhatPythonDid() throws Exception {
        return ConformanceSamples.semantics().entrySet().stream()
                .filter(entry -> Snippets.all().containsKey(entry.getKey()))
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> assertThat(entry.getValue().call()).isEmpty()));
    }

    @Test
    void everyCounterpartHasItsSnippet() throws Exception {
        List<String> ids = List.copyOf(ConformanceSamples.semantics().keySet());

        assertThat(ids).containsAll(Snippets.all().keySet());
    }
}
