package dev.sconce.it.conformance.check;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import dev.sconce.it.conformance.bind.PyCall;
import dev.sconce.it.conformance.cases.Case;
import dev.sconce.it.conformance.cases.Values;
import dev.sconce.nn.Module;
import dev.sconce.nn.Parameter;
import dev.sconce.torch.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs the backward pass of a case's weighted sum of outputs, and compares loss and gradients. */
final class Gradients {
    private final Case source;
    private final Values values;
    private final Comparison comparison;

    Gradients(Case source, Values values, Comparison comparison) {
        this.source = source;
        this.values = values;
        this.comparison = comparison;
    }

    /**
     * Runs.
     *
     * @param outputs the outputs by path
     * @param inputs the call whose tensors get gradients
     * @param module the module whose parameters get gradients, or null
     */
    void run(Map<String, Tensor> outputs, PyCall inputs, @Nullable Module module) {
        Tensor loss = loss(outputs);
        if (loss == null) {
            return;
        }
        if (source.has("backward_error")) {
            expectError(loss);
            return;
        }
        loss.backward();
        comparison.check("loss", loss.detach(), values.decode(source.get("loss")));
        checkInputs(inputs);
        if (module != null) {
            checkParameters(module);
        }
    }

    private @Nullable Tensor loss(Map<String, Tensor> outputs) {
        Tensor loss = null;
        for (Map.Entry<String, @Nullable Object> weight :
                values.named(source.get("loss_weights")).entrySet()) {
            if (weight.getValue() instanceof Tensor factor) {
                Tensor output = Objects.requireNonNull(outputs.get(weight.getKey()), weight.getKey());
                Tensor term = output.mul(factor).sum();
                loss = loss == null ? term : loss.add(term);
            }
        }
        return loss;
    }

    private void expectError(Tensor loss) {
        try {
            loss.backward();
        } catch (RuntimeException e) {
            ErrorText.check(comparison, e, source.object("backward_error"), null);
            return;
        }
        throw new Mismatch("backward", "no error");
    }

    private void checkInputs(PyCall inputs) {
        Map<String, @Nullable Object> leaves = new LinkedHashMap<>(Leaves.ofPython("args", inputs.positional()));
        leaves.putAll(Leaves.ofPython("kwargs", inputs.named()));
        Map<String, Tensor> tensors = Leaves.tensors(leaves);
        for (JsonElement pair : source.get("input_grads").getAsJsonArray()) {
            String path = pair.getAsJsonArray().get(0).getAsString();
            Tensor input = Objects.requireNonNull(tensors.get(path), path);
            check(path, input, pair.getAsJsonArray());
        }
    }

    private void checkParameters(Module module) {
        Map<String, Parameter> parameters = module.namedParameters();
        Map<String, @Nullable Object> expected = values.named(source.get("param_grads"));
        comparison.check("param_grads", List.copyOf(parameters.keySet()), List.copyOf(expected.keySet()));
        for (JsonElement pair : source.get("param_grads").getAsJsonArray()) {
            String name = pair.getAsJsonArray().get(0).getAsString();
            check(name, Objects.requireNonNull(parameters.get(name)), pair.getAsJsonArray());
        }
    }

    private void check(String name, Tensor leaf, JsonArray pair) {
        comparison.check("grad " + name, leaf.grad(), values.decode(pair.get(1)));
    }
}
