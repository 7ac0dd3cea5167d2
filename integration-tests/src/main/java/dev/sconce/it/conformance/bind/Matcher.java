package dev.sconce.it.conformance.bind;

import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tries to call one method or constructor with the arguments of a Python call. */
final class Matcher {
    private final List<Arg> args;
    private final Map<TypeVariable<?>, Type> variables;
    private final Conversions conversions;
    private final Set<Arg> left;
    private final List<@Nullable Object> values = new ArrayList<>();
    private int defaults;
    private int dropped;
    private int cost;

    private Matcher(List<Arg> args, Map<TypeVariable<?>, Type> variables, Conversions conversions) {
        this.args = args;
        this.variables = variables;
        this.conversions = conversions;
        this.left = new LinkedHashSet<>(args);
    }

    /** The match, or null if the arguments do not suit. */
    static @Nullable Match match(
            Executable target,
            Map<TypeVariable<?>, Type> variables,
            List<Arg> args,
            Order order,
            Conversions conversions) {
        Matcher matcher = new Matcher(args, variables, conversions);
        return matcher.takeAll(target, order)
                ? new Match(target, matcher.values, matcher.defaults, matcher.dropped, matcher.cost)
                : null;
    }

    private boolean takeAll(Executable target, Order order) {
        Parameter[] parameters = target.getParameters();
        Type[] types = target.getGenericParameterTypes();
        boolean options = parameters.length > 0 && parameters[parameters.length - 1].getType() == Consumer.class;
        int plain = options ? parameters.length - 1 : parameters.length;
        for (int i = 0; i < plain; i++) {
            Arg arg = order == Order.BY_NAME ? named(parameters[i].getName()) : at(i);
            if (arg == null || !take(arg, variables.getOrDefault(types[i], types[i]))) {
                return false;
            }
        }
        left.removeIf(arg -> !arg.given());
        return options ? takeOptions(JavaTypes.argument(types[plain])) : dropNone();
    }

    private @Nullable Arg named(String name) {
        return left.stream()
                .filter(arg -> Names.parameter(arg.name()).equals(name))
                .findFirst()
                .orElse(null);
    }

    private @Nullable Arg at(int index) {
        return index < args.size() && args.get(index).positional() ? args.get(index) : null;
    }

    private boolean take(Arg arg, Type type) {
        Fit fit = conversions.fit(arg.value(), type);
        if (fit == null) {
            return false;
        }
        left.remove(arg);
        values.add(fit.value());
        cost += fit.cost();
        defaults += arg.given() ? 0 : 1;
        return true;
    }

    private boolean takeOptions(Type type) {
        OptionSetters setters = new OptionSetters(JavaTypes.raw(type), conversions);
        for (Arg arg : left) {
            if (!setters.add(arg)) {
                if (arg.value() != null) {
                    return false;
                }
                dropped++;
            }
        }
        cost += setters.cost();
        values.add(setters.lambda());
        return true;
    }

    /** A None that no parameter takes is the absence of the argument. */
    private boolean dropNone() {
        dropped += left.size();
        return left.stream().allMatch(arg -> arg.value() == null);
    }
}
