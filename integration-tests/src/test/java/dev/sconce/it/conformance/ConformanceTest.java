package dev.sconce.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.sconce.it.conformance.cases.Case;
import dev.sconce.torch.Torch;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runner itself: it must see faults, count them, and free what it made. */
class ConformanceTest {

    @Test
    void aWrongOutputFails() throws Exception {
        JsonObject document = linear();
        document.add("outputs", document.get("loss"));

        assertThat(CaseRunner.run(changed(document)).reasons())
                .anyMatch(reason -> reason.startsWith("outputs: float32"));
    }

    @Test
    void aWrongTextFails() throws Exception {
        JsonObject document = linear();
        document.getAsJsonObject("structure").addProperty("repr", "Linear(1, 2)");

        assertThat(CaseRunner.run(changed(document)).reasons())
                .anyMatch(reason -> reason.startsWith("structure.repr: \"Linear(in_features="));
    }

    @Test
    void aMissingGradientFails() throws Exception {
        JsonObject document = linear();
        document.getAsJsonArray("param_grads").get(0).getAsJsonArray().set(1, JsonNull.INSTANCE);

        assertThat(CaseRunner.run(changed(document)).reasons())
                .anyMatch(reason -> reason.matches("grad weight: tensor float32.* instead of None"));
    }

    @Test
    void anUnknownKindFails() throws Exception {
        JsonObject document = linear();
        document.addProperty("kind", "poem");

        assertThat(CaseRunner.run(changed(document)).reasons().get(0)).contains("kind \"poem\" are not supported");
    }

    @Test
    void anUnknownSnippetFails() throws Exception {
        Case snippet = ConformanceSampleTest.cases("semantics").get(0);
        JsonObject document = snippet.document().deepCopy();
        document.addProperty("id", "hooks/none_such");

        Verdict verdict = CaseRunner.run(new Case(snippet.suite(), document, snippet.blob()));

        assertThat(verdict.reasons()).containsExactly("no Java for snippet hooks/none_such");
    }

    @Test
    void aTypeThatNoOverloadTakesIsARefusal() throws Exception {
        Verdict verdict = CaseRunner.run(typeError("bias", "bias should be a bool"));

        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.EXACT);
        assertThat(verdict.refusals())
                .containsExactly("bias: does not compile (no Java for new Linear(in_features=Long, out_features=Long,"
                        + " bias=String)) where Python raises TypeError");
    }

    @Test
    void anOptionThatJavaLacksIsNoRefusal() throws Exception {
        assertThat(CaseRunner.run(typeError("brias", "brias should be a bool")).outcome())
                .isEqualTo(Verdict.Outcome.FAILED);
        assertThat(CaseRunner.run(typeError("bias", "something else")).outcome())
                .isEqualTo(Verdict.Outcome.FAILED);
    }

    /** A case of {@code Linear(3, 5, name="text")}. */
    private static Case typeError(String name, String message) throws Exception {
        JsonObject document = linear();
        document.addProperty("id", "Linear/error/000");
        document.addProperty("kind", "module_error");
        JsonObject error = new JsonObject();
        error.addProperty("phase", "construct");
        error.addProperty("type", "TypeError");
        error.addProperty("message", message);
        document.add("error", error);
        document.add(
                "constructor",
                JsonParser.parseString(("{'seed': 1, 'args': [3, 5], 'kwargs': [['%s', 'text']], 'bound': ["
                                + "{'name': 'in_features', 'kind': 'POSITIONAL_OR_KEYWORD', 'default': false, 'value': 3},"
                                + "{'name': 'out_features', 'kind': 'POSITIONAL_OR_KEYWORD', 'default': false, 'value': 5},"
                                + "{'name': '%s', 'kind': 'KEYWORD_ONLY', 'default': false, 'value': 'text'}]}")
                        .formatted(name, name)
                        .replace('\'', '"')));
        return changed(document);
    }

    @Test
    void theLastLineCountsAllCases() {
        List<Verdict> verdicts = List.of(
                verdict("a", Verdict.Outcome.EXACT),
                verdict("b", Verdict.Outcome.CLOSE, "loss"),
                verdict("c", Verdict.Outcome.FAILED, "loss: 1 instead of 2"),
                verdict("d", Verdict.Outcome.FAILED, "loss: 3 instead of 4"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        new Report(verdicts).print(new PrintStream(bytes, true, StandardCharsets.UTF_8), false, 0);

        List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines.get(0)).isEqualTo("    2 x loss: 1 instead of 2 [suite c]");
        assertThat(lines.get(lines.size() - 1)).isEqualTo("2 passed, 2 failed");
    }

    @Test
    void noTensorOutlivesTheCases() throws Exception {
        long before = Torch.liveTensors();
        for (Case source : ConformanceSampleTest.cases("modules").subList(0, 40)) {
            CaseRunner.run(source);
        }

        assertThat(LiveTensors.leftBeyond(before)).isZero();
    }

    @Test
    void resultsAreWrittenAsJson(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("results.json");

        JsonReport.write(List.of(verdict("a", Verdict.Outcome.FAILED, "why")), file);

        JsonElement read =
                JsonParser.parseString(Files.readString(file)).getAsJsonArray().get(0);
        assertThat(read.getAsJsonObject().get("outcome").getAsString()).isEqualTo("FAILED");
    }

    private static Verdict verdict(String id, Verdict.Outcome outcome, String... reasons) {
        return new Verdict("suite", id, outcome, List.of(reasons), List.of());
    }

    private static JsonObject linear() throws Exception {
        return find().document().deepCopy();
    }

    private static Case changed(JsonObject document) throws Exception {
        Case original = find();
        return new Case(original.suite(), document, original.blob());
    }

    private static Case find() throws Exception {
        return ConformanceSampleTest.cases("modules").stream()
                .filter(source -> source.id().startsWith("Linear/"))
                .findFirst()
                .orElseThrow();
    }
}
