package dev.sconce.it.semantics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sconce.it.conformance.ConformanceSamples;
import dev.sconce.it.conformance.semantics.Snippets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every snippet of Python and its counterpart in Java: both observe the same. */
class SemanticsTest {

    @TestFactory
    Stream<DynamicTest> javaObservesWhatPythonDid() throws Exception {
        return ConformanceSamples.semantics().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> assertThat(entry.getValue().call()).isEmpty()));
    }

    @Test
    void everySnippetHasItsCounterpart() throws Exception {
        assertThat(Snippets.all().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        ConformanceSamples.semantics().keySet());
    }
}
