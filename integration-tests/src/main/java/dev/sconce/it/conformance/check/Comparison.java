package dev.sconce.it.conformance.check;

import dev.sconce.it.conformance.bind.NoSuchJavaException;
import dev.sconce.it.conformance.cases.PyValue;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares Java's results with Python's and remembers where they were only close.
 *
 * <p>Python's values are those of {@link dev.sconce.it.conformance.cases.Values}. Java may have them as what is natural
 * there: arrays, records, enums, any number type; {@link JavaView} says what counts as what. A checkpoint's values are
 * written back to Python, so that there int, float, list and tuple are told apart: see {@link #strict()}.
 */
public final class Comparison {
    private final boolean strict;
    private final boolean approximate;
    private final List<String> close;
    private final List<String> refusals;
    private final List<RuntimeException> failures;

    /** Compares results of the API. */
    public Comparison() {
        this(false, false, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    private Comparison(
            boolean strict,
            boolean approximate,
            List<String> close,
            List<String> refusals,
            List<RuntimeException> failures) {
        this.strict = strict;
        this.approximate = approximate;
        this.close = close;
        this.refusals = refusals;
        this.failures = failures;
    }

    /** The same for values that Python will read: with their types. */
    public Comparison strict() {
        return new Comparison(true, approximate, close, refusals, failures);
    }

    /** The same for numbers that were the elements of tensors: they may be close, as tensors may. */
    Comparison approximate() {
        return new Comparison(strict, true, close, refusals, failures);
    }

    /** Where tensors or texts agreed, but not to the last bit or letter. */
    public List<String> close() {
        return close;
    }

    /** The mistakes that Java's compiler is proved to refuse, where Python raises an error when it runs. */
    public List<String> refusals() {
        return refusals;
    }

    /** What {@link #attempt} found. */
    public List<RuntimeException> failures() {
        return failures;
    }

    /** Runs a part of a case that the rest does not need: what fails there is noted, and the case goes on. */
    void attempt(Runnable part) {
        try {
            part.run();
        } catch (Mismatch | NoSuchJavaException e) {
            failures.add(e);
        }
    }

    /** Notes that something agreed, but not to the last bit or letter. */
    void noteClose(String where) {
        close.add(where);
    }

    /** Notes a mistake that Java's compiler is proved to refuse. */
    void noteRefused(String what) {
        refusals.add(what);
    }

    /**
     * Compares.
     *
     * @param where how the place is named in the failure
     * @param got what Java has
     * @param expected what Python had
     * @throws Mismatch if they differ
     */
    public void check(String where, @Nullable Object got, @Nullable Object expected) {
        if (expected instanceof PyValue.Opaque) {
            return;
        }
        Object mine = strict ? got : JavaView.of(got);
        if (expected instanceof Tensor tensor) {
            checkTensor(where, mine, tensor);
        } else if (expected instanceof PyValue.NamedTuple tuple) {
            checkList(where, mine, List.copyOf(tuple.fields().values()));
        } else if (expected instanceof PyValue.Packed packed) {
            checkPacked(where, mine, packed);
        } else if (expected instanceof Map<?, ?> map) {
            checkMap(where, mine, map);
        } else if (expected instanceof List<?> list) {
            checkList(where, mine, list);
        } else if (expected instanceof Set<?> set) {
            require(mine instanceof Collection<?> all && Set.copyOf(all).equals(set), where, mine, expected);
        } else if (approximate && Scalars.isClose(mine, expected)) {
            close.add(where);
        } else {
            require(strict ? isSameStrictly(mine, expected) : Scalars.isSame(mine, expected), where, mine, expected);
        }
    }

    private static void require(boolean same, String where, @Nullable Object got, @Nullable Object expected) {
        if (!same) {
            throw new Mismatch(where, PyText.of(got) + " instead of " + PyText.of(expected));
        }
    }

    private void checkTensor(String where, @Nullable Object got, Tensor expected) {
        if (!(got instanceof Tensor tensor)) {
            throw new Mismatch(where, "no tensor: " + PyText.of(got));
        }
        if (!TensorComparison.isExact(where, tensor, expected)) {
            close.add(where);
        }
    }

    private void checkPacked(String where, @Nullable Object got, PyValue.Packed expected) {
        if (!(got instanceof List<?> parts) || parts.size() != 4) {
            throw new Mismatch(where, "no packed sequence: " + PyText.of(got));
        }
        check(where + ".data", parts.get(0), expected.data());
        check(where + ".batch_sizes", parts.get(1), expected.batchSizes());
        check(where + ".sorted_indices", parts.get(2), expected.sortedIndices());
        check(where + ".unsorted_indices", parts.get(3), expected.unsortedIndices());
    }

    private void checkMap(String where, @Nullable Object got, Map<?, ?> expected) {
        if (!(got instanceof Map<?, ?> map)) {
            throw new Mismatch(where, "no map: " + PyText.of(got));
        }
        List<?> keys = List.copyOf(expected.keySet());
        check(where + " keys", List.copyOf(map.keySet()), keys);
        Object[] mine = map.values().toArray();
        for (int i = 0; i < mine.length; i++) {
            check(where + "." + keys.get(i), mine[i], expected.get(keys.get(i)));
        }
    }

    private void checkList(String where, @Nullable Object got, List<?> expected) {
        boolean fits = got instanceof List && (!strict || got instanceof Tuple == expected instanceof Tuple);
        if (!fits) {
            throw new Mismatch(where, PyText.of(got) + " instead of " + PyText.of(expected));
        }
        List<?> mine = (List<?>) Objects.requireNonNull(got);
        if (mine.size() != expected.size()) {
            throw new Mismatch(where, PyText.of(got) + " instead of " + PyText.of(expected));
        }
        for (int i = 0; i < mine.size(); i++) {
            check(where + "[" + i + "]", mine.get(i), expected.get(i));
        }
    }

    /** Any whole number type is Python's int and any real one its float, but neither is the other. */
    private static boolean isSameStrictly(@Nullable Object got, @Nullable Object expected) {
        boolean sameKind = Scalars.isWhole(got) == Scalars.isWhole(expected);
        return sameKind && Scalars.isSame(got, expected);
    }
}
