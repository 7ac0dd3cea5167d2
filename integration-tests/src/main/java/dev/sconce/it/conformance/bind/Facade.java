package dev.sconce.it.conformance.bind;

import com.google.gson.JsonObject;
import dev.sconce.it.conformance.cases.PyValue;
import dev.sconce.it.conformance.cases.Values;
import dev.sconce.nn.Module;
import dev.sconce.nn.ModuleN;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The Java side of one case: builds what the case names and calls it. */
public final class Facade {
    private final Values values;
    private final Conversions conversions = new Conversions(this);
    private final Functions functions = new Functions(this);
    private final IdentityHashMap<JsonObject, Module> modules = new IdentityHashMap<>();

    /**
     * For a case.
     *
     * @param values what decodes its values
     */
    public Facade(Values values) {
        this.values = values;
    }

    Conversions conversions() {
        return conversions;
    }

    /** The functions of {@code torch.nn.functional}. */
    public Functions functions() {
        return functions;
    }

    /** Builds an object of a class. */
    public Object construct(String path, List<Arg> args) {
        return Objects.requireNonNull(constructor(path, args).run());
    }

    private Invocation constructor(String path, List<Arg> args) {
        Class<?> type = JavaClasses.find(path);
        return Invocation.find(
                "new " + type.getSimpleName(),
                List.of(type.getConstructors()),
                Map.of(),
                Exceptions.constructor(path, args),
                conversions);
    }

    /** Whether a constructor of a class takes the arguments; it is not called. */
    public boolean takes(String path, List<Arg> args) {
        try {
            constructor(path, args);
            return true;
        } catch (NoSuchJavaException e) {
            return false;
        }
    }

    /** Builds a module. */
    public Module constructModule(String path, List<Arg> args) {
        if (construct(path, args) instanceof Module module) {
            return module;
        }
        throw new NoSuchJavaException("module " + path);
    }

    /** Builds the modules that are among the arguments, so that they do not draw from the random stream later. */
    public void prepare(List<Arg> args) {
        args.forEach(arg -> prepare(arg.value()));
    }

    private void prepare(@Nullable Object value) {
        if (value instanceof PyValue.Module spec) {
            module(spec.document());
        } else if (value instanceof List<?> list) {
            list.forEach(this::prepare);
        }
    }

    /** The module that a value describes: built once, with its state and mode. */
    Module module(JsonObject document) {
        Module known = modules.get(document);
        if (known == null) {
            PyCall call = PyCall.read(document, values);
            known = constructModule(document.get("class").getAsString(), call.bound());
            States.load(known, document.get("state_dict"), values);
            known.train(document.get("training").getAsBoolean());
            modules.put(document, known);
        }
        return known;
    }

    /** Calls a module with arguments by position. */
    @Nullable
    Object call(Module module, List<Arg> args) {
        return call(module, new PyCall(args.stream().map(Arg::value).toList(), Map.of(), args));
    }

    /** Calls a module: {@code m(*args, **kwargs)}. */
    public @Nullable Object call(Module module, PyCall call) {
        if (module instanceof ModuleN<?> any && !hasOwnCall(module)) {
            List<@Nullable Object> positional = new ArrayList<>();
            call.positional().forEach(value -> positional.add(untyped(value)));
            Map<String, @Nullable Object> named = new LinkedHashMap<>();
            call.named().forEach((name, value) -> named.put(name, untyped(value)));
            return any.call(positional, named);
        }
        return Invocation.find(
                        module.getClass().getSimpleName() + ".call",
                        calls(module),
                        JavaTypes.variables(module.getClass()),
                        call.bound(),
                        conversions)
                .runOn(module);
    }

    /** A value where no type says what is wanted: sizes and lengths are {@code long[]} everywhere in the API. */
    private @Nullable Object untyped(@Nullable Object value) {
        if (value instanceof PyValue.Packed packed) {
            return packed(packed);
        }
        boolean sizes = value instanceof List<?> list && list.stream().allMatch(Long.class::isInstance);
        return sizes
                ? Objects.requireNonNull(conversions.fit(value, long[].class)).value()
                : value;
    }

    private static List<Method> calls(Module module) {
        String name = Exceptions.call(module);
        return Arrays.stream(module.getClass().getMethods())
                .filter(method -> method.getName().equals(name))
                .filter(method -> !method.isBridge() && method.getDeclaringClass() != ModuleN.class)
                .toList();
    }

    private static boolean hasOwnCall(Module module) {
        return !calls(module).isEmpty();
    }

    /** Calls a method of an object by its Python name. */
    public @Nullable Object callMethod(Object receiver, String name, List<Arg> args) {
        String camel = Names.camel(name);
        List<Method> overloads = Arrays.stream(receiver.getClass().getMethods())
                .filter(method -> method.getName().equals(camel) && !method.isBridge())
                .toList();
        String what = receiver.getClass().getSimpleName() + "." + camel;
        return Invocation.find(what, overloads, Map.of(), args, conversions).runOn(receiver);
    }

    Object packed(PyValue.Packed packed) {
        return construct(
                "torch.nn.utils.rnn.PackedSequence",
                List.of(
                        Arg.positional("data", packed.data()),
                        Arg.positional("batch_sizes", packed.batchSizes()),
                        Arg.positional("sorted_indices", packed.sortedIndices()),
                        Arg.positional("unsorted_indices", packed.unsortedIndices())));
    }

    @Nullable
    Fit instance(PyValue.Instance instance, Class<?> type) {
        List<Arg> args = instance.fields().entrySet().stream()
                .map(field -> new Arg(field.getKey(), true, true, field.getValue()))
                .toList();
        Object made = construct(instance.path(), args);
        return type.isInstance(made) ? Fit.exact(made) : null;
    }
}
