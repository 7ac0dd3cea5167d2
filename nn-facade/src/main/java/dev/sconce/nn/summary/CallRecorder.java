package dev.sconce.nn.summary;

import dev.sconce.nn.Arguments;
import dev.sconce.nn.Module;
import dev.sconce.torch.RemovableHandle;
import dev.sconce.torch.TensorScope;
import dev.sconce.torch.Torch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls a model once and records the calls of all modules in it, and where in the model they stand. */
final class CallRecorder {
    /** Where a module was first found. */
    private record Place(String name, int depth, @Nullable Module parent) {}

    private final IdentityHashMap<Module, Place> places = new IdentityHashMap<>();
    private final List<ModuleCall> calls = new ArrayList<>();
    private final Deque<ModuleCall> running = new ArrayDeque<>();

    private CallRecorder(Module model) {
        place(model, new Place("", 0, null));
    }

    static List<SummaryRow> record(Module model, Arguments arguments) {
        CallRecorder recorder = new CallRecorder(model);
        recorder.run(model, arguments);
        return RowBuilder.rows(recorder.withContainers());
    }

    private void place(Module module, Place place) {
        if (places.putIfAbsent(module, place) == null) {
            module.namedChildren().forEach((name, child) -> place(child, new Place(name, place.depth() + 1, module)));
        }
    }

    private void run(Module model, Arguments arguments) {
        IdentityHashMap<Module, Boolean> modes = new IdentityHashMap<>();
        List<RemovableHandle> handles = new ArrayList<>();
        List<Module> modules = model.modules();
        for (Module module : modules) {
            modes.put(module, module.isTraining());
            handles.add(module.registerForwardPreHook((called, inputs) -> begin(called, inputs)));
            handles.add(module.registerForwardHook((called, inputs, output) -> end(output)));
        }
        try (var scope = new TensorScope();
                var noGrad = Torch.noGrad()) {
            model.eval();
            arguments.passTo(model);
        } finally {
            handles.forEach(RemovableHandle::remove);
            for (Module module : modules) { // parents first, as each sets what is in it
                module.train(modes.getOrDefault(module, true));
            }
        }
    }

    private void begin(Module module, List<? extends @Nullable Object> inputs) {
        ModuleCall call = call(module);
        call.input = FirstTensor.in(inputs);
        calls.add(call);
        running.push(call);
    }

    private ModuleCall call(Module module) {
        Place place = places.getOrDefault(module, new Place("", 1, null));
        return new ModuleCall(module, place.name(), place.depth());
    }

    private void end(@Nullable Object output) {
        running.pop().output = FirstTensor.in(output);
    }

    /** Containers such as a ModuleList are not called: their rows come before those of what is in them. */
    private List<ModuleCall> withContainers() {
        List<ModuleCall> all = new ArrayList<>();
        List<Module> open = new ArrayList<>(); // the modules of the last rows, by depth
        for (ModuleCall call : calls) {
            addContainers(call.module, all, open);
            add(call, all, open);
        }
        return all;
    }

    private void addContainers(Module module, List<ModuleCall> all, List<Module> open) {
        Place place = places.get(module);
        Module parent = place == null ? null : place.parent();
        if (place == null || parent == null) {
            return;
        }
        int depth = place.depth() - 1;
        if (open.size() <= depth || open.get(depth) != parent) {
            addContainers(parent, all, open);
            add(call(parent), all, open);
        }
    }

    private static void add(ModuleCall call, List<ModuleCall> all, List<Module> open) {
        all.add(call);
        while (open.size() > call.depth) {
            open.remove(open.size() - 1);
        }
        open.add(call.module);
    }

    /** One call, or a container. */
    static final class ModuleCall {
        final Module module;
        final String name;
        final int depth;
        FirstTensor input = FirstTensor.NONE;
        FirstTensor output = FirstTensor.NONE;

        ModuleCall(Module module, String name, int depth) {
            this.module = module;
            this.name = name;
            this.depth = depth;
        }
    }
}
