package dev.sconce.it.conformance.semantics;

import dev.sconce.nn.Linear;
import dev.sconce.nn.Module;
import dev.sconce.nn.Parameter;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Tuple;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** What the snippets need of Python's ways to look at things. */
final class Py {
    private static final Pattern SLOT = Pattern.compile("(?m)^  \\(([^)]*)\\):");

    private Py() {}

    /** {@code [k for k, _ in m.items()]}. */
    static List<String> names(Map<String, ?> map) {
        return List.copyOf(map.keySet());
    }

    /** {@code a is b}. */
    static boolean is(Object a, Object b) {
        return a == b;
    }

    /** {@code type(x).__name__}. */
    static String type(Object value) {
        return value.getClass().getSimpleName();
    }

    /** {@code tuple(t.shape)}. */
    static Tuple shape(Tensor tensor) {
        return Tuple.copyOf(Arrays.stream(tensor.shape()).boxed().toList());
    }

    /** {@code str(t.dtype)}. */
    static String dtype(Tensor tensor) {
        return "torch." + tensor.dtype();
    }

    /** {@code [n + ':' + type(m).__name__ for n, m in module.named_children()]}. */
    static List<String> typedChildren(Module module) {
        return module.namedChildren().entrySet().stream()
                .map(child -> child.getKey() + ":" + type(child.getValue()))
                .toList();
    }

    /** {@code list(m._modules)}: the names of the places for children, the empty ones too, as the module's text has them. */
    static List<String> slots(Module module) {
        return SLOT.matcher(module.toString())
                .results()
                .map(slot -> slot.group(1))
                .toList();
    }

    /** The bias of a layer that has one. */
    static Parameter bias(Linear linear) {
        return Objects.requireNonNull(linear.bias);
    }

    /** {@code OrderedDict([(name, module), ...])}: names and modules by turns. */
    static Map<String, Module> dict(Object... namesAndModules) {
        Map<String, Module> dict = new LinkedHashMap<>();
        for (int i = 0; i < namesAndModules.length; i += 2) {
            dict.put((String) namesAndModules[i], (Module) namesAndModules[i + 1]);
        }
        return dict;
    }
}
