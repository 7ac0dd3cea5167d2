package dev.sconce.torch.codegen;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.annotation.Namespace;

/** The native functions that the presets bind, by reflection; nothing native is loaded for it. */
final class Presets {
    private final Map<String, List<Method>> functions = new HashMap<>();
    private final Map<String, List<Method>> methods = new HashMap<>();

    Presets() {
        for (Method method : type("global.torch").getDeclaredMethods()) {
            Namespace namespace = method.getAnnotation(Namespace.class);
            // torch::nn::functional has functions of the same names with other parameters.
            if (namespace != null && namespace.value().equals("at")) {
                add(functions, method);
            }
        }
        for (String name : List.of("Tensor", "TensorBase", "AbstractTensor")) {
            for (Method method : type(name).getDeclaredMethods()) {
                if (!Modifier.isStatic(method.getModifiers())
                        && (Modifier.isNative(method.getModifiers()) && Modifier.isPublic(method.getModifiers()))) {
                    add(methods, method);
                }
            }
        }
        // Reflection has no order of its own; the generator's output must have one.
        for (Map<String, List<Method>> index : List.of(functions, methods)) {
            index.values().forEach(list -> list.sort((a, b) -> a.toString().compareTo(b.toString())));
        }
    }

    /** The functions of namespace {@code at} with a name. */
    List<Method> functions(String name) {
        return functions.getOrDefault(name, Collections.emptyList());
    }

    /** The methods of tensors with a name. */
    List<Method> methods(String name) {
        return methods.getOrDefault(name, Collections.emptyList());
    }

    private static void add(Map<String, List<Method>> index, Method method) {
        if (!method.isBridge()) {
            index.computeIfAbsent(method.getName(), name -> new ArrayList<>()).add(method);
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName("org.bytedeco.pytorch." + name, false, Presets.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("The presets are not on the class path", e);
        }
    }
}
