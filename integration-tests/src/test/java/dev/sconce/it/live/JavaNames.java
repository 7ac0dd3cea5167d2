package dev.sconce.it.live;

import dev.sconce.it.conformance.bind.Names;
import dev.sconce.nn.ExtraState;
import dev.sconce.nn.GlobalHooks;
import dev.sconce.nn.Module;
import dev.sconce.nn.Parallel;
import dev.sconce.nn.functional.F;
import dev.sconce.nn.init.Init;
import dev.sconce.nn.utils.ConvMemoryFormat;
import dev.sconce.nn.utils.FunctionalCall;
import dev.sconce.nn.utils.GradientClipping;
import dev.sconce.nn.utils.ParameterVectors;
import dev.sconce.nn.utils.SkipInit;
import dev.sconce.nn.utils.SpectralNorm;
import dev.sconce.nn.utils.WeightNorm;
import dev.sconce.nn.utils.fusion.Fusion;
import dev.sconce.nn.utils.parametrizations.Parametrizations;
import dev.sconce.nn.utils.parametrize.Parametrize;
import dev.sconce.nn.utils.prune.Prune;
import dev.sconce.nn.utils.rnn.Rnn;
import dev.sconce.optim.swa.Averaging;
import dev.sconce.optim.swa.BatchNormStatistics;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the public names of {@code torch.nn} are in Java: by rule, but for a few that Java's words forbid. */
final class JavaNames {
    private static final List<String> PACKAGES = List.of(
            "dev.sconce.nn",
            "dev.sconce.nn.functional",
            "dev.sconce.nn.utils.parametrize",
            "dev.sconce.nn.utils.prune",
            "dev.sconce.nn.utils.rnn",
            "dev.sconce.optim.swa",
            "dev.sconce.optim.scheduler");

    private static final Map<String, List<Class<?>>> HOLDERS = Map.of(
            "torch.nn.functional", List.of(F.class),
            "torch.nn.init", List.of(Init.class),
            "torch.nn.modules.module", List.of(GlobalHooks.class),
            "torch.nn.parallel", List.of(Parallel.class),
            "torch.nn.Module", List.of(Module.class, ExtraState.class),
            "torch.optim.swa_utils", List.of(Averaging.class, BatchNormStatistics.class));

    private static final List<Class<?>> UTILS = List.of(
            ConvMemoryFormat.class,
            FunctionalCall.class,
            GradientClipping.class,
            ParameterVectors.class,
            SkipInit.class,
            SpectralNorm.class,
            WeightNorm.class,
            Fusion.class,
            Parametrizations.class,
            Parametrize.class,
            Prune.class,
            Rnn.class);

    /** What has another name in Java. */
    private static final Map<String, String> RENAMED = Map.of(
            "torch.nn.Module.double", "doubleValue",
            "torch.nn.Module.float", "floatValue",
            "torch.nn.utils.prune.BasePruningMethod", "PruningMethod");

    private JavaNames() {}

    /** The overloads of a function of a Python module, or of a method of {@code torch.nn.Module}. */
    static List<Method> methods(String module, String name) {
        String java = RENAMED.getOrDefault(module + "." + name, Names.camel(name));
        return HOLDERS.getOrDefault(module, UTILS).stream()
                .flatMap(holder -> Arrays.stream(holder.getMethods()))
                .filter(method -> method.getName().equals(java))
                .toList();
    }

    /** The class of a Python module. */
    static Optional<Class<?>> type(String module, String name) {
        String java = RENAMED.getOrDefault(module + "." + name, name);
        return PACKAGES.stream().flatMap(folder -> find(folder + "." + java)).findFirst();
    }

    /** Class files are found by names of another case on some systems. */
    private static Stream<Class<?>> find(String className) {
        try {
            Class<?> found = Class.forName(className, false, JavaNames.class.getClassLoader());
            return found.getName().equals(className) ? Stream.of(found) : Stream.empty();
        } catch (ClassNotFoundException | NoClassDefFoundError e) {
            return Stream.empty();
        }
    }
}
