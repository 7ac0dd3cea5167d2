package dev.sconce.it.conformance.bind;

import dev.sconce.nn.LazyModule;
import dev.sconce.nn.Module;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The calls that no rule can carry over to Java, each with its reason. */
public final class Exceptions {
    /** {@code Identity} takes and ignores any arguments in Python, so that one may stand for any layer in a hurry. */
    private static final Set<String> IGNORING_ARGUMENTS = Set.of("torch.nn.Identity");

    /** The cells take anything for their {@code bias}, a text such as {@code "relu"} too, which counts as true. */
    private static final Set<String> TAKING_ANY_TRUTH = Set.of("torch.nn.GRUCell", "torch.nn.LSTMCell");

    /** Poolings have two result types in Python, chosen by a truth value; a Java method has one, and there are two. */
    static final String RETURN_INDICES = "return_indices";

    /** What {@code torch/nn/_reduction.py} makes of the deprecated truth values, which the Java API does not have. */
    private static final Map<String, String> LEGACY_REDUCTION = Map.of("size_average", "sum", "reduce", "none");

    /** {@code torch.Size} and a tuple of numbers print differently in Python; Java has one type for them, an array. */
    private static final Pattern SIZE = Pattern.compile("torch\\.Size\\(\\[(.*?)]\\)");

    private Exceptions() {}

    /** A module's text as Java can know it. */
    public static String text(String python) {
        return SIZE.matcher(python).replaceAll("($1)");
    }

    /** A lazy module changes its class at its first call in Python; a Java object goes by the name of what it extends. */
    public static Class<?> classOf(Module module) {
        boolean settled = module instanceof LazyModule && !module.toString().startsWith("Lazy");
        return settled ? module.getClass().getSuperclass() : module.getClass();
    }

    /** A convolution's padding may be a text or numbers in Python, which are two attributes in Java. */
    static String attribute(String name, @Nullable Object expected) {
        return name.equals("padding") && expected instanceof String ? "padding_text" : name;
    }

    /** The method that calls a module. */
    static String call(Object module) {
        return Attribute.isTrue(module, RETURN_INDICES) ? "callWithIndices" : "call";
    }

    static List<Arg> constructor(String path, List<Arg> args) {
        if (IGNORING_ARGUMENTS.contains(path)) {
            return List.of();
        }
        return TAKING_ANY_TRUTH.contains(path)
                ? args.stream().map(Exceptions::truth).toList()
                : args;
    }

    private static Arg truth(Arg arg) {
        return arg.name().equals("bias") && arg.value() instanceof String text
                ? new Arg(arg.name(), arg.positional(), arg.given(), !text.isEmpty())
                : arg;
    }

    /** The name of the function to call: {@code max_pool2d(..., return_indices=True)} is {@code max_pool2d_with_indices}. */
    public static String function(String path, List<Arg> args) {
        return isTrue(args, RETURN_INDICES) ? path + "_with_indices" : path;
    }

    /** The arguments of a function call without those that Java says otherwise. */
    public static List<Arg> functionArguments(List<Arg> args) {
        List<Arg> kept = new ArrayList<>();
        @Nullable String reduction = null;
        for (Arg arg : args) {
            if (LEGACY_REDUCTION.containsKey(arg.name())) {
                reduction = Boolean.FALSE.equals(arg.value()) ? LEGACY_REDUCTION.get(arg.name()) : reduction;
            } else if (!arg.name().equals(RETURN_INDICES)) {
                kept.add(arg);
            }
        }
        String replacement = reduction;
        if (replacement != null) {
            kept.replaceAll(
                    arg -> arg.name().equals("reduction") ? new Arg("reduction", true, true, replacement) : arg);
        }
        return kept;
    }

    private static boolean isTrue(List<Arg> args, String name) {
        return args.stream().anyMatch(arg -> arg.name().equals(name) && Boolean.TRUE.equals(arg.value()));
    }
}
