package dev.sconce.it.walk;

import static dev.sconce.torch.Torch.full;
import static dev.sconce.torch.Torch.ones;
import static dev.sconce.torch.Torch.slice;
import static dev.sconce.torch.Torch.tensor;
import static dev.sconce.torch.Torch.zeros;

import dev.sconce.it.programs.ProgramsTest;
import dev.sconce.it.python.LiveTest;
import dev.sconce.nn.Dropout;
import dev.sconce.nn.ELU;
import dev.sconce.nn.Flatten;
import dev.sconce.nn.Identity;
import dev.sconce.nn.LSTM;
import dev.sconce.nn.LSTMState;
import dev.sconce.nn.Linear;
import dev.sconce.nn.Module;
import dev.sconce.nn.Module1;
import dev.sconce.nn.ModuleDict;
import dev.sconce.nn.ModuleList;
import dev.sconce.nn.Parameter;
import dev.sconce.nn.ParameterDict;
import dev.sconce.nn.ParameterList;
import dev.sconce.nn.ReLU;
import dev.sconce.nn.RecurrentOutput;
import dev.sconce.nn.Sequential;
import dev.sconce.nn.Sigmoid;
import dev.sconce.nn.Tanh;
import dev.sconce.torch.DType;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Tuple;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Containers: positions, slices, what is added and removed, texts. */
@LiveTest
class ContainersTest extends ProgramsTest {

    private static Sequential five() {
        return new Sequential(new Linear(1, 2), new ReLU(), new Linear(2, 3), new Tanh(), new Linear(3, 1));
    }

    @Test
    void slicesOfASequential() {
        var net = five();
        print(net.get(slice(1, null)));
        print(net.get(slice(null, -1)));
        print(net.get(slice(1, 3)));
        print(net.get(slice(null, null, 2)));
        print(net.slice(-1, -6, -1));
        print(net.get(slice(-2, null)));
        print(net.get(slice(3, 1)));
        print(net.slice(4, 0, -2));
        print(net.get(slice(null, 100)));
        print(net.get(-1), net.get(0), net.size());
        printError(() -> net.get(5));
        printError(() -> net.get(-6));
        var part = net.get(slice(1, null));
        part.append(new Sigmoid());
        print(part);
        print(List.copyOf(net.get(slice(2, null)).stateDict().keySet()));
    }

    @Test
    void changingASequential() {
        var net = five();
        net.set(-1, new Linear(3, 7));
        print(net);
        printError(() -> net.set(5, new ReLU()));
        net.insert(0, new Flatten());
        net.insert(-1, new Dropout());
        net.insert(net.size(), new Identity());
        print(net);
        printError(() -> net.insert(100, new ReLU()));
        printError(() -> net.insert(-100, new ReLU()));
        print(net.pop(0), net.pop(-1));
        net.delete(0);
        net.delete(slice(1, 3));
        print(net);
        print(net.pop(slice(0, 2)));
        print(net, net.size());
        printError(() -> net.pop(3));
        net.extend(List.of(new ReLU(), new Tanh()));
        net.extend(new Sequential(new Sigmoid()));
        print(net);
        print(net.plus(new Sequential(new ELU())));
        print(new Sequential(new ReLU()).times(3));
        printError(() -> net.times(0));
        printError(() -> net.times(-1));
        var layers = new LinkedHashMap<String, Module>();
        layers.put("a", new ReLU());
        layers.put("b", new Tanh());
        var named = new Sequential(layers);
        named.set(1, new ELU());
        named.append(new Sigmoid());
        print(named, named.get("a"));
        named.delete(0);
        print(named);
    }

    static class Halves extends Module1<Tensor, Tuple> {
        @Override
        protected Tuple forward(Tensor x) {
            return Tuple.of(x.get(slice(null, 1)), x.get(slice(1, null)));
        }
    }

    static class Join extends Module1<Tuple, Tensor> {
        @Override
        protected Tensor forward(Tuple halves) {
            return part(halves, 0).add(part(halves, 1));
        }
    }

    private static Tensor part(Tuple tuple, int index) {
        return (Tensor) Objects.requireNonNull(tuple.get(index));
    }

    @Test
    void aLastLayerThatReturnsNoTensor() {
        var net = new Sequential(new Linear(2, 3), new LSTM(3, 2));
        RecurrentOutput<Tensor, LSTMState> result = net.call(ones(4, 2), RecurrentOutput.class);
        print(result.output());
        print(result.state().h(), result.state().c());

        var inner = new Sequential(new Identity(), new Halves());
        Tuple halves = new Sequential(new ReLU(), inner).call(tensor(1., 2.), Tuple.class);
        print(halves.get(0), halves.get(1));
        var both = new Sequential(inner, new Join());
        print(both.call(tensor(1., 2.)));
        inner.registerOutputReplacer((m, args, out) ->
                Tuple.of(part((Tuple) out, 1), part((Tuple) out, 0).mul(10)));
        halves = inner.call(tensor(1., 2.), Tuple.class);
        print(halves.get(0), halves.get(1));
        print(both.call(tensor(1., 2.)));
        Tensor joined = new Sequential(new Join()).call(Tuple.of(ones(1), ones(1)), Tensor.class);
        print(joined);
        print(new Sequential().call(ones(1)));
    }

    @Test
    void anEmptyPlace() {
        var net = new Sequential(new ReLU(), null);
        print(net, net.size());
        var modules = new ModuleList<Module>(new ReLU(), null, null);
        print(modules, modules.size());
    }

    @Test
    void moduleLists() {
        var modules = new ModuleList<Module>(
                new Linear(1, 1), new Linear(1, 1), new Sequential(new ReLU()), new Sequential(new ReLU()));
        print(modules);
        print(modules.get(slice(1, null)), modules.slice(-1, -5, -1), modules.get(-1), modules.get(slice(null, -1, 2)));
        printError(() -> modules.get(4));
        printError(() -> modules.get(-5));
        modules.set(-1, new Tanh());
        modules.insert(1, new ELU());
        modules.append(new Sigmoid());
        modules.extend(List.of(new Identity()));
        modules.extend(List.of(new Flatten()));
        print(modules);
        print(modules.pop(1), modules.pop(-1));
        modules.delete(0);
        modules.delete(slice(2, null));
        print(modules, modules.plus(List.of(new ReLU())));
        print(modules.pop(slice(0, 1)), modules, modules.size(), new ModuleList<>());
    }

    @Test
    void moduleDicts() {
        var modules = new ModuleDict<Module>(ordered("b", new Linear(1, 1), "a", new ReLU()));
        modules.put("c", new Tanh());
        modules.update(ordered("b", new ELU(), "d", new Sigmoid()));
        modules.update(ordered("z", new Identity(), "e", new Identity()));
        print(modules);
        print(
                modules.keys(),
                modules.size(),
                modules.contains("a"),
                modules.contains("x"),
                modules.values().get(1));
        print(modules.pop("a"), modules.keys());
        printKeyError(() -> modules.pop("a"));
        printKeyError(() -> modules.get("a"));
        printError(() -> modules.update(Map.of("x.y", new ReLU())));
        modules.pop("b");
        print(modules);
        modules.clear();
        print(modules, modules.size());
    }

    /** A {@code KeyError} shows its key in quotes; what is printed is the key itself. */
    private void printKeyError(Runnable action) {
        try {
            action.run();
            print("no error");
        } catch (RuntimeException e) {
            print(Objects.requireNonNull(e.getMessage()).replace("'", ""));
        }
    }

    private static <V> Map<String, V> ordered(String key1, V value1, String key2, V value2) {
        Map<String, V> map = new LinkedHashMap<>();
        map.put(key1, value1);
        map.put(key2, value2);
        return map;
    }

    @Test
    void parameterLists() {
        var parameters = new ParameterList(
                ones(2), new Parameter(zeros(1, 3)), ones(new long[] {2}, o -> o.dtype(DType.FLOAT64)));
        print(parameters);
        print(parameters.get(slice(1, null)), parameters.slice(-1, -4, -1), parameters.get(-1));
        printError(() -> parameters.get(3));
        printError(() -> parameters.get(-4));
        parameters.set(-1, full(new long[] {1}, 5.0));
        parameters.append(ones(1));
        parameters.extend(List.of(ones(1), ones(2)));
        parameters.extend(List.of(ones(3)));
        print(parameters, parameters.size(), List.copyOf(parameters.stateDict().keySet()));
    }

    @Test
    void parameterDicts() {
        var parameters = new ParameterDict(Map.of("b", ones(2), "a", zeros(1)));
        print(parameters);
        parameters.put("c", ones(1));
        parameters.update(ordered("z", ones(1), "e", ones(2)));
        parameters.update(Map.of("y", ones(1), "x", ones(1)));
        print(parameters.keys(), parameters.size(), parameters.contains("z"));
        print(parameters.setDefault("a", ones(5)), parameters.setDefault("s", ones(1)));
        print(parameters.setDefault("none", null), parameters.getOrDefault("nothing", null));
        print(parameters.pop("b"), parameters.keys());
        print(parameters.popItem().getKey(), parameters.popItem().getKey());
        var other = new ParameterDict(ordered("a", full(new long[] {1}, 7.0), "n", ones(1)));
        var both = parameters.or(other);
        print(
                both.keys(),
                both.get("a"),
                both.values().stream()
                        .map(p -> Objects.requireNonNull(p).shape())
                        .toList());
        print(parameters.fromKeys(List.of("k", "j"), zeros(2)));
        print(parameters.copy().keys(), reversed(parameters.keys()));
        printError(() -> parameters.get("b"));
        printError(() -> parameters.pop("b"));
        parameters.pop("c");
        print(List.copyOf(parameters.stateDict().keySet()));
        parameters.clear();
        print(parameters, parameters.size());
    }

    private static List<String> reversed(List<String> keys) {
        List<String> reversed = Arrays.asList(keys.toArray(new String[0]));
        Collections.reverse(reversed);
        return reversed;
    }
}
