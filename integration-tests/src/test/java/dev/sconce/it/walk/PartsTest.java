package dev.sconce.it.walk;

import static dev.sconce.torch.Torch.arange;
import static dev.sconce.torch.Torch.ones;
import static dev.sconce.torch.Torch.zeros;

import dev.sconce.it.programs.ProgramsTest;
import dev.sconce.it.python.LiveTest;
import dev.sconce.nn.BatchNorm1d;
import dev.sconce.nn.BatchNorm2d;
import dev.sconce.nn.Buffer;
import dev.sconce.nn.Conv2d;
import dev.sconce.nn.Linear;
import dev.sconce.nn.Module;
import dev.sconce.nn.ModuleList;
import dev.sconce.nn.Parameter;
import dev.sconce.nn.ReLU;
import dev.sconce.nn.Sequential;
import dev.sconce.nn.Tanh;
import dev.sconce.torch.DType;
import dev.sconce.torch.Device;
import dev.sconce.torch.MemoryFormat;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a module is made of: registration, traversal, conversion, copies, text. */
@LiveTest
class PartsTest extends ProgramsTest {

    static class Net extends Module {
        final int width = 3;
        Module conv = new Conv2d(1, 2, 3);
        final BatchNorm2d bn = new BatchNorm2d(2);
        final Parameter w = new Parameter(ones(2));
        final Buffer b = new Buffer(zeros(2));
    }

    @Test
    void namesThatCannotBe() {
        var net = new Net();
        for (String name : List.of("", "a.b", "width", "w", "b")) {
            printError(() -> net.addModule(name, new ReLU()));
        }
        for (String name : List.of("", "a.b", "width", "conv", "b")) {
            printError(() -> net.registerParameter(name, null));
        }
        for (String name : List.of("", "a.b", "width", "conv", "w")) {
            printError(() -> net.registerBuffer(name, null));
        }
        printError(() -> net.unregister("nothing"));
    }

    @Test
    void emptyPlaces() {
        var net = new Module() {};
        net.registerParameter("p", null);
        net.registerBuffer("b", null);
        net.addModule("m", null);
        print(net);
        print(keys(net.stateDict()), keys(net.namedParameters()), keys(net.namedBuffers()), keys(net.namedChildren()));
        printError(() -> net.getSubmodule("m"));
        printError(() -> net.getParameter("p"));
        net.registerParameter("p", new Parameter(ones(1)));
        net.registerBuffer("b", ones(1));
        net.addModule("m", new Linear(1, 1));
        print(net);
        print(keys(net.stateDict()));
        net.unregister("p");
        net.unregister("m");
        print(net, keys(net.stateDict()));
    }

    private static List<String> keys(Map<String, ?> map) {
        return List.copyOf(map.keySet());
    }

    @Test
    void walkingWithDuplicates() {
        var shared = new Linear(2, 2);
        var net = new Sequential(shared, new Sequential(shared, new BatchNorm1d(2)), shared);
        print(keys(net.namedModules()));
        print(keys(net.namedModules("net", false)));
        print(net.modules().size(), net.modules(false).size());
        print(keys(net.namedParameters()));
        print(keys(net.namedParameters("x", true, false)));
        print(
                keys(net.namedParameters("", false, true)),
                net.get(1).parameters(false).size());
        print(keys(net.namedBuffers("y", true, true)));
        print(keys(net.get(1).namedBuffers("", false, true)), net.buffers().size());
        print(keys(net.namedChildren()), net.children().size());
        print(keys(net.stateDict()));
    }

    @Test
    void paths() {
        var net = new Net();
        print(net.getSubmodule("").getClass().getSimpleName(), net.getSubmodule("conv"));
        for (String target : List.of("nothing", "conv.nothing", "w", "width", "conv.weight.x", ".conv")) {
            printError(() -> net.getSubmodule(target));
        }
        for (String target : List.of("nothing", "conv", "width", "b", "bn.running_mean", "x.w")) {
            printError(() -> net.getParameter(target));
        }
        for (String target : List.of("nothing", "conv", "width", "w", "bn.weight")) {
            printError(() -> net.getBuffer(target));
        }
        print(
                net.getParameter("conv.weight").shape(),
                net.getBuffer("bn.running_mean").shape());
        net.setSubmodule("conv", new ReLU());
        net.setSubmodule("act", new Tanh());
        print(net);
        printError(() -> net.setSubmodule("", new ReLU()));
        printError(() -> net.setSubmodule("new", new ReLU(), true));
        printError(() -> net.setSubmodule("w", new ReLU()));
        printError(() -> net.setSubmodule("width", new ReLU(), true));
        printError(() -> net.setSubmodule("x.y", new ReLU()));
        printError(() -> net.setSubmodule("conv", noModule()));
    }

    @SuppressWarnings("NullAway") // what a caller without such checks may pass
    private static Module noModule() {
        return null;
    }

    @Test
    void blankLinesInAText() {
        class Note extends Module {
            @Override
            public String extraRepr() {
                return "first\n\n   \nlast";
            }
        }

        print(lines(new Sequential(new Note(), new ReLU())));
        print(lines(new ModuleList<Module>(new Note(), new Note(), new ReLU())));
    }

    private static List<String> lines(Module module) {
        return Arrays.asList(module.toString().split("\n", -1));
    }

    @Test
    void conversions() {
        var net = new Net();
        net.registerBuffer("counts", arange(3));
        net.registerBuffer("phase", zeros(new long[] {2}, o -> o.dtype(DType.COMPLEX64)));
        printTypes(net);
        net.doubleValue();
        printTypes(net);
        net.half();
        printTypes(net);
        net.bfloat16();
        printTypes(net);
        net.to(DType.FLOAT64);
        printTypes(net);
        net.floatValue();
        printTypes(net);
        net.to(ones(new long[] {1}, o -> o.dtype(DType.FLOAT64)));
        printTypes(net);
        printError(() -> net.to(DType.INT64));
        var conv = (Conv2d) net.conv;
        net.to(MemoryFormat.CHANNELS_LAST);
        print(Tuple.copyOf(list(conv.weight.strides())), "(" + net.bn.weight.strides()[0] + ",)");
        net.to(Device.CPU, DType.FLOAT32, false, MemoryFormat.CONTIGUOUS);
        print(Tuple.copyOf(list(conv.weight.strides())), conv.weight.dtype() == DType.FLOAT32);
        net.w.mul(2).sum().backward();
        net.doubleValue();
        print(net.w.grad());
        net.to(Device.META);
        print(net.w.device().type(), net.b.device().type());
        printError(net::cpu);
        net.toEmpty(Device.CPU, false);
        print(net.w.device().type(), net.b.device().type(), conv.weight.device().type());
        net.toEmpty(Device.CPU);
        print(conv.weight.device().type(), net.w.requiresGrad());
        net.type(DType.FLOAT64);
        print(
                "torch." + net.getBuffer("counts").dtype(),
                "torch." + Objects.requireNonNull(conv.bias).dtype());
    }

    private void printTypes(Net net) {
        print(List.of(
                "torch." + net.w.dtype(),
                "torch." + net.b.dtype(),
                "torch." + net.getBuffer("counts").dtype(),
                "torch." + net.getBuffer("phase").dtype(),
                "torch." + net.getBuffer("bn.num_batches_tracked").dtype()));
    }

    private static List<Long> list(long[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    @Test
    void freezingAndGradients() {
        var net = new Linear(2, 1);
        Parameter bias = Objects.requireNonNull(net.bias);
        net.requiresGrad_(false);
        print(net.weight.requiresGrad());
        net.requiresGrad_();
        print(net.weight.requiresGrad());
        net.call(ones(1, 2)).sum().backward();
        print(net.weight.grad(), bias.grad());
        net.zeroGrad(false);
        print(net.weight.grad(), bias.grad());
        net.zeroGrad();
        print(net.weight.grad() == null);
    }

    static class Holder extends Module {
        Tensor plain = ones(2);
        final List<Module> layers = new ArrayList<>(List.of(new Linear(1, 1, false), new ReLU()));
        final Map<String, Object> byName = new LinkedHashMap<>();
        final Tensor[] array = {plain};
        final Linear shared = new Linear(1, 1);
        final Linear again = shared;
        final String text = "note";

        Holder() {
            byName.put("first", layers.get(0));
            byName.put("plain", plain);
        }
    }

    @Test
    void copies() {
        var a = new Holder();
        a.registerForwardHook((module, args, output) -> {});
        var b = (Holder) a.deepCopy();
        b.plain.add_(1);
        var first = (Linear) b.layers.get(0);
        first.weight.data().fill_(7);
        b.shared.weight.data().fill_(5);
        print(a.plain, b.plain, b.array[0], b.byName.get("plain"));
        print(first.weight, first == b.byName.get("first"), first == a.layers.get(0));
        print(b.shared == b.again, b.shared == a.shared, b.again.weight, b.text);
        b.layers.add(new Tanh());
        print(a.layers.size(), b.layers.size(), keys(b.namedModules()));

        a.plain = a.shared.call(ones(1, 1));
        printError(a::deepCopy);
    }

    @Test
    void orderOfApply() {
        var net = new Sequential(new Linear(1, 1), new Sequential(new ReLU(), new Tanh()));
        var seen = new ArrayList<String>();
        net.apply(m -> seen.add(m.getClass().getSimpleName()));
        print(seen);
        net.eval();
        print(net.modules().stream().map(Module::isTraining).toList());
        net.get(1).train();
        print(net.modules().stream().map(Module::isTraining).toList());
    }
}
