package dev.sconce.it.conformance.check;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.sconce.it.conformance.bind.Arg;
import dev.sconce.it.conformance.bind.Facade;
import dev.sconce.it.conformance.cases.Case;
import dev.sconce.it.conformance.cases.Values;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.ArrayList;
import java.util.List;

/** A function of {@code torch.nn.init} on a tensor of sevens. */
final class InitFunctionCheck implements Check {
    private static final double BEFORE = 7.0;

    @Override
    public void run(Case source, Comparison comparison) {
        Values values = new Values(source);
        Tensor tensor = Torch.full(shape(source), BEFORE);
        List<Arg> args = new ArrayList<>(List.of(Arg.positional("tensor", tensor)));
        for (JsonElement bound : source.get("bound").getAsJsonArray()) {
            JsonObject entry = bound.getAsJsonObject();
            boolean given = !entry.get("default").getAsBoolean();
            args.add(new Arg(entry.get("name").getAsString(), true, given, values.decode(entry.get("value"))));
        }
        args.add(new Arg("generator", true, false, null));
        Torch.manualSeed(source.integer("seed"));
        Object result = new Facade(values).functions().init(source.text("function"), args);
        comparison.check("tensor", tensor, values.decode(source.get("expected")));
        comparison.check("returns the same tensor", result == tensor, source.flag("returns_same_tensor"));
        RandomStream.check(source, values, comparison);
    }

    /** The shape that a case names. */
    static long[] shape(Case source) {
        return source.get("shape").getAsJsonArray().asList().stream()
                .mapToLong(JsonElement::getAsLong)
                .toArray();
    }
}
