package dev.sconce.torch.codegen;

import dev.sconce.torch.Tensor;
import dev.sconce.torch.TensorOptions;
import dev.sconce.torch.Torch;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.BytePointer;

/** Calls one op twice with equal arguments: by its name through the dispatcher, and by one of its Java forms. */
final class FormCall {
    private static final Map<Facade, Map<String, Method>> METHODS = new EnumMap<>(Facade.class);

    private final Form form;
    private final Method method;

    FormCall(Form form) {
        this.form = form;
        method = METHODS.computeIfAbsent(form.owner(), FormCall::methods).get(form.signature());
        if (method == null) {
            throw new AssertionError("no Java method " + form.signature());
        }
    }

    private static Map<String, Method> methods(Facade facade) {
        try {
            return Arrays.stream(Class.forName("dev.sconce.torch." + facade.className())
                            .getDeclaredMethods())
                    .filter(method -> !method.isBridge())
                    .collect(Collectors.toMap(FormCall::signature, Function.identity()));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static String signature(Method method) {
        List<String> types = new ArrayList<>();
        for (Class<?> type : method.getParameterTypes()) {
            types.add(type.getSimpleName());
        }
        return method.getName() + "(" + String.join(",", types) + ")";
    }

    /** What the dispatcher's call gave, as text that tells every bit. */
    String boxed(long seed) {
        Map<String, Object> arguments = new LinkedHashMap<>(sampled(seed));
        Torch.manualSeed(1);
        return describe(Torch.call("aten::" + form.schema().name(), arguments), arguments);
    }

    /** What the Java form gave. */
    String java(long seed) {
        Map<String, Object> arguments = sampled(seed);
        Map<String, Object> written = new LinkedHashMap<>(arguments);
        Object receiver = form.method() ? arguments.get("self") : null;
        List<Object> list = new ArrayList<>();
        for (Param param : form.declared()) {
            list.add(
                    param.options()
                            ? tensorOptions(arguments)
                            : styled(param, arguments.get(param.argument().name())));
        }
        if (form.order() == Form.Order.LAMBDA) {
            list.add((Consumer<Object>) options -> set(options, arguments));
        }
        Torch.manualSeed(1);
        try {
            return describe(method.invoke(receiver, list.toArray()), written);
        } catch (InvocationTargetException e) {
            throw new AssertionError(form.signature() + " failed", e.getCause());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private Map<String, Object> sampled(long seed) {
        ArgumentSampler sampler = new ArgumentSampler(seed);
        Map<String, Object> arguments = new LinkedHashMap<>();
        for (Param param : Param.of(form.schema())) {
            if (param.options()) {
                if (form.params().contains(param)) {
                    arguments.put("dtype", dev.sconce.torch.DType.FLOAT64);
                }
            } else if (form.params().contains(param) || (form.method() && param.self()) || inLambda(param)) {
                arguments.put(param.argument().name(), sampled(sampler, param));
            }
        }
        return arguments;
    }

    /** Lambdas set the last optional argument: one that a short form cannot. */
    private boolean inLambda(Param param) {
        if (form.order() != Form.Order.LAMBDA) {
            return false;
        }
        List<Param> optional = FormPlanner.optional(Param.of(form.schema()));
        return param.equals(optional.get(optional.size() - 1));
    }

    private Object sampled(ArgumentSampler sampler, Param param) {
        Object value = sampler.sample(param.argument());
        if (form.style() == JavaType.Style.SINGLE && param.takesSingle()) {
            long[] same = new long[param.type().length()];
            Arrays.fill(same, ((long[]) value)[0]);
            return same;
        }
        return form.style() == JavaType.Style.TRUTH && param.isElement() ? ((Number) value).longValue() > 1 : value;
    }

    private Object styled(Param param, Object value) {
        boolean single = form.style() == JavaType.Style.SINGLE && param.takesSingle();
        return single ? (Object) ((long[]) value)[0] : value;
    }

    private static Consumer<TensorOptions> tensorOptions(Map<String, Object> arguments) {
        return options -> options.dtype((dev.sconce.torch.DType) arguments.get("dtype"));
    }

    private void set(Object options, Map<String, Object> arguments) {
        for (Param param : FormPlanner.optional(Param.of(form.schema()))) {
            if (inLambda(param)) {
                try {
                    Method setter = Arrays.stream(options.getClass().getDeclaredMethods())
                            .filter(candidate -> candidate.getName().equals(param.javaName()))
                            .findFirst()
                            .orElseThrow();
                    setter.invoke(options, arguments.get(param.argument().name()));
                } catch (ReflectiveOperationException e) {
                    throw new LinkageError(param.javaName(), e);
                }
            }
        }
    }

    /** Results, and the arguments since some are written to. */
    private String describe(Object result, Map<String, Object> arguments) {
        StringBuilder text = new StringBuilder();
        boolean uninitialized = form.schema().base().matches("(new_)?empty.*|resize.*|set_");
        describe(Returns.of(form.schema()).kind() == Returns.Kind.VOID ? null : result, uninitialized, text);
        arguments.values().forEach(argument -> describe(argument, uninitialized, text));
        return text.toString();
    }

    private static void describe(Object value, boolean shapesOnly, StringBuilder text) {
        if (value instanceof Tensor tensor) {
            text.append(shapesOnly ? Arrays.toString(tensor.shape()) + tensor.dtype() : bits(tensor))
                    .append(';');
        } else if (value instanceof List<?> list) {
            list.forEach(item -> describe(item, shapesOnly, text));
        } else if (value instanceof Record results) {
            for (var component : results.getClass().getRecordComponents()) {
                try {
                    describe(component.getAccessor().invoke(results), shapesOnly, text);
                } catch (ReflectiveOperationException e) {
                    throw new LinkageError(component.getName(), e);
                }
            }
        } else if (value instanceof Number || value instanceof Boolean) {
            text.append(value).append(';');
        } else if (value instanceof dev.sconce.torch.DType) {
            text.append(value).append(';');
        }
    }

    private static String bits(Tensor tensor) {
        if (!tensor.isDefined()) {
            return "none";
        }
        String head = Arrays.toString(tensor.shape())
                + tensor.dtype()
                + tensor.unwrap().layout();
        if (!head.endsWith("Strided") || tensor.unwrap().is_quantized()) {
            return head + tensor;
        }
        Tensor plain = tensor.detach().resolveConj().resolveNeg().contiguous();
        byte[] bytes = new byte[Math.toIntExact(plain.nbytes())];
        if (bytes.length > 0) {
            new BytePointer(plain.unwrap().data_ptr()).capacity(bytes.length).get(bytes);
        }
        return head + Arrays.toString(bytes);
    }
}
