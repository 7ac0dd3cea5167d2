package dev.sconce.torch.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sconce.torch.SingleThread;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.TorchException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every generated form computes what the dispatcher computes for the same op by name, bit for bit, on small arguments
 * drawn at random. Where no arguments are found that the op takes (those of other devices, quantized ones), the form
 * stays unchecked here; the floor says how many at most.
 */
@ExtendWith(SingleThread.class) // a kernel that writes by an index that occurs twice has no fixed result with several
class OpFormsTest {
    /**
     * Ops whose CPU kernels do not check their arguments, so that drawn ones would write where they must not, and
     * internals of quantized or other backends whose results are opaque; from_file, which would make the file.
     */
    private static final Pattern UNSAFE = Pattern.compile(
            "embedding_bag|from_file|rrelu_\\w+|range|segment_reduce|ctc_loss|lu_unpack|sparse_\\w+_tensor|lstm|gru|rnn_\\w+|slow_conv_transpose.*|(fbgemm|mkldnn|quantized|miopen|cudnn)_.*");

    @Test
    void everyFormComputesWhatTheDispatcherDoes() {
        GenerateOps generator = new GenerateOps(Inputs.read(Path.of("src/codegen")));
        Set<String> checked = new TreeSet<>();
        Set<String> unchecked = new TreeSet<>();
        int forms = 0;
        int checkedForms = 0;
        for (Facade facade : Facade.values()) {
            Map<Schema, Seeds> seeds = new LinkedHashMap<>();
            for (Form form : generator.forms(facade).keySet()) {
                boolean done = check(form, seeds.computeIfAbsent(form.schema(), schema -> new Seeds()));
                (done ? checked : unchecked).add(form.schema().name());
                forms++;
                checkedForms += done ? 1 : 0;
            }
        }
        unchecked.removeAll(checked);
        System.out.println(checkedForms + " of " + forms + " forms and " + checked.size()
                + " ops checked; not checked: " + unchecked);
        assertThat(checked.size()).as("ops checked").isGreaterThan(1540);
        assertThat(checkedForms).as("forms checked").isGreaterThan(3500);
    }

    /** What is known of an op: arguments that it took, and how long it is worth looking for others. */
    private static final class Seeds {
        private final List<Long> good = new ArrayList<>();
        private int tries = 200;
    }

    /** Looks for arguments that the op takes, first among those that served its other forms. */
    private static boolean check(Form form, Seeds seeds) {
        if (form.schema().inPython() || UNSAFE.matcher(form.schema().base()).matches()) {
            return false;
        }
        FormCall call = new FormCall(form);
        for (long seed : List.copyOf(seeds.good)) {
            if (check(call, form, seed)) {
                return true;
            }
        }
        for (long seed = 0; seed < seeds.tries; seed++) {
            if (check(call, form, seed)) {
                seeds.good.add(seed);
                return true;
            }
        }
        if (seeds.good.isEmpty()) {
            seeds.tries = Math.max(20, seeds.tries / 2);
        }
        return false;
    }

    /** False if the op does not take the arguments of this seed. */
    private static boolean check(FormCall call, Form form, long seed) {
        TensorScope scope = new TensorScope();
        try {
            String expected = call.boxed(seed);
            String actual = call.java(seed);
            if (!actual.equals(expected) && !repeatsItself(call, seed, expected)) {
                return false;
            }
            assertThat(actual)
                    .as("%s.%s with seed %s", form.owner().className(), form.signature(), seed)
                    .isEqualTo(expected);
            return true;
        } catch (TorchException | IllegalArgumentException e) {
            return false;
        } finally {
            scope.close();
        }
    }

    /**
     * Whether the dispatcher gives the same bits each time. Some LAPACK routines of OpenBLAS do not: their kernels add in
     * another order where the memory begins at another alignment.
     */
    private static boolean repeatsItself(FormCall call, long seed, String expected) {
        for (int i = 0; i < 50; i++) {
            if (!call.boxed(seed).equals(expected)) {
                return false;
            }
        }
        return true;
    }
}
