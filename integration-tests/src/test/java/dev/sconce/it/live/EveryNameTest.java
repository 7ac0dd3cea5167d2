package dev.sconce.it.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import dev.sconce.it.python.LiveTest;
import dev.sconce.it.python.PythonScript;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every public name of {@code torch.nn}, as Python lists them now, has its counterpart here or a reason why not. */
@LiveTest
class EveryNameTest {

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
    private static final Set<String> DEPRECATED = Set.of(
            "torch.nn.utils.clip_grad_norm",
            "torch.nn.modules.module.register_module_backward_hook",
            "torch.nn.Module.register_backward_hook");

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
            names.stream()
                    .filter(name -> JavaNames.methods(module, name).isEmpty()
                            && JavaNames.type(module, name).isEmpty())
                    .map(name -> module + "." + name)
                    .forEach(missing::add);
        });

        Set<String> excused = new TreeSet<>(WITHOUT_MEANING.keySet());
        excused.addAll(PRIVATE);
        excused.addAll(DEPRECATED);
        assertThat(missing).isEqualTo(excused);
    }
}
