package dev.sconce.it.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sconce.it.python.LiveTest;
import dev.sconce.it.python.PythonScript;
import dev.sconce.torch.Autograd;
import dev.sconce.torch.AutogradFunctional;
import dev.sconce.torch.Fft;
import dev.sconce.torch.Linalg;
import dev.sconce.torch.Nested;
import dev.sconce.torch.Rng;
import dev.sconce.torch.Sparse;
import dev.sconce.torch.Special;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Whatever is public in PyTorch's {@code torch}, {@code Tensor} and the modules of operators has a member of the same name in
 * Java, but for those in {@code names_left_out.tsv}, each of which has a reason.
 */
@LiveTest
class PublicNamesTest {
    private static final Map<String, List<Class<?>>> CLASSES = Map.of(
            "torch", List.of(Torch.class, Autograd.class, Rng.class),
            "torch.Tensor", List.of(Tensor.class),
            "torch.linalg", List.of(Linalg.class),
            "torch.fft", List.of(Fft.class),
            "torch.special", List.of(Special.class),
            "torch.sparse", List.of(Sparse.class),
            "torch.nested", List.of(Nested.class),
            "torch.random", List.of(Rng.class, Torch.class),
            "torch.autograd.functional", List.of(AutogradFunctional.class));

    @Test
    void everyNameIsThereOrHasAReason() throws IOException {
        LeftOut leftOut = new LeftOut("names_left_out.tsv");
        Set<String> missing = new TreeSet<>();
        int reached = 0;
        for (String name : PythonScript.run("public_names.py").lines().toList()) {
            if (isReachable(name)) {
                reached++;
            } else if (!leftOut.contains(name)) {
                missing.add(name);
            }
        }
        assertThat(missing).isEmpty();
        leftOut.assertAllUsed();
        assertThat(reached).isGreaterThan(1200);
    }

    private static boolean isReachable(String name) {
        int dot = name.lastIndexOf('.');
        String wanted = plain(name.substring(dot + 1));
        return Objects.requireNonNull(CLASSES.get(name.substring(0, dot))).stream()
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .map(method -> plain(method.getName()))
                .anyMatch(wanted::equals);
    }

    /** Names differ in their case and their underscores only; the last underscore says that an operation is in place. */
    private static String plain(String name) {
        return name.replaceAll("_(?!$)", "").toLowerCase(Locale.ROOT);
    }
}
