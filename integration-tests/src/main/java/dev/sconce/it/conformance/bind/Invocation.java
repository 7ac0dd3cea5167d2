package dev.sconce.it.conformance.bind;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Java method or constructor with the arguments of a Python call. Of all that could be called, it is the one that needs
 * the fewest of Python's defaults spelt out, so that Java's own are tested; then the one whose types are the nearest.
 */
public final class Invocation {
    private static final Comparator<Match> BEST = Comparator.comparingInt(Match::defaults)
            .thenComparingInt(Match::dropped)
            .thenComparingInt(Match::cost)
            .thenComparing(match -> match.target().toString());

    private final Match match;

    private Invocation(Match match) {
        this.match = match;
    }

    /**
     * Finds what to call.
     *
     * @param what how the call is named in the failure
     * @param candidates overloads
     * @param variables what type variables stand for
     * @param args the Python arguments
     * @param conversions what fits values to types
     * @throws NoSuchJavaException if no overload takes the arguments
     */
    static Invocation find(
            String what,
            Collection<? extends Executable> candidates,
            Map<TypeVariable<?>, Type> variables,
            List<Arg> args,
            Conversions conversions) {
        return candidates.stream()
                .flatMap(candidate -> matches(candidate, variables, args, conversions))
                .min(BEST)
                .map(Invocation::new)
                .orElseThrow(() -> new NoSuchJavaException(what + "(" + describe(args) + ")"));
    }

    private static Stream<Match> matches(
            Executable candidate, Map<TypeVariable<?>, Type> variables, List<Arg> args, Conversions conversions) {
        return Stream.of(Order.BY_NAME, Order.BY_POSITION)
                .map(order -> Matcher.match(candidate, variables, args, order, conversions))
                .filter(Objects::nonNull);
    }

    private static String describe(List<Arg> args) {
        return args.stream()
                .filter(Arg::given)
                .map(arg -> (arg.name().isEmpty() ? "" : arg.name() + "=") + describe(arg.value()))
                .collect(Collectors.joining(", "));
    }

    private static String describe(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(Invocation::describe).distinct().collect(Collectors.joining(", ", "(", ")"));
        }
        return value == null ? "None" : value.getClass().getSimpleName();
    }

    /** Calls a constructor or a static method. */
    @Nullable
    Object run() {
        return runOn(null);
    }

    /** Calls a method of an object. */
    @Nullable
    Object runOn(@Nullable Object receiver) {
        Executable target = match.target();
        target.setAccessible(true); // public methods of package-private bases
        @Nullable Object[] values = match.values();
        return Reflection.run(() -> target instanceof Constructor<?> constructor
                ? constructor.newInstance(values)
                : ((Method) target).invoke(receiver, values));
    }
}
