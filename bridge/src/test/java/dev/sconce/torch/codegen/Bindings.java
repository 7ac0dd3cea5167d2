package dev.sconce.torch.codegen;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the native function of the presets that serves a call, by the classes of its parameters. */
final class Bindings {
    /**
     * Python passes a number to these as a tensor that remembers it was a number, and so do we: the results are the
     * same, {@code grad_fn} too, and a cached tensor is twice as fast as making one in every call.
     */
    private static final Set<String> NUMBERS_AS_TENSORS =
            Set.of("add", "add_", "sub", "sub_", "mul", "mul_", "div", "div_");

    private final Presets presets;

    Bindings(Presets presets) {
        this.presets = presets;
    }

    /**
     * A call of a native function.
     *
     * @param java the expression
     * @param returns the simple name of its class
     */
    record Call(String java, String returns) {
        boolean usesSlots() {
            return java.contains("slots.");
        }
    }

    /**
     * Finds a call with these values, self first and in the schema's order.
     *
     * @param given how many of the values the caller gives: where they are the first ones, C++'s own defaults serve
     */
    Optional<Call> find(Schema schema, List<Value> values, List<Param> given) {
        List<Value> ordered = outFirst(values);
        List<Value> prefix =
                ordered.stream().filter(v -> given.contains(v.param())).toList();
        boolean isPrefix = ordered.subList(0, prefix.size()).equals(prefix);
        List<Value> left = ordered.subList(prefix.size(), ordered.size());
        if (isPrefix && left.stream().noneMatch(Bindings::differsInCpp)) {
            Optional<Call> shorter = best(schema, prefix);
            if (shorter.isPresent()) {
                return shorter;
            }
        }
        return best(schema, ordered);
    }

    /** C++ does not expand the default of a list of fixed length, and some kernels cannot do with one element. */
    private static boolean differsInCpp(Value value) {
        return !value.param().options()
                && value.param().type().length() > 1
                && !value.isNull()
                && !value.param().argument().fallback().startsWith("[");
    }

    private static List<Value> outFirst(List<Value> values) {
        List<Value> ordered = new ArrayList<>(values);
        ordered.sort((a, b) ->
                Boolean.compare(b.param().argument().out(), a.param().argument().out()));
        return ordered;
    }

    private Optional<Call> best(Schema schema, List<Value> values) {
        List<Value> nullable = values.stream()
                .filter(v -> v.maybeNull() && v.param().type().list())
                .toList();
        if (nullable.isEmpty()) {
            return direct(schema, values);
        }
        if (nullable.size() > 1) {
            return Optional.empty();
        }
        return branch(schema, values, nullable.get(0));
    }

    /** There is one function for an array and another for none. */
    private Optional<Call> branch(Schema schema, List<Value> values, Value nullable) {
        Optional<Call> none = direct(schema, replace(values, nullable, new Value(nullable.param(), "null", false)));
        Optional<Call> some =
                direct(schema, replace(values, nullable, new Value(nullable.param(), nullable.java(), false)));
        if (none.isEmpty() || some.isEmpty()) {
            return Optional.empty();
        }
        String java = nullable.java() + " == null ? " + none.get().java() + " : "
                + some.get().java();
        return Optional.of(new Call(java, none.get().returns()));
    }

    private static List<Value> replace(List<Value> values, Value old, Value value) {
        return values.stream().map(v -> v.equals(old) ? value : v).toList();
    }

    private Optional<Call> direct(Schema schema, List<Value> values) {
        if (schema.overload().equals("Scalar") && NUMBERS_AS_TENSORS.contains(schema.base())) {
            return call(schema, wrapNumber(values));
        }
        return call(schema, values);
    }

    private static List<Value> wrapNumber(List<Value> values) {
        List<Value> wrapped = new ArrayList<>();
        String self =
                values.get(0).java().equals("this") ? "handle()" : values.get(0).java() + ".handle()";
        for (Value value : values) {
            boolean number = value.param().argument().name().equals("other");
            String java = "Marshal.wrapped(" + value.java() + ", " + self + ")";
            wrapped.add(number ? new Value(wrappedNumber(value.param()), java, false) : value);
        }
        return wrapped;
    }

    private static Param wrappedNumber(Param param) {
        return new Param(
                new Schema.Argument(
                        SchemaType.parse("WrappedNumber"), param.argument().name(), null, false),
                param.javaName(),
                false);
    }

    private Optional<Call> call(Schema schema, List<Value> values) {
        String name = schema.hasOut() ? schema.base() + "_out" : schema.base();
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i).param().self() && values.get(i).param().type().is("Tensor") && !schema.hasOut()) {
                List<Value> rest = new ArrayList<>(values);
                Value self = rest.remove(i);
                String receiver = self.java().equals("this") ? "handle()" : self.java() + ".handle()";
                for (Method method : returning(schema, presets.methods(name))) {
                    arguments(method, rest).ifPresent(list -> calls.add(call(method, receiver, list)));
                }
            }
        }
        if (calls.isEmpty()) {
            for (Method method : returning(schema, presets.functions(name))) {
                arguments(method, values).ifPresent(list -> calls.add(call(method, "torch", list)));
            }
        }
        // Several fit only where a list is taken as an array or as a view; the shorter expression is the array's.
        return calls.stream().min(Comparator.comparing(call -> call.java().length()));
    }

    private static List<Method> returning(Schema schema, List<Method> methods) {
        return methods.stream()
                .filter(method ->
                        Returns.of(schema).isBoundAs(method.getReturnType().getSimpleName()))
                .toList();
    }

    private static Call call(Method method, String receiver, String arguments) {
        return new Call(
                receiver + "." + method.getName() + "(" + arguments + ")",
                method.getReturnType().getSimpleName());
    }

    private static Optional<String> arguments(Method method, List<Value> values) {
        Class<?>[] types = method.getParameterTypes();
        if (types.length != values.size()) {
            return Optional.empty();
        }
        List<String> list = new ArrayList<>();
        for (int i = 0; i < types.length; i++) {
            Optional<String> expression = argument(types[i].getSimpleName(), values.get(i));
            if (expression.isEmpty()) {
                return Optional.empty();
            }
            list.add(expression.get());
        }
        return Optional.of(list.stream().collect(Collectors.joining(", ")));
    }

    private static Optional<String> argument(String presetClass, Value value) {
        if (value.param().type().is("WrappedNumber")) {
            return presetClass.equals("Tensor") ? Optional.of(value.java()) : Optional.empty();
        }
        return Marshalling.as(presetClass, value);
    }
}
