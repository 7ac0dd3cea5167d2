package dev.sconce.it.conformance;

import dev.sconce.it.conformance.Verdict.Outcome;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Prints how the cases went. */
final class Report {
    private static final int GROUPS = 40;

    private final List<Verdict> verdicts;

    Report(List<Verdict> verdicts) {
        this.verdicts = verdicts;
    }

    /**
     * Prints the failures, a table and the sum.
     *
     * @param verbose whether each case that was not exact has a line, and not only each cause of failure
     * @param left how many tensors outlived the cases
     */
    void print(PrintStream out, boolean verbose, long left) {
        if (verbose) {
            printAll(out);
        } else {
            printGroups(out);
        }
        printTable(out);
        printRefusals(out);
        out.println(count(Outcome.EXACT) + " exact, " + count(Outcome.CLOSE) + " close, " + count(Outcome.FAILED)
                + " failed; " + left + " tensors left");
        out.println(passed() + " passed, " + count(Outcome.FAILED) + " failed");
    }

    private void printRefusals(PrintStream out) {
        long cases = verdicts.stream()
                .filter(verdict -> verdict.hasPassed() && !verdict.refusals().isEmpty())
                .count();
        if (cases > 0) {
            out.println(
                    "in " + cases + " of the passed cases Java's compiler refuses a mistake for which Python raises an"
                            + " error: no overload takes the faulty argument, and the right one in its place is taken");
        }
    }

    long passed() {
        return verdicts.stream().filter(Verdict::hasPassed).count();
    }

    long count(Outcome outcome) {
        return verdicts.stream().filter(verdict -> verdict.outcome() == outcome).count();
    }

    private void printAll(PrintStream out) {
        for (Verdict verdict : verdicts) {
            verdict.reasons().forEach(reason -> printLine(out, verdict.outcome().name(), verdict, reason));
            verdict.refusals().forEach(refusal -> printLine(out, "REFUSED", verdict, refusal));
        }
    }

    private static void printLine(PrintStream out, String what, Verdict verdict, String reason) {
        out.println(what + " " + verdict.suite() + " " + verdict.id() + ": " + reason.replace("\n", "\\n"));
    }

    private void printGroups(PrintStream out) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (Verdict verdict : verdicts) {
            if (!verdict.hasPassed()) {
                for (String reason : verdict.reasons()) {
                    groups.computeIfAbsent(Reasons.group(reason), key -> new ArrayList<>())
                            .add(reason.replace("\n", "\\n") + " [" + verdict.suite() + " " + verdict.id() + "]");
                }
            }
        }
        groups.values().stream()
                .sorted((a, b) -> Integer.compare(b.size(), a.size()))
                .limit(GROUPS)
                .forEach(group -> out.printf("%5d x %s%n", group.size(), group.get(0)));
        if (groups.size() > GROUPS) {
            out.println("... and " + (groups.size() - GROUPS) + " more causes; --verbose shows all");
        }
    }

    private void printTable(PrintStream out) {
        Map<String, Map<Outcome, Integer>> suites = new TreeMap<>();
        for (Verdict verdict : verdicts) {
            suites.computeIfAbsent(verdict.suite(), key -> new EnumMap<>(Outcome.class))
                    .merge(verdict.outcome(), 1, Integer::sum);
        }
        out.printf("%-40s %7s %7s %7s%n", "suite", "exact", "close", "failed");
        suites.forEach((suite, counts) -> out.printf(
                "%-40s %7d %7d %7d%n",
                suite,
                counts.getOrDefault(Outcome.EXACT, 0),
                counts.getOrDefault(Outcome.CLOSE, 0),
                counts.getOrDefault(Outcome.FAILED, 0)));
    }
}
