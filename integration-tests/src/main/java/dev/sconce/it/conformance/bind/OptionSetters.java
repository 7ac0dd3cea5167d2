package dev.sconce.it.conformance.bind;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** The calls inside an options lambda, such as {@code c -> c.stride(2).bias(false)}. */
final class OptionSetters {
    private final Class<?> type;
    private final Conversions conversions;
    private final List<Consumer<Object>> calls = new ArrayList<>();
    private int cost;

    OptionSetters(Class<?> type, Conversions conversions) {
        this.type = type;
        this.conversions = conversions;
    }

    /** Sets the option of an argument's name; false if there is none that takes the value. */
    boolean add(Arg arg) {
        String name = Names.parameter(arg.name());
        Setter best = Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(name) && method.getParameterCount() == 1)
                .map(method -> setter(method, arg))
                .filter(Objects::nonNull)
                .min((a, b) -> Integer.compare(a.fit.cost(), b.fit.cost()))
                .orElse(null);
        if (best == null) {
            return false;
        }
        calls.add(best::run);
        cost += best.fit.cost();
        return true;
    }

    @org.jspecify.annotations.Nullable
    private Setter setter(Method method, Arg arg) {
        Fit fit = conversions.fit(arg.value(), method.getGenericParameterTypes()[0]);
        return fit == null ? null : new Setter(method, fit);
    }

    int cost() {
        return cost;
    }

    Consumer<Object> lambda() {
        List<Consumer<Object>> all = List.copyOf(calls);
        return options -> all.forEach(call -> call.accept(options));
    }

    private record Setter(Method method, Fit fit) {
        void run(Object options) {
            method.setAccessible(true);
            Reflection.run(() -> method.invoke(options, fit.value()));
        }
    }
}
