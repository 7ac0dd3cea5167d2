package dev.sconce.it.conformance.check;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.sconce.it.conformance.bind.Arg;
import dev.sconce.it.conformance.bind.Facade;
import dev.sconce.it.conformance.bind.NoSuchJavaException;
import dev.sconce.it.conformance.bind.PyCall;
import dev.sconce.it.conformance.cases.Case;
import dev.sconce.it.conformance.cases.Values;
import dev.sconce.nn.Parameter;
import dev.sconce.optim.Optimizer;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An optimizer: its text and state, then the parameters after each of a number of steps, and the state again. */
final class OptimizerCheck implements Check {
    @Override
    public void run(Case source, Comparison comparison) {
        new Run(source, comparison).run();
    }

    /** One case. */
    private static final class Run {
        private final Case source;
        private final Comparison comparison;
        private final Values values;
        private final List<Parameter> params = new ArrayList<>();

        Run(Case source, Comparison comparison) {
            this.source = source;
            this.comparison = comparison;
            this.values = new Values(source);
            for (Object tensor : values.list(source.get("params"))) {
                params.add(new Parameter(((Tensor) Objects.requireNonNull(tensor)).clone()));
            }
        }

        void run() {
            Optimizer optimizer = construct();
            comparison.attempt(() -> comparison.check("repr", optimizer.toString(), source.text("repr")));
            comparison.attempt(() -> checkState(optimizer, "state_dict_initial"));
            boolean closure = source.has("closure");
            for (int step = 0; step < source.integer("steps"); step++) {
                if (closure) {
                    stepWithClosure(optimizer, step);
                } else {
                    stepWithGradients(optimizer, step);
                }
                checkParams(step);
            }
            checkState(optimizer, "state_dict_final");
        }

        private Optimizer construct() {
            List<Arg> args = new ArrayList<>();
            args.add(Arg.positional("params", OptimizerParams.of(source.flag("flat_params") ? params : groups())));
            args.addAll(PyCall.bound(source.get("bound"), values));
            if (new Facade(values).construct(source.text("class"), args) instanceof Optimizer optimizer) {
                return optimizer;
            }
            throw new NoSuchJavaException("optimizer " + source.text("class"));
        }

        private List<@Nullable Object> groups() {
            List<@Nullable Object> groups = new ArrayList<>();
            boolean named = source.flag("named");
            for (JsonElement entry : source.get("param_groups").getAsJsonArray()) {
                JsonObject group = entry.getAsJsonObject();
                Map<String, @Nullable Object> dict = new LinkedHashMap<>();
                List<Object> members = new ArrayList<>();
                for (JsonElement index : group.getAsJsonArray("params")) {
                    Parameter param = params.get(index.getAsInt());
                    members.add(named ? List.of("p" + index.getAsInt(), param) : param);
                }
                dict.put("params", members);
                dict.putAll(values.named(group.get("options")));
                groups.add(dict);
            }
            return groups;
        }

        private void stepWithGradients(Optimizer optimizer, int step) {
            JsonArray gradients = source.get("grads").getAsJsonArray().get(step).getAsJsonArray();
            for (int i = 0; i < params.size(); i++) {
                Object gradient = values.decode(gradients.get(i));
                params.get(i).setGrad(gradient instanceof Tensor tensor ? tensor.clone() : null);
            }
            optimizer.step();
        }

        /** A least-squares problem: {@code 0.5 * ((A @ x - b) ** 2).sum()}, x being all parameters in a row. */
        private void stepWithClosure(Optimizer optimizer, int step) {
            JsonObject problem = source.object("closure");
            Tensor matrix = tensor(problem.get("A"));
            Tensor target = tensor(problem.get("b"));
            Tensor loss = optimizer.step(() -> {
                optimizer.zeroGrad();
                List<Tensor> flat = params.stream().map(p -> p.reshape(-1)).toList();
                Tensor residual = matrix.matmul(Torch.cat(flat)).sub(target);
                Tensor half = residual.pow(2).sum().mul(0.5);
                half.backward();
                return half;
            });
            comparison.check(
                    "loss " + step,
                    loss.detach(),
                    values.decode(source.get("losses").getAsJsonArray().get(step)));
        }

        private Tensor tensor(JsonElement json) {
            return (Tensor) Objects.requireNonNull(values.decode(json));
        }

        private void checkParams(int step) {
            JsonArray expected =
                    source.get("expected").getAsJsonArray().get(step).getAsJsonArray();
            for (int i = 0; i < params.size(); i++) {
                String where = "step " + step + " parameter " + i;
                comparison.check(where, params.get(i).detach(), values.decode(expected.get(i)));
            }
        }

        private void checkState(Optimizer optimizer, String field) {
            comparison.strict().approximate().check(field, optimizer.stateDict(), values.decode(source.get(field)));
        }
    }
}
