package dev.sconce.it.conformance.check;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.sconce.it.conformance.bind.Facade;
import dev.sconce.it.conformance.bind.PyCall;
import dev.sconce.it.conformance.bind.States;
import dev.sconce.it.conformance.cases.Case;
import dev.sconce.it.conformance.cases.Values;
import dev.sconce.nn.Module;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A module: built from a seed (initial values, text, names, attributes), loaded, called (outputs, state afterwards),
 * differentiated, and called again without recording.
 */
final class ModuleCheck implements Check {
    @Override
    public void run(Case source, Comparison comparison) {
        new Run(source, comparison).run();
    }

    /** One case. */
    private static final class Run {
        private final Case source;
        private final Comparison comparison;
        private final Values values;
        private final Facade facade;

        Run(Case source, Comparison comparison) {
            this.source = source;
            this.comparison = comparison;
            this.values = new Values(source);
            this.facade = new Facade(values);
        }

        void run() {
            Module module = construct();
            checkStructure(module, "structure", "structure");
            checkState(module, "init", source.get("state_dict"));
            States.load(module, source.get("state_dict"), values);
            JsonObject forward = source.object("forward");
            PyCall inputs = PyCall.read(forward, values);
            PyCall passed = forward.has("inputs_cloned")
                    ? PyCall.read(forward, new Values(new ClonedTensors(values.tensors())))
                    : inputs;
            Map<String, @Nullable Object> outputs = call(module, passed, "outputs", source.get("outputs"));
            checkRequiresGrad(outputs);
            checkInputsAfter(passed);
            checkStructure(module, source.has("structure_after") ? "structure_after" : "structure", "structure_after");
            checkState(module, "state_after", stateAfter());
            new Gradients(source, values, comparison).run(Leaves.tensors(outputs), inputs, module);
            callWithoutRecording(module, inputs);
        }

        private Module construct() {
            JsonObject constructor = source.object("constructor");
            PyCall call = PyCall.read(constructor, values);
            facade.prepare(call.bound());
            Torch.manualSeed(constructor.get("seed").getAsLong());
            Module module = facade.constructModule(source.text("class"), call.bound());
            module.train(source.flag("training"));
            return module;
        }

        private void checkStructure(Module module, String field, String where) {
            new StructureCheck(comparison, values, where).run(module, source.object(field));
        }

        private void checkState(Module module, String where, JsonElement expected) {
            StateCheck.run(comparison, values, where, module, expected);
        }

        private JsonElement stateAfter() {
            JsonElement after = source.get("state_dict_after");
            return after.isJsonArray() ? after : source.get("state_dict");
        }

        private Map<String, @Nullable Object> call(Module module, PyCall call, String where, JsonElement recorded) {
            Torch.manualSeed(source.object("forward").get("seed").getAsLong());
            Object expected = values.decode(recorded);
            Map<String, @Nullable Object> outputs = Leaves.ofJava(where, facade.call(module, call), expected);
            Leaves.ofPython(expected).forEach((path, leaf) -> comparison.check(where + path, outputs.get(path), leaf));
            return outputs;
        }

        private void checkRequiresGrad(Map<String, @Nullable Object> outputs) {
            for (JsonElement pair : source.get("output_requires_grad").getAsJsonArray()) {
                String path = pair.getAsJsonArray().get(0).getAsString();
                boolean expected = pair.getAsJsonArray().get(1).getAsBoolean();
                Tensor output = Objects.requireNonNull(Leaves.tensors(outputs).get(path), path);
                comparison.check("requires_grad of output" + path, output.requiresGrad(), expected);
            }
        }

        private void checkInputsAfter(PyCall passed) {
            if (source.has("inputs_after")) {
                Map<String, @Nullable Object> inputs = Leaves.ofPython("args", passed.positional());
                values.named(source.get("inputs_after"))
                        .forEach((path, after) -> comparison.check("after the call, " + path, inputs.get(path), after));
            }
        }

        private void callWithoutRecording(Module module, PyCall inputs) {
            if (!source.has("no_grad")) {
                return;
            }
            JsonElement recorded = source.get("no_grad");
            boolean same = recorded.isJsonPrimitive();
            try (var noGrad = Torch.noGrad()) {
                if (!same && recorded.getAsJsonObject().has("error")) {
                    expectError(module, inputs, recorded.getAsJsonObject().getAsJsonObject("error"));
                } else {
                    JsonElement outputs = same
                            ? source.get("outputs")
                            : recorded.getAsJsonObject().get("outputs");
                    call(module, inputs, "no_grad", outputs);
                }
            }
        }

        private void expectError(Module module, PyCall inputs, JsonObject error) {
            try {
                facade.call(module, inputs);
            } catch (RuntimeException e) {
                ErrorText.check(comparison, e, error, null);
                return;
            }
            throw new Mismatch("no_grad", "no error");
        }
    }
}
