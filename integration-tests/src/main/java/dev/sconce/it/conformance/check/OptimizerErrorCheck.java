package dev.sconce.it.conformance.check;

import com.google.gson.JsonObject;
import dev.sconce.it.conformance.bind.Arg;
import dev.sconce.it.conformance.bind.Facade;
import dev.sconce.it.conformance.bind.NoSuchJavaException;
import dev.sconce.it.conformance.cases.Case;
import dev.sconce.it.conformance.cases.Values;
import dev.sconce.optim.Optimizer;
import dev.sconce.torch.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An optimizer that refuses its parameters or options, or warns of them, or refuses a step. */
final class OptimizerErrorCheck implements Check {
    @Override
    public void run(Case source, Comparison comparison) {
        JsonObject error = source.object("error");
        String expected = error.get("phase").getAsString();
        String phase = "construct";
        Values values = new Values(source);
        Facade facade = new Facade(values);
        List<@Nullable Object> params = new ArrayList<>();
        List<Arg> args = arguments(source, values, params);
        try (var warnings = new Warnings(source.text("expected_type").equals("UserWarning"))) {
            Optimizer optimizer = construct(source, facade, args);
            warnings.throwFirst();
            phase = "none";
            if (source.has("grads")) {
                phase = "step";
                step(optimizer, params, values.list(source.get("grads")));
                phase = "none";
            }
        } catch (NoSuchJavaException e) {
            comparison.check("phase", phase, expected);
            TypeErrors.check(comparison, error, e, args, other -> facade.takes(source.text("class"), other));
            return;
        } catch (RuntimeException e) {
            if (expected.equals("none")) {
                throw e;
            }
            comparison.check("phase", phase, expected);
            ErrorText.check(comparison, e, error, source.text("expected_regex"));
            return;
        }
        comparison.check("phase", phase, expected);
    }

    private static List<Arg> arguments(Case source, Values values, List<@Nullable Object> params) {
        Object given = values.decode(source.get("params"));
        if (given instanceof List<?> list) {
            params.addAll(list);
        }
        List<Arg> args = new ArrayList<>();
        args.add(Arg.positional("params", OptimizerParams.of(given)));
        values.named(source.get("kwargs")).forEach((name, value) -> args.add(Arg.named(name, value)));
        return args;
    }

    private static Optimizer construct(Case source, Facade facade, List<Arg> args) {
        if (facade.construct(source.text("class"), args) instanceof Optimizer optimizer) {
            return optimizer;
        }
        throw new NoSuchJavaException("optimizer " + source.text("class"));
    }

    private static void step(Optimizer optimizer, List<@Nullable Object> params, List<@Nullable Object> gradients) {
        for (int i = 0; i < params.size(); i++) {
            if (params.get(i) instanceof Tensor param && gradients.get(i) instanceof Tensor gradient) {
                param.setGrad(gradient);
            }
        }
        optimizer.step();
    }
}
