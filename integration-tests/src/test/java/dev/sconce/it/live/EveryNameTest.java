package dev.sconce.it.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import dev.sconce.it.conformance.bind.Names;
import dev.sconce.it.python.LiveTest;
import dev.sconce.it.python.PythonScript;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every public name of {@code torch.nn}, as Python lists them now, has its counterpart here or a reason why not. */
@LiveTest
class EveryNameTest {

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

    /** Functions that Python's modules use and do not mean for users. */
    private static final Set<String> PRIVATE = Set.of(
            "torch.nn.functional.assert_int_or_pair",
            "torch.nn.functional.boolean_dispatch",
            "torch.nn.functional.has_torch_function",
            "torch.nn.functional.has_torch_function_unary",
            "torch.nn.functional.has_torch_function_variadic",
            "torch.nn.utils.rnn.PackedSequence_",
            "torch.nn.utils.rnn.bind");

    /** Names that PyTorch keeps for old code, with a warning. */
    private static final Set<String> DEPRECATED = Stream.concat(
                    Stream.of(
                                    "constant",
                                    "dirac",
                                    "eye",
                                    "kaiming_normal",
                                    "kaiming_uniform",
                                    "normal",
                                    "orthogonal",
                                    "sparse",
                                    "uniform",
                                    "xavier_normal",
                                    "xavier_uniform")
                            .map("torch.nn.init."::concat),
                    Stream.of(
                            "torch.nn.utils.clip_grad_norm",
                            "torch.nn.modules.module.register_module_backward_hook",
                            "torch.nn.Module.register_backward_hook"))
            .collect(Collectors.toSet());

    /** What has no meaning in Java, and why. */
    private static final Map<String, String> WITHOUT_MEANING = Map.of(
            "torch.nn.Module.compile", "compiles Python code",
            "torch.nn.Module.share_memory", "for Python's processes; Java's threads share memory anyway",
            "torch.nn.Module.forward", "stands in the typed subclasses: Layer, Module1 to Module3, ModuleN",
            "torch.nn.parallel.DistributedDataParallel", "needs a process group",
            "torch.nn.parallel.DistributedDataParallelCPU", "needs a process group");

    @Test
    void everyNameOfPythonIsHereOrHasAReason() {
        Map<String, List<String>> python =
                new Gson().fromJson(PythonScript.run("names.py"), new TypeToken<TreeMap<String, List<String>>>() {});
        assertThat(python.get("torch.nn")).hasSizeGreaterThanOrEqualTo(168);

        Set<String> missing = new TreeSet<>();
        python.forEach((module, names) -> {
            Set<String> methods = methods(HOLDERS.getOrDefault(module, UTILS));
            names.stream()
                    .filter(name -> !isHere(module + "." + name, name, methods))
                    .map(name -> module + "." + name)
                    .forEach(missing::add);
        });

        Set<String> excused = new TreeSet<>(WITHOUT_MEANING.keySet());
        excused.addAll(PRIVATE);
        excused.addAll(DEPRECATED);
        assertThat(missing).isEqualTo(excused);
    }

    private static Set<String> methods(List<Class<?>> holders) {
        return holders.stream()
                .flatMap(holder -> Arrays.stream(holder.getMethods()))
                .map(Method::getName)
                .collect(Collectors.toSet());
    }

    private static boolean isHere(String path, String name, Set<String> methods) {
        String method = RENAMED.getOrDefault(path, Names.camel(name));
        String type = RENAMED.getOrDefault(path, name);
        return methods.contains(method) || PACKAGES.stream().anyMatch(folder -> exists(folder + "." + type));
    }

    private static boolean exists(String className) {
        try {
            Class<?> found = Class.forName(className, false, EveryNameTest.class.getClassLoader());
            return found.getName().equals(className);
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
