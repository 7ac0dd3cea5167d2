package dev.sconce.it.conformance.bind;

import dev.sconce.it.conformance.cases.PyValue;
import dev.sconce.nn.Module;
import dev.sconce.nn.functional.F;
import dev.sconce.nn.init.Init;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions of {@code torch.nn.functional}: called by name, and passed as values. */
public final class Functions {
    private static final String FUNCTIONAL = "torch.nn.functional.";

    private final Facade facade;

    Functions(Facade facade) {
        this.facade = facade;
    }

    /**
     * Calls a function of {@link F}.
     *
     * @param path Python's path, such as {@code torch.nn.functional.max_pool2d}
     * @param args its arguments
     */
    public @Nullable Object call(String path, List<Arg> args) {
        return call(F.class, Names.camel(Names.last(path)), args);
    }

    /** Calls a function of {@code torch.nn.init}. */
    public @Nullable Object init(String path, List<Arg> args) {
        return call(Init.class, Names.camel(Names.last(path)), args);
    }

    /** Calls a static method. */
    @Nullable
    Object call(Class<?> holder, String name, List<Arg> args) {
        List<Method> overloads = Arrays.stream(holder.getMethods())
                .filter(method -> method.getName().equals(name) && Modifier.isStatic(method.getModifiers()))
                .toList();
        return Invocation.find(holder.getSimpleName() + "." + name, overloads, Map.of(), args, facade.conversions())
                .run();
    }

    /**
     * A function as a value. Python compares functions by identity, {@code activation is F.relu}; a Java method reference
     * has none, so that a parameter that also takes the function's name gets the name.
     */
    @Nullable
    Fit fit(PyValue.Function function, Class<?> type) {
        if (!function.path().startsWith(FUNCTIONAL)) {
            return null;
        }
        if (type == String.class) {
            return Fit.exact(Names.last(function.path()));
        }
        return type.isInterface() ? Fit.widened(proxy(type, args -> call(function.path(), args))) : null;
    }

    /** A module as a function. */
    Object over(Module module, Class<?> type) {
        return proxy(type, args -> facade.call(module, args));
    }

    private static Object proxy(Class<?> type, Body body) {
        InvocationHandler handler = (proxy, method, args) -> {
            if (!Modifier.isAbstract(method.getModifiers())) {
                return InvocationHandler.invokeDefault(proxy, method, args);
            }
            List<Arg> list = new ArrayList<>();
            for (Object arg : args) {
                list.add(Arg.positional("", arg));
            }
            return body.call(list);
        };
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
    }

    @FunctionalInterface
    private interface Body {
        @Nullable
        Object call(List<Arg> args);
    }
}
