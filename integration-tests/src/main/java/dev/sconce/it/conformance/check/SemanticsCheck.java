package dev.sconce.it.conformance.check;

import dev.sconce.it.conformance.bind.NoSuchJavaException;
import dev.sconce.it.conformance.cases.Case;
import dev.sconce.it.conformance.cases.Values;
import dev.sconce.it.conformance.semantics.Approximately;
import dev.sconce.it.conformance.semantics.Observations;
import dev.sconce.it.conformance.semantics.Raised;
import dev.sconce.it.conformance.semantics.Refused;
import dev.sconce.it.conformance.semantics.Snippet;
import dev.sconce.it.conformance.semantics.Snippets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A snippet of Python: its Java counterpart runs, and must observe the same. */
final class SemanticsCheck implements Check {
    @Override
    public void run(Case source, Comparison comparison) {
        Snippet snippet = Snippets.all().get(source.id());
        if (snippet == null) {
            throw new NoSuchJavaException("snippet " + source.id());
        }
        Observations out = new Observations();
        try {
            snippet.run(out);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new Mismatch("snippet", e.toString());
        }
        Map<String, @Nullable Object> expected = new Values(source).named(source.get("results"));
        comparison.check("names", List.copyOf(out.values().keySet()), List.copyOf(expected.keySet()));
        out.values().forEach((name, got) -> comparison.attempt(() -> check(comparison, name, got, expected.get(name))));
    }

    private static void check(Comparison comparison, String name, @Nullable Object got, @Nullable Object expected) {
        if (got instanceof Raised raised && expected instanceof List<?> error && error.size() == 2) {
            ErrorText.check(comparison, name, raised.thrown(), String.valueOf(error.get(0)), (String) error.get(1));
        } else if (got instanceof Refused refused && expected instanceof List<?> error && error.size() == 2) {
            JavaCompilerCheck.run(name, refused);
            comparison.noteRefused(name + ": does not compile where Python raises " + error.get(0));
        } else if (got instanceof Approximately numbers) {
            comparison.approximate().check(name, numbers.values(), expected);
        } else {
            comparison.check(name, got, expected);
        }
    }
}
