package dev.sconce.it.conformance.bind;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The calls inside an options lambda, such as {@code c -> c.stride(2).bias(false)}. A tuple may be the arguments of one
 * setter, {@code o -> o.betas(0.9, 0.99)}. Where a typed setter would change the type, int to float, and the options can
 * also be set by name, they are, {@code o -> o.put("momentum", 1)}: checkpoints and texts tell the two apart.
 */
final class OptionSetters {
    private static final String BY_NAME = "put";

    private final Class<?> type;
    private final Conversions conversions;
    private final List<Setter> calls = new ArrayList<>();

    OptionSetters(Class<?> type, Conversions conversions) {
        this.type = type;
        this.conversions = conversions;
    }

    /** Sets the option of an argument's name; false if there is none that takes the value. */
    boolean add(Arg arg) {
        Setter best = Arrays.stream(type.getMethods())
                .map(method -> setter(method, arg))
                .filter(Objects::nonNull)
                .min(Comparator.comparingInt(Setter::cost))
                .orElse(null);
        if (best == null) {
            return false;
        }
        calls.add(best);
        return true;
    }

    private @Nullable Setter setter(Method method, Arg arg) {
        if (method.getName().equals(BY_NAME)) {
            return byName(method, arg);
        }
        if (!method.getName().equals(Names.parameter(arg.name()))) {
            return null;
        }
        if (method.getParameterCount() == 1) {
            Fit fit = conversions.fit(arg.value(), method.getGenericParameterTypes()[0]);
            return fit == null ? null : new Setter(method, 2 * fit.cost(), List.of(fit));
        }
        return arg.value() instanceof List<?> items && items.size() == method.getParameterCount()
                ? spread(method, items)
                : null;
    }

    private @Nullable Setter byName(Method method, Arg arg) {
        boolean named = Arrays.equals(method.getParameterTypes(), new Class<?>[] {String.class, Object.class});
        return named ? new Setter(method, 1, List.of(Fit.exact(arg.name()), Fit.exact(arg.value()))) : null;
    }

    private @Nullable Setter spread(Method method, List<?> items) {
        List<Fit> fits = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Fit fit = conversions.fit(items.get(i), method.getGenericParameterTypes()[i]);
            if (fit == null) {
                return null;
            }
            fits.add(fit);
        }
        int cost = fits.stream().mapToInt(Fit::cost).sum();
        return new Setter(method, 2 * cost, fits);
    }

    int cost() {
        return calls.stream().mapToInt(Setter::cost).sum();
    }

    Consumer<Object> lambda() {
        List<Setter> all = List.copyOf(calls);
        return options -> all.forEach(call -> call.run(options));
    }

    private record Setter(Method method, int cost, List<Fit> fits) {
        void run(Object options) {
            method.setAccessible(true);
            @Nullable Object[] values = fits.stream().map(Fit::value).toArray();
            Reflection.run(() -> method.invoke(options, values));
        }
    }
}
