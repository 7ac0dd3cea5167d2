package dev.sconce.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sconce.it.conformance.cases.Case;
import dev.sconce.it.conformance.cases.CaseFile;
import dev.sconce.torch.SingleThread;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A case or two of every class, function and optimizer, out of some four thousand: {@code integration-tests/conformance}
 * runs them all. Made by {@code src/main/python/conformance/sample.py}.
 */
@ExtendWith(SingleThread.class)
class ConformanceSampleTest {

    @TestFactory
    Stream<DynamicTest> javaDoesWhatPythonDid() throws Exception {
        List<Case> cases = new ArrayList<>();
        for (String suite : List.of("init", "modules", "optim")) {
            cases.addAll(cases(suite));
        }
        return cases.stream()
                .map(source -> DynamicTest.dynamicTest(source.suite() + " " + source.id(), () -> {
                    Verdict verdict = CaseRunner.run(source);
                    assertThat(verdict.hasPassed()).as("%s", verdict.reasons()).isTrue();
                }));
    }

    /** The sample's cases of a suite. */
    static List<Case> cases(String suite) throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(ConformanceSampleTest.class.getResource("sample"))
                .toURI());
        List<Case> cases = new ArrayList<>();
        for (CaseFile file : CaseFile.find(folder, suite)) {
            cases.addAll(file.read());
        }
        assertThat(cases).isNotEmpty();
        return cases;
    }
}
