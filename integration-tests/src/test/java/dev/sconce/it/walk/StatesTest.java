package dev.sconce.it.walk;

import static dev.sconce.torch.Torch.equal;
import static dev.sconce.torch.Torch.full;
import static dev.sconce.torch.Torch.ones;
import static dev.sconce.torch.Torch.tensor;
import static dev.sconce.torch.Torch.zeros;

import dev.sconce.it.programs.ProgramsTest;
import dev.sconce.it.python.LiveTest;
import dev.sconce.nn.Arguments;
import dev.sconce.nn.BatchNorm1d;
import dev.sconce.nn.ExtraState;
import dev.sconce.nn.InstanceNorm1d;
import dev.sconce.nn.Linear;
import dev.sconce.nn.Module;
import dev.sconce.nn.Parameter;
import dev.sconce.nn.Sequential;
import dev.sconce.nn.utils.FunctionalCall;
import dev.sconce.torch.DType;
import dev.sconce.torch.Device;
import dev.sconce.torch.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** State dicts: what is saved, what does not fit, what is understood of old ones. */
@LiveTest
class StatesTest extends ProgramsTest {

    @Test
    void allThatDoesNotFit() {
        var net = new Sequential(new Linear(2, 3), new Sequential(new BatchNorm1d(3), new Linear(3, 1)));
        var saved = net.stateDict();
        saved.put("0.weight", ones(3, 3));
        saved.put("1.1.bias", ones(2));
        saved.put("1.x.y", ones(1));
        saved.put("other", ones(1));
        saved.remove("1.0.running_mean");
        saved.remove("0.bias");
        printError(() -> net.loadStateDict(saved));
        printError(() -> net.loadStateDict(saved, false));
        saved.remove("0.weight");
        saved.remove("1.1.bias");
        var keys = net.loadStateDict(saved, false);
        print(keys);
        print(keys.missingKeys(), keys.unexpectedKeys());
        print(net.loadStateDict(net.stateDict()));
    }

    @Test
    void valuesThatAreNoTensors() {
        var net = new Linear(1, 1);
        for (Object value : Arrays.asList(null, 5, 0.5, true, "text", List.of(1.0))) {
            Map<String, @Nullable Object> saved = new LinkedHashMap<>(net.stateDict());
            saved.put("bias", value);
            printError(() -> net.loadStateDict(saved));
        }
    }

    @Test
    void numbersOfOldFiles() {
        var net = new Module() {};
        var w = new Parameter(tensor(1.0));
        net.registerParameter("w", w);
        net.loadStateDict(Map.of("w", tensor(new double[] {5.0})));
        print(w);
        printError(() -> net.loadStateDict(Map.of("w", ones(2))));
    }

    @Test
    void assigning() {
        var linear = new Linear(1, 1);
        var norm = new BatchNorm1d(1);
        var net = new Sequential(linear, norm);
        linear.weight.requiresGrad_(false);
        Parameter bias = Objects.requireNonNull(linear.bias);
        Map<String, Tensor> saved = new LinkedHashMap<>();
        net.stateDict().forEach((name, value) -> saved.put(name, value.to(DType.FLOAT64)));
        print(net.loadStateDict(saved, true, true));
        print("torch." + linear.weight.dtype(), linear.weight.requiresGrad(), bias.requiresGrad());
        print(
                "torch." + net.getBuffer("1.running_mean").dtype(),
                "torch." + net.getBuffer("1.num_batches_tracked").dtype(),
                bias.getClass().getSimpleName());
        net.to(Device.META);
        Map<String, Tensor> floats = new LinkedHashMap<>();
        saved.forEach((name, value) -> floats.put(name, value.to(DType.FLOAT32)));
        net.loadStateDict(floats, true, true);
        print(bias.device().type(), "torch." + bias.dtype(), bias.requiresGrad());
        saved.put("0.weight", ones(2, 2));
        printError(() -> net.loadStateDict(saved, true, true));
    }

    static class Counting extends Module implements ExtraState {
        final Parameter w = new Parameter(ones(1));
        final Linear inner = new Linear(1, 1);
        long count = 3;

        @Override
        public Object getExtraState() {
            return Map.of("count", count);
        }

        @Override
        public void setExtraState(@Nullable Object state) {
            count = (Long) Objects.requireNonNull(((Map<?, ?>) Objects.requireNonNull(state)).get("count"));
        }
    }

    @Test
    void extraState() {
        var counting = new Counting();
        var net = new Sequential(counting);
        var saved = net.stateDict();
        print(List.copyOf(saved.all().keySet()), saved.extra("0._extra_state"));
        saved.putExtra("0._extra_state", Map.of("count", 8L));
        print(net.loadStateDict(saved), counting.count);
        Map<String, @Nullable Object> without = new LinkedHashMap<>(saved.all());
        without.remove("0._extra_state");
        printError(() -> net.loadStateDict(without));
        var plain = new Linear(1, 1).stateDict();
        plain.putExtra("_extra_state", 5L);
        printError(() -> new Linear(1, 1).loadStateDict(plain));
    }

    @Test
    void versions() {
        var net = new Sequential(new BatchNorm1d(2), new InstanceNorm1d(2), new Linear(1, 1));
        var saved = net.stateDict("p.");
        print(List.copyOf(saved.keySet()), saved.metadata());

        var bn = new BatchNorm1d(2);
        bn.getBuffer("num_batches_tracked").fill_(4);
        Map<String, Tensor> old = new LinkedHashMap<>(bn.stateDict());
        old.remove("num_batches_tracked");
        print(bn.loadStateDict(old), bn.getBuffer("num_batches_tracked"));
        var current = bn.stateDict();
        current.remove("num_batches_tracked");
        printError(() -> bn.loadStateDict(current));

        var norm = new InstanceNorm1d(2);
        Map<String, Tensor> ancient = new LinkedHashMap<>();
        ancient.put("running_mean", zeros(2));
        ancient.put("running_var", ones(2));
        printError(() -> norm.loadStateDict(ancient));
    }

    @Test
    void destinations() {
        var net = new Linear(1, 1);
        var saved = net.stateDict("a.");
        print(is(net.stateDict(saved, "b.", true), saved));
        print(
                List.copyOf(saved.keySet()),
                saved.values().stream().map(Tensor::requiresGrad).toList(),
                List.copyOf(saved.metadata().keySet()));
        Objects.requireNonNull(saved.get("a.weight")).fill_(5);
        print(net.weight);
    }

    private static boolean is(Object a, Object b) {
        return a == b;
    }

    @Test
    void functionalCalls() {
        var linear = new Linear(1, 1);
        var net = new Sequential(linear, new BatchNorm1d(1));
        Tensor x = tensor(new double[][] {{1.0}, {2.0}});
        Map<String, Tensor> changed = new LinkedHashMap<>();
        changed.put("0.weight", full(new long[] {1, 1}, 2.0));
        changed.put("0.bias", zeros(1));
        Tensor before = linear.weight.clone();
        print(FunctionalCall.functionalCall(net, changed, x));
        print(equal(before, linear.weight), net.getBuffer("1.num_batches_tracked"));
        printError(() -> FunctionalCall.functionalCall(net, Map.of("nothing", x), Arguments.of(x), true, true));
        printError(() -> FunctionalCall.functionalCall(net, changed, Arguments.of(x), true, true));
        Tensor w = full(new long[] {1, 1}, 3.0).requiresGrad_(true);
        FunctionalCall.functionalCall(linear, Map.of("weight", w), x).sum().backward();
        print(
                w.grad(),
                linear.weight.grad() == null,
                Objects.requireNonNull(linear.bias).grad());
    }
}
